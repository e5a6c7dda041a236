import { randomBytes } from 'node:crypto'
import { type CallToolResult, McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import { nearQuestions } from '../answering/near-questions.ts'
import type { FullAnswer } from '../answering/one-answer.ts'
import type { Observe } from '../happening.ts'
import { FullAnswerJson, fullAnswerJson, Key } from '../json/answer-json.ts'
import { QuestionsJson, questionsJson } from '../json/questions-json.ts'
import { ReplyJson, replyJson } from '../json/reply-json.ts'
import type { Log } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { answerKey, parseQuestionKey, questionKey } from '../record/identity.ts'
import { slackbotFullAnswer, slackbotQuestions, slackbotReply } from '../slack/blocks/slackbot.ts'
import { shortCitation } from '../wording/citation.ts'
import { fullAnswerText } from '../wording/said-text.ts'
import { WORDS } from '../wording/words.ts'
import { questionsToolText, replyToolText } from './tool-text.ts'

/** What the MCP server needs. */
export interface McpParts {
  answering: Pick<Answering, 'ask' | 'browse' | 'fullAnswerNamed' | 'parse'>
  log: Log
  observe?: Observe | undefined
}

/** Of the server's interface, not of the program: it rises when a tool changes. */
const VERSION = '1.0.0'
const GET_ANSWER = 'get_answer'
/** The characters of a question that are read anyway. */
const MAX_CHARS = 5000
/** The newest answers are listed as resources; all others can be read by their address. */
const LISTED = 20
const SCHEME = 'send-answers'

const text = (name: string) =>
  z
    .string(`give the ${name} as text`)
    .trim()
    .min(1, `the ${name} is empty`)
    .max(MAX_CHARS, `the ${name} has ${MAX_CHARS} characters at most`)

const INSTRUCTIONS = [
  'SEND Answers finds what ministers told the UK Parliament about special educational needs and disabilities (SEND)',
  'policy in England, in written answers. It writes nothing itself: the text of every passage is the record’s, word for',
  'word. Quote it word for word, with its citation and the link to its source. Say whether a reply is an answer or only',
  'the closest that was found, which words of the question the passage doesn’t mention, and the notes on it (old,',
  'corrected, a holding answer, a newer one is there). If nothing was found, say so.',
  WORDS.attribution,
].join(' ')

const ANNOTATIONS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }
/** Slackbot shows the blocks of such a tool's results (docs.slack.dev/ai/slackbot-mcp-client). */
const META = { slack: { supportsBlockKit: true } }

/** An MCP server for one connection or request, with tools and resources that only read. */
export function createMcpServer({ answering, log, observe }: McpParts): McpServer {
  const server = new McpServer(
    { name: 'send-answers', title: WORDS.name, version: VERSION },
    // Nothing is kept between two requests of a client, so there is nobody to tell of new answers.
    { instructions: INSTRUCTIONS, capabilities: { tools: { listChanged: false }, resources: { listChanged: false } } },
  )
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
      inputSchema: z.object({ question: text('question').describe('In plain words, or a UIN') }),
      outputSchema: ReplyJson,
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
      inputSchema: z.object({ draft: text('draft').describe('The draft of a question') }),
      outputSchema: QuestionsJson,
      annotations: ANNOTATIONS,
      _meta: META,
    },
    ({ draft }) =>
      orSorry('find_questions', async () => {
        const today = todayInEngland(Date.now())
        const near = await nearQuestions(answering, draft, today)
        return result(questionsToolText(near, today), questionsJson(draft, near, today), slackbotQuestions(near, today))
      }),
  )

  server.registerTool(
    GET_ANSWER,
    {
      title: 'Read an answer in full',
      description:
        'Gives all of a written answer, word for word: its questions, its passages, what it said before a correction, attachments, and the answers that it refers to. The key is in the results of the other tools, and the end of the source’s address: 2018-03-29/135027.',
      inputSchema: z.object({ key: Key }),
      outputSchema: FullAnswerJson,
      annotations: ANNOTATIONS,
      _meta: META,
    },
    ({ key }) =>
      orSorry(GET_ANSWER, () => {
        const today = todayInEngland(Date.now())
        const found = answerOf(answering, key)
        if (typeof found === 'string') return failure(found)
        return result(fullAnswerText(found, today), fullAnswerJson(found, today), slackbotFullAnswer(found, today))
      }),
  )

  const template = new ResourceTemplate(`${SCHEME}://answers/{tabled}/{uin}`, {
    list: () => ({
      resources: answering.browse.newest(LISTED).map((answer) => ({
        uri: `${SCHEME}://answers/${answerKey(answer)}`,
        name: answerKey(answer),
        title: `${answer.heading}: ${shortCitation(answer)}`,
        mimeType: 'text/plain',
      })),
    }),
  })
  server.registerResource(
    'answer',
    template,
    {
      title: 'A written answer',
      description: 'All of a written answer, word for word, by the day on which its question was tabled and its UIN',
      mimeType: 'text/plain',
    },
    (uri, { tabled, uin }) => {
      const today = todayInEngland(Date.now())
      const found = answerOf(answering, questionKey({ tabled: String(tabled), uin: String(uin) }))
      if (typeof found === 'string') throw new Error(found)
      return {
        contents: [
          { uri: uri.href, mimeType: 'text/plain', text: fullAnswerText(found, today) },
          { uri: uri.href, mimeType: 'application/json', text: JSON.stringify(fullAnswerJson(found, today)) },
        ],
      }
    },
  )
  return server
}

/** The answer of a key; what to say where there is none. */
function answerOf({ fullAnswerNamed }: Pick<Answering, 'fullAnswerNamed'>, key: string): FullAnswer | string {
  const question = parseQuestionKey(key)
  if (!question) return WORDS.noKey
  return fullAnswerNamed({ key: questionKey(question), index: 0 }) ?? WORDS.unknownKey
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
