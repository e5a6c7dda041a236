import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '../app-error.ts'

/**
 * The options and positional arguments of a command line.
 * @throws AppError `misuse` that says what is wrong, with the usage
 */
export function parseArguments<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new AppError('misuse', `${(error as Error).message}\n${usage}`, { cause: error })
  }
}
