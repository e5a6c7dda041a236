import { type ParseArgsConfig, parseArgs } from 'node:util'

/** A command was called in a way that it does not know: says how to call it. */
export class Misuse extends Error {
  override name = 'Misuse'
}

/**
 * The options and words of a command line.
 * @throws Misuse with what is wrong and the usage
 */
export function readArguments<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${usage}`, { cause: error })
  }
}
