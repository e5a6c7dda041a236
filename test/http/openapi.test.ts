import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '../../src/http/openapi.ts'
import { fullAnswerJson } from '../../src/json/answer-json.ts'
import { questionsJson } from '../../src/json/questions-json.ts'
import { replyJson } from '../../src/json/reply-json.ts'
import { statusJson } from '../../src/json/status-json.ts'
import { answeringFrom } from '../answering/answering-from.ts'
import { answer } from '../answers.ts'

const document = openApiDocument() as {
  paths: Record<string, { get: { parameters?: object[]; responses: Record<string, object> } }>
  components: { schemas: Record<string, object> }
}

test('the OpenAPI document is valid, of version 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('an invalid document is not: the validator looks', async () => {
  const { paths: _, ...rest } = document
  const broken = { ...rest, paths: { '/v1/ask': { get: { responses: 'none' } } } }
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
})

test('it has what the API takes', () => {
  expect(document.paths['/v1/ask']?.get.parameters).toMatchObject([
    { name: 'q', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 5000 } },
    { name: 'others', in: 'query', required: false, schema: { type: 'integer', minimum: 0, maximum: 20, default: 4 } },
  ])
  expect(document.paths['/v1/asked-before']?.get.parameters).toMatchObject([
    { name: 'q', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 5000 } },
  ])
  expect(Object.keys(document.paths)).toEqual(['/v1/ask', '/v1/asked-before', '/v1/answers/{key}', '/v1/status'])
})

describe('it describes what the API sends', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'api', ...document })
  const errorsOf = (name: string, value: object) => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`)
    if (!validate) throw new Error(`no schema ${name}`)
    validate(JSON.parse(JSON.stringify(value)))
    return validate.errors ?? []
  }
  const today = '2026-02-01'
  const answering = answeringFrom([
    answer({
      uin: '200001',
      heading: 'Ramps',
      question: 'how many schools have ramps',
      paragraphs: ['Every school has a ramp.', 'Ramps are inspected.'],
    }),
    answer({ uin: '200002', heading: 'Ramps', paragraphs: ['Every school has a ramp.'], answered: '2023-01-10' }),
  ])

  test.for(['who inspects ramps', 'when does HS2 reach Crewe', '200001', 'ramps since:May', 'house:lords', ''])(
    'in reply to “%s”',
    async (asked) => {
      expect(errorsOf('Reply', replyJson(await answering.ask(answering.parse(asked)), today))).toEqual([])
    },
  )

  test.for(['how many ramps', 'goats', 'ramps since:May', 'ramps by:nobody', '?'])(
    'for the draft “%s”',
    async (draft) => {
      expect(errorsOf('Questions', questionsJson(draft, await answering.askedBefore(draft, today), today))).toEqual([])
    },
  )

  test('a full answer and the status', () => {
    const full = answering.fullAnswerNamed({ key: '2024-01-08/200001', index: 0 })
    if (!full) throw new Error('no such answer')
    expect(errorsOf('FullAnswer', fullAnswerJson(full, today))).toEqual([])
    expect(errorsOf('Status', statusJson(answering, undefined))).toEqual([])
    expect(errorsOf('Status', {})).not.toEqual([])
  })
})
