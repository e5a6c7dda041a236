import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answer } from '../answers.ts'
import { question } from '../questions.ts'
import { answeringFrom } from './answering-from.ts'

const SRC = join(import.meta.dirname, '../../src')
const filesWith = (pattern: RegExp) =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && pattern.test(readFileSync(join(SRC, file), 'utf8')))
    .toSorted()

describe('a text becomes a question once, at the edge', () => {
  test('only the answering imports the parser, and only the parser imports its parts', () => {
    expect(filesWith(/from '.*\/parse-question\.ts'/)).toEqual(['answering/answering.ts'])
    expect(filesWith(/from '.*\/(?:parse-filters|plain-filters)\.ts'/)).toEqual(['search/question/parse-question.ts'])
    expect(filesWith(/\buinAskedFor\(/)).toEqual(['search/question/parse-question.ts', 'search/question/uin.ts'])
  })

  test('only what takes text from a person parses it', () => {
    const surfaces = /^(?:answering|wording|slack|http|mcp|terminal|cli)\//
    const parsing = filesWith(/answering\.parse\b|(?<![.\w])parse\(/).filter((file) => surfaces.test(file))
    expect(parsing).toEqual([
      'answering/answering.ts',
      'answering/conversation.ts',
      'answering/message-replies.ts',
      'http/api.ts',
      'mcp/tools.ts',
      // Those of Slack. Blocks, feedback, pages and shares parse buttons of earlier versions only, which carry text.
      'slack/blocks/carried-question.ts',
      'slack/follow-command.ts',
      'slack/listeners/feedback.ts',
      'slack/listeners/find-answer-step.ts',
      'slack/listeners/follow.ts',
      'slack/listeners/home-search.ts',
      'slack/listeners/more-results.ts',
      'slack/listeners/search-submit.ts',
      'slack/listeners/share-answer.ts',
      'slack/listeners/share-submit.ts',
      'slack/listeners/topic-list.ts',
      'terminal/answer-in-json.ts',
    ])
  })

  const ramps = answer({ uin: '912', paragraphs: ['Ramps are free.'], answeredBy: { name: 'Nadhim Zahawi' } })
  const answering = answeringFrom([ramps])

  test.each(['ramps since:2030', 'ramps house:lords', 'ramps by Zahawi in 2018?', 'uin 135027'])(
    'filters, names, years and UINs inside the text of a question are words: %j',
    async (text) => {
      const asked = { asked: text, text: `ramps free ${text}`, filters: [], wrong: [] }
      const { reply } = await answering.page(asked)
      const found = reply.kind === 'no-answer' ? reply.nearest : [reply.best]
      expect(found).toMatchObject([{ answer: ramps }])
      expect(reply).toMatchObject({ question: asked })
      expect(reply).not.toHaveProperty('filters')
    },
  )

  test('of a longer text only the first 5,000 characters are read', () => {
    const typed = `ramps ${'x'.repeat(4994)} since:2024`
    const read = typed.slice(0, 5000)
    expect(answering.parse(typed)).toEqual({ asked: read, text: read, filters: [], wrong: [] })
    expect(answering.request(typed)).toMatchObject({ question: { asked: read } })
  })

  test('a follow-up of such a question takes its text as it is, too', async () => {
    const turn = { question: { ...question('ramps'), text: 'ramps since:2030' }, page: 0, best: undefined }
    const { said } = await answering.next('and free?', turn, '2026-11-26')
    expect(said).toMatchObject({ kind: 'reply', shown: { reply: { question: { text: 'ramps since:2030 free' } } } })
    expect(said).toMatchObject({ shown: { reply: { question: { filters: [] } } } })
  })
})
