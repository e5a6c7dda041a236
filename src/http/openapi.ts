import { z } from 'zod'
import { FullAnswerJson, Key } from '../json/answer-json.ts'
import { QuestionsJson } from '../json/questions-json.ts'
import { ReplyJson } from '../json/reply-json.ts'
import { StatusJson } from '../json/status-json.ts'
import { WORDS } from '../wording/words.ts'
import { ProblemJson } from './problem.ts'

/** The most passages besides the first that can be asked for. */
const MAX_OTHERS = 20

const text = (name: string) =>
  z
    .string({
      error: ({ input }) =>
        `the parameter q ${input === undefined ? 'is missing' : 'is there twice'}: it is the ${name}`,
    })
    .trim()
    .min(1, `the parameter q is empty: it is the ${name}`)
    .max(5000, 'the parameter q has 5,000 characters at most')

/** What `/v1/ask` takes. */
export const AskQuery = z.strictObject({
  q: text('question').describe(
    `The question in plain words, or the number (UIN) of a written question. ${WORDS.filters}`,
  ),
  others: z
    .preprocess(
      // Coerced, nothing would be 0, and “1e1” 10.
      (given) =>
        typeof given === 'string' && /^-?\d{1,9}$/.test(given)
          ? Number(given)
          : given === undefined
            ? undefined
            : Number.NaN,
      z
        .int('the parameter others is a whole number')
        .min(0, 'the parameter others is 0 at least')
        .max(MAX_OTHERS, `the parameter others is ${MAX_OTHERS} at most`)
        .default(4),
    )
    .describe('How many passages to give besides the first, at most'),
})

/** What `/v1/asked-before` takes. */
export const AskedBeforeQuery = z.strictObject({
  q: text('draft').describe(
    'The draft of a question, in which filters are written with a colon (since:2025): “in 2024” is part of what it asks',
  ),
})

const SCHEMAS = {
  Reply: ReplyJson,
  Questions: QuestionsJson,
  FullAnswer: FullAnswerJson,
  Status: StatusJson,
  Problem: ProblemJson,
}

/** The OpenAPI 3.1 document of the HTTP API, made of the schemas of what it takes and sends. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: WORDS.name,
      version: '1.0.0',
      description: `What ministers told the UK Parliament about special educational needs and disabilities (SEND) policy in England: passages of written answers, word for word, with their source. ${WORDS.attribution} ${WORDS.attributionUrl}`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths: {
      '/v1/ask': operation('ask', 'Answers a question', 'Reply', parametersOf(AskQuery), ['400']),
      '/v1/asked-before': operation(
        'askedBefore',
        'Finds earlier questions like a draft',
        'Questions',
        parametersOf(AskedBeforeQuery),
        ['400'],
      ),
      '/v1/answers/{key}': operation(
        'getAnswer',
        'Gives all of an answer',
        'FullAnswer',
        [
          {
            name: 'key',
            in: 'path',
            required: true,
            description: 'Its slash may be written as it is, or as %2F',
            schema: schemaOf(Key),
          },
        ],
        ['400', '404'],
      ),
      '/v1/status': operation('getStatus', 'Says what is covered, and how it is searched', 'Status', [], []),
    },
    components: {
      schemas: components(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Needed unless the server is on your own machine' },
      },
    },
  }
}

const PROBLEMS: Record<string, string> = {
  '400': 'The request is not right',
  '401': 'The token is missing or wrong',
  '403': 'Another site’s page sent it, or to another name',
  '404': 'There is no such answer',
  '429': 'Too many requests: the header Retry-After says when to ask again, in seconds',
  '500': 'The program failed',
  '503': 'The index is away for a while',
}
const ALWAYS = ['401', '403', '429', '500', '503']

function operation(
  operationId: string,
  summary: string,
  schema: keyof typeof SCHEMAS,
  parameters: object[],
  problems: string[],
): object {
  const content = (name: keyof typeof SCHEMAS) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  })
  const refused = [...problems, ...ALWAYS].map((status) => [
    status,
    { description: PROBLEMS[status], content: content('Problem') },
  ])
  const responses = { 200: { description: summary, content: content(schema) }, ...Object.fromEntries(refused) }
  return { get: { operationId, summary, ...(parameters.length > 0 && { parameters }), responses } }
}

function parametersOf(query: z.ZodObject): object[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }))
}

/** Each schema once, under its name, with references between them. */
function components(): Record<string, object> {
  const all = Object.entries(SCHEMAS).flatMap(([name, schema]) => {
    const { $defs = {}, ...own } = schemaOf(schema) as { $defs?: Record<string, object> }
    return [[name, own] as const, ...Object.entries($defs)]
  })
  return JSON.parse(JSON.stringify(Object.fromEntries(all)).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
