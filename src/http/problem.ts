import type { Context } from 'hono'
import { z } from 'zod'

/** Why a request was not answered. */
export const ProblemJson = z
  .strictObject({
    error: z.strictObject({
      code: z
        .enum([
          'wrong-request',
          'no-token',
          'wrong-host',
          'not-found',
          'wrong-method',
          'too-many',
          'failed',
          'unavailable',
        ])
        .describe('For programs'),
      message: z.string().describe('What is wrong'),
      advice: z.string().describe('What to do'),
    }),
  })
  .describe('Why a request was not answered, and what to do')

type Code = z.infer<typeof ProblemJson>['error']['code']

const STATUS = {
  'wrong-request': 400,
  'no-token': 401,
  'wrong-host': 403,
  'not-found': 404,
  'wrong-method': 405,
  'too-many': 429,
  failed: 500,
  unavailable: 503,
} as const satisfies Record<Code, number>

/** A response that says why a request was not answered. It repeats nothing that was sent. */
export function problem(
  c: Context,
  code: Code,
  message: string,
  advice: string,
  headers: Record<string, string> = {},
): Response {
  return c.json<z.infer<typeof ProblemJson>>({ error: { code, message, advice } }, STATUS[code], headers)
}
