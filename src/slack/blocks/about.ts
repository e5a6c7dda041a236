import type { KnownBlock } from '@slack/types'
import type { Holdings } from '../../answering/browse.ts'
import { type Fetching, IDLE } from '../../answering/fetching.ts'
import type { MeaningStatus } from '../../answering/meaning.ts'
import { longDate } from '../../record/dates.ts'
import { coverageLine } from '../../wording/coverage.ts'
import { WORDS } from '../../wording/words.ts'
import { link, type Message, messageText, richText, section, span } from './text.ts'

/** How the last syncs ended: ISO times, in UTC. */
export interface LastSync {
  lastGood: string | undefined
  /** The last day that successful syncs have covered. */
  coveredUntil?: string | undefined
  /** If the last one failed. */
  lastError: { at: string; message: string } | undefined
}

/** What is said about the corpus. */
export interface CorpusStatus {
  holdings: Holdings
  /** Idle if it is missing. */
  fetching?: Fetching
  /** Whether questions are searched by meaning. */
  meaning: MeaningStatus
  lastSync?: LastSync | undefined
  keepQuestions?: boolean | undefined
  /** Whether questions without an answer are counted. */
  countsGaps?: boolean
}

/** How many answers there are and how new, when they were updated, how they are searched, and their licence. */
export function corpusBlocks(status: CorpusStatus): KnownBlock[] {
  return [
    richText([span(WORDS.corpus, { bold: true })], ...statusLines(status).map((line) => [span(line)])),
    richText([span(`${WORDS.attribution} `), link(WORDS.attributionUrl, WORDS.attributionUrl)]),
  ]
}

/** The same as a message, with why the last sync failed if it did, and the counts of verdicts. */
export function statusMessage(status: CorpusStatus, counts?: { helpful: number; unhelpful: number }): Message {
  const verdicts = counts ? [WORDS.feedbackCounts(counts.helpful, counts.unhelpful)] : []
  const { lastError } = status.lastSync ?? {}
  const failed = lastError ? [WORDS.syncFailed(longDate(lastError.at.slice(0, 10)), lastError.message)] : []
  const more = [...failed, ...verdicts]
  const lines = [WORDS.corpus, ...statusLines(status), ...more, `${WORDS.attribution} ${WORDS.attributionUrl}`]
  return {
    text: messageText(lines.join('\n')),
    blocks: [...corpusBlocks(status), ...more.map((line) => richText([span(line)]))],
  }
}

function statusLines(status: CorpusStatus): string[] {
  const { holdings, fetching = IDLE, meaning, lastSync, keepQuestions, countsGaps } = status
  return [
    coverageLine(holdings, fetching),
    ...(lastSync?.lastGood === undefined ? [] : [WORDS.lastUpdated(longDate(lastSync.lastGood.slice(0, 10)))]),
    meaningLine(meaning),
    ...(keepQuestions ? [WORDS.questionsKept] : []),
    ...(countsGaps ? [keepQuestions ? WORDS.gapsCountedWithWords : WORDS.gapsCounted] : []),
  ]
}

function meaningLine(status: MeaningStatus): string {
  switch (status.kind) {
    case 'on':
      return status.missing > 0 ? WORDS.meaningPreparing(status.missing, status.passages) : WORDS.meaningOn
    case 'off':
      return WORDS.meaningOff
    case 'unavailable':
      return WORDS.meaningUnavailable(status.reason)
  }
}

/** What the bot is and how to ask, with examples. */
export function helpMessage(examples: readonly string[]): Message {
  const bullets = (lines: readonly string[]) => lines.map((line) => `• ${line}`)
  const lines = [
    WORDS.whatItIs,
    examples.length > 0 ? `${WORDS.howToAsk} ${WORDS.examplesIntro}` : WORDS.howToAsk,
    ...bullets(examples),
    WORDS.whereToAsk,
    ...bullets(WORDS.commands),
    WORDS.filters,
  ]
  return { text: messageText(lines.join('\n')), blocks: [richText([span(WORDS.whatItIs)]), ...helpBlocks(examples)] }
}

/** How to ask, without what the bot is. */
export function helpBlocks(examples: readonly string[]): KnownBlock[] {
  return [
    examples.length > 0 ? list(`${WORDS.howToAsk} ${WORDS.examplesIntro}`, examples) : richText([span(WORDS.howToAsk)]),
    list(WORDS.whereToAsk, WORDS.commands),
    richText([span(WORDS.filters)]),
  ]
}

function list(intro: string, items: readonly string[]): KnownBlock {
  return {
    type: 'rich_text',
    elements: [
      section([span(intro)]),
      { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => section([span(item)])) },
    ],
  }
}
