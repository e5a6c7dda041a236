import type { Corpus } from '../search/corpus.ts'
import type { PassageIndex } from '../search/passage-index.ts'
import { parseDraft, parseQuestion } from '../search/question/parse-question.ts'
import type { Question } from '../search/question/question.ts'
import { embedWithin } from '../search/retrieve/embedder.ts'
import { contentWords } from '../search/text/tokens.ts'
import type { Verdicts } from '../storage/verdicts.ts'
import { createAsk } from './ask.ts'
import { type AskedAgain, createAskedAgain } from './asked-again.ts'
import { type AskBefore, createAskBefore } from './asked-before.ts'
import { type Browse, createBrowse } from './browse.ts'
import { type Conversation, createConversation } from './conversation.ts'
import { type Fetching, IDLE } from './fetching.ts'
import { clusterGaps, type Gap, type Gaps } from './gap-clusters.ts'
import { createMatching, type Matching } from './matching.ts'
import type { Meaning, MeaningStatus } from './meaning.ts'
import { type MessageReplies, messageReplies } from './message-replies.ts'
import { createNewerInRanking, createWithNewer, EMBEDDING_LIMIT_MS, type WithNewer } from './newer-answers.ts'
import { createOneAnswer, type OneAnswer } from './one-answer.ts'
import type { PassageName } from './passage-name.ts'
import type { Ask } from './reply.ts'
import { askPage, type ReplyPage } from './reply-page.ts'
import { type Request, requestOf } from './request.ts'
import { createSearch } from './search.ts'
import { createSmallTalkReader } from './small-talk.ts'
import { createSuggestions, type SuggestionParts, type Suggestions } from './suggestions.ts'
import { createTopics, type Topics } from './topics.ts'

/** What every surface calls: Slack, the terminal, the playground, commands. */
export interface Answering extends OneAnswer, Conversation {
  /** Parses a text that somebody typed. For the edges alone: from here on a question is an object. */
  parse: (typed: string) => Question
  ask: Ask
  /** Whether a draft question was asked before. `today` is `yyyy-mm-dd`. */
  askedBefore: AskBefore
  /** Asks, and gives a page of the other passages, the first by default. */
  page: (question: Question, page?: number) => Promise<ReplyPage>
  /** What a text asks for: a question, a list, the status or help. */
  request: (typed: string) => Request
  /** Replies to the questions in a message that was not written to the bot, three at most; none if nothing is about the field. */
  inMessage: (text: string) => Promise<MessageReplies>
  browse: Browse
  isAbout: Topics['isAbout']
  /** Whether a question was asked again, and answered in other words. */
  askedAgain: AskedAgain
  suggestions: Suggestions
  /** A kept passage with the newer one on the same matter that there is now. */
  withNewer: WithNewer
  /** The words of the field that a question has, as the vocabulary writes them. */
  fieldWords: (question: Question) => string[]
  /** Questions that got no answer, by what they are about. */
  clusters: (gaps: readonly Gap[]) => Promise<Gaps>
  /** Which answers are about what somebody follows. */
  matching: Matching
  /** Whether questions are searched by meaning. */
  meaning: () => MeaningStatus
  /** Whether answers are being fetched now. */
  fetching: () => Fetching
  /** Keeps what somebody thought of the reply to a question, and counts that; undefined if verdicts are not kept. */
  verdicts:
    | {
        keep: (given: GivenVerdict, question: Question, passage: PassageName | undefined) => Promise<void>
        counts: Verdicts['counts']
      }
    | undefined
}

type GivenVerdict = Pick<Parameters<Verdicts['keep']>[0], 'id' | 'team' | 'helpful' | 'reason'> & { user?: string }

interface AnsweringParts {
  corpus: Corpus
  index: PassageIndex
  /** For a search by meaning; the words alone search without it. */
  byMeaning?: Meaning | undefined
  verdicts?: Verdicts | undefined
  /** Answers in place of a search of the index. */
  ask?: Ask
  /** Whether questions are searched by meaning; off by default. */
  meaning?: () => MeaningStatus
  /** Whether answers are being fetched now; idle by default. */
  fetching?: () => Fetching
  /** The day, `yyyy-mm-dd`, by which “last month” is told; without it, it is not read. */
  today?: () => string
  /** For the suggestions: by default every question is about the topic, and there are no examples. */
  suggested?: Partial<Pick<SuggestionParts, 'isOnTopic' | 'examples'>>
}

export function createAnswering({
  corpus,
  index,
  byMeaning,
  verdicts,
  fetching = () => IDLE,
  ask = createAsk(corpus, index, byMeaning, fetching),
  meaning = () => ({ kind: 'off' }),
  today,
  suggested: { isOnTopic = () => true, examples = [] } = {},
}: AnsweringParts): Answering {
  const browse = createBrowse(corpus)
  const topics = createTopics(corpus, index)
  const oneAnswer = createOneAnswer(corpus)
  const parse: Answering['parse'] = (typed) => parseQuestion(typed, corpus.names, today?.())
  const page: Answering['page'] = (question, page = 0) => askPage(ask, question, page)
  const smallTalk = createSmallTalkReader()
  const askedBefore = createAskBefore({ corpus, index, parseDraft, meaning: byMeaning, fetching })
  return {
    ...oneAnswer,
    ...createConversation({ ...oneAnswer, parse, page, askedBefore, placesIn: index.placesIn, smallTalk }),
    parse,
    ask,
    askedBefore,
    page,
    request(typed) {
      const talk = smallTalk.read(typed)
      if (talk.kind) return { kind: 'small-talk', about: talk.kind }
      return requestOf(talk.rest, parse(talk.rest), topics.match)
    },
    inMessage: (text) => messageReplies({ parse, page }, text),
    browse,
    isAbout: topics.isAbout,
    matching: createMatching({ corpus, index, byMeaning, meaning }),
    askedAgain: createAskedAgain(corpus),
    suggestions: createSuggestions({ corpus, ask: (typed) => ask(parse(typed)), isOnTopic, examples }),
    withNewer: createWithNewer(createSearch(corpus, index, byMeaning), createNewerInRanking(corpus), byMeaning),
    fieldWords: ({ text }) => index.fieldWords(text),
    clusters: (gaps) =>
      clusterGaps(gaps, async (text) => byMeaning && embedWithin(byMeaning.embedder, text, EMBEDDING_LIMIT_MS)),
    meaning,
    fetching,
    verdicts: verdicts && {
      keep: ({ user, ...given }, { asked }, passage) =>
        verdicts.keep(
          {
            ...given,
            answer: passage?.key,
            passage: passage?.index,
            question: asked,
            terms: contentWords(asked),
          },
          { user },
        ),
      counts: verdicts.counts,
    },
  }
}
