import { McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import type { Answering } from '../answering/answering.ts'
import { fullAnswerJson } from '../json/answer-json.ts'
import { todayInEngland } from '../record/dates.ts'
import { answerKey, questionKey } from '../record/identity.ts'
import { shortCitation } from '../wording/citation.ts'
import { fullAnswerText } from '../wording/said-text.ts'
import { WORDS } from '../wording/words.ts'
import { answerOfKey } from './answer-of-key.ts'
import { addTools, type ToolParts } from './tools.ts'

/** What the MCP server needs. */
export interface McpParts extends ToolParts {
  answering: ToolParts['answering'] & Pick<Answering, 'browse'>
}

/** Of the server's interface, not of the program: it rises when a tool changes. */
const VERSION = '1.0.0'
/** The newest answers are listed as resources; all others can be read by their address. */
const LISTED = 20
const SCHEME = 'send-answers'

const INSTRUCTIONS = [
  'SEND Answers finds what ministers told the UK Parliament about special educational needs and disabilities (SEND)',
  'policy in England, in written answers. It writes nothing itself: the text of every passage is the record’s, word for',
  'word. Quote it word for word, with its citation and the link to its source. Say whether a reply is an answer or only',
  'the closest that was found, which words of the question the passage doesn’t mention, and the notes on it (old,',
  'corrected, a holding answer, a newer one is there). If nothing was found, say so.',
  WORDS.attribution,
].join(' ')

/** An MCP server for one connection or request, with tools and resources that only read. */
export function createMcpServer(parts: McpParts): McpServer {
  const server = new McpServer(
    { name: 'send-answers', title: WORDS.name, version: VERSION },
    // Nothing is kept between two requests of a client, so there is nobody to tell of new answers.
    { instructions: INSTRUCTIONS, capabilities: { tools: { listChanged: false }, resources: { listChanged: false } } },
  )
  addTools(server, parts)
  addAnswers(server, parts)
  return server
}

/** Adds the answers as resources. */
function addAnswers(server: McpServer, { answering }: McpParts): void {
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
      const found = answerOfKey(answering, questionKey({ tabled: String(tabled), uin: String(uin) }))
      if (typeof found === 'string') throw new ResourceNotFoundError(uri.href, found)
      return {
        contents: [
          { uri: uri.href, mimeType: 'text/plain', text: fullAnswerText(found, today) },
          { uri: uri.href, mimeType: 'application/json', text: JSON.stringify(fullAnswerJson(found, today)) },
        ],
      }
    },
  )
}
