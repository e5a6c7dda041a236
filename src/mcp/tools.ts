import { randomBytes } from 'node:crypto'
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import type { Observe } from '../happening.ts'
import { FullAnswerJson, fullAnswerJson, Key } from '../json/answer-json.ts'
import { QuestionsJson, questionsJson } from '../json/questions-json.ts'
import { ReplyJson, replyJson } from '../json/reply-json.ts'
import type { Log } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { slackbotFullAnswer, slackbotQuestions, slackbotReply } from '../slack/blocks/slackbot.ts'
import { askedBeforeText } from '../wording/asked-before-text.ts'
import { fullAnswerText } from '../wording/said-text.ts'
import { WORDS } from '../wording/words.ts'
import { answerOfKey } from './answer-of-key.ts'
import { toolSchema } from './tool-schema.ts'
import { questionsToolText, replyToolText } from './tool-text.ts'

/** What the tools need. */
export interface ToolParts {
  answering: Pick<Answering, 'ask' | 'askedBefore' | 'fullAnswerNamed' | 'parse'>
  log: Log
  observe?: Observe | undefined
}

const GET_ANSWER = 'get_answer'
/** The characters of a question that are read anyway. */
const MAX_CHARS = 5000

const ANNOTATIONS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }
/** Slackbot shows the blocks of such a tool's results (docs.slack.dev/ai/slackbot-mcp-client). */
const META = { slack: { supportsBlockKit: true } }

const text = (name: string) =>
  z
    .string(`give the ${name} as text`)
    .trim()
    .min(1, `the ${name} is empty`)
    .max(MAX_CHARS, `the ${name} has ${MAX_CHARS} characters at most`)

const Asked = toolSchema(z.object({ question: text('question').describe('In plain words, or a UIN') }))
const Reply = toolSchema(ReplyJson)
const Draft = toolSchema(z.object({ draft: text('draft').describe('The draft of a question') }))
const Questions = toolSchema(QuestionsJson)
const AnswerKey = toolSchema(z.object({ key: Key }))
const FullAnswer = toolSchema(FullAnswerJson)

/** Adds the tools that ask, find questions and read answers. They only read. */
export function addTools(server: McpServer, { answering, log, observe }: ToolParts): void {
  const orSorry = async (tool: string, work: () => Promise<CallToolResult> | CallToolResult) => {
    try {
      return await work()
    } catch (error) {
      const reference = randomBytes(4).toString('hex')
      log.error('mcp.failed', error, { tool, reference })
      return failure(WORDS.sorry(reference))
    }
  }

  server.registerTool(
    'ask',
    {
      title: 'Ask what ministers told Parliament',
      description: `Answers a question about SEND policy in England with the passage of a written answer to Parliament that answers it, word for word, with its citation, source and notes. The question may be in plain words or the number (UIN) of a written question. ${WORDS.filters}`,
      inputSchema: Asked,
      outputSchema: Reply,
      annotations: ANNOTATIONS,
      _meta: META,
    },
    ({ question }) =>
      orSorry('ask', async () => {
        const since = performance.now()
        const reply = await answering.ask(answering.parse(question))
        observe?.({ kind: 'replied', surface: 'mcp', reply: reply.kind, seconds: (performance.now() - since) / 1000 })
        const today = todayInEngland(Date.now())
        return result(replyToolText(reply, today), replyJson(reply, today), slackbotReply(reply, today, GET_ANSWER))
      }),
  )

  server.registerTool(
    'find_questions',
    {
      title: 'Find questions that were asked before',
      description:
        'Finds the written questions of the record nearest to a draft question, five at most: who asked, when, what was answered, and whether within the last three months.',
      inputSchema: Draft,
      outputSchema: Questions,
      annotations: ANNOTATIONS,
      _meta: META,
    },
    ({ draft }) =>
      orSorry('find_questions', async () => {
        const today = todayInEngland(Date.now())
        const asked = await answering.askedBefore(draft, today)
        if (asked.kind === 'no-draft' || asked.kind === 'wrong-filter') return failure(askedBeforeText(asked))
        return result(
          questionsToolText(asked, today),
          questionsJson(draft, asked, today),
          slackbotQuestions(asked, today),
        )
      }),
  )

  server.registerTool(
    GET_ANSWER,
    {
      title: 'Read an answer in full',
      description:
        'Gives all of a written answer, word for word: its questions, its passages, what it said before a correction, attachments, and the answers that it refers to. The key is in the results of the other tools, and the end of the source’s address: 2018-03-29/135027.',
      inputSchema: AnswerKey,
      outputSchema: FullAnswer,
      annotations: ANNOTATIONS,
      _meta: META,
    },
    ({ key }) =>
      orSorry(GET_ANSWER, () => {
        const today = todayInEngland(Date.now())
        const found = answerOfKey(answering, key)
        if (typeof found === 'string') return failure(found)
        return result(fullAnswerText(found, today), fullAnswerJson(found, today), slackbotFullAnswer(found, today))
      }),
  )
}

function result(text: string, structuredContent: object, blocks: readonly KnownBlock[]): CallToolResult {
  return {
    content: [{ type: 'text', text }],
    structuredContent: { ...structuredContent },
    ...(blocks.length > 0 && { _meta: { slack: { blocks } } }),
  }
}

function failure(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true }
}
