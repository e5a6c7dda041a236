import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'

/**
 * The schema of what a tool takes or gives, with its JSON Schema made once. A server is made for each request, and zod would
 * make the JSON Schema each time, which takes milliseconds.
 */
export function toolSchema<S extends z.ZodType>(schema: S): StandardSchemaWithJSON<z.input<S>, z.output<S>> {
  const standard = schema['~standard'] as StandardSchemaWithJSON<z.input<S>, z.output<S>>['~standard']
  const { input, output } = standard.jsonSchema
  return { '~standard': { ...standard, jsonSchema: { input: once(input), output: once(output) } } }
}

/** The SDK asks for one dialect of JSON Schema alone, so that the first result is that of every call. */
function once<Options, Result>(make: (options: Options) => Result): (options: Options) => Result {
  let made: { result: Result } | undefined
  return (options) => {
    made ??= { result: make(options) }
    return made.result
  }
}
