import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types'
import type { GapCluster, Gaps } from '../../answering/gap-clusters.ts'
import { clusterCounts, clusterTitle, gapsNotes } from '../../wording/gaps-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './controls.ts'
import { type Message, messageText, plainText, richText, section, shorten, span } from './text.ts'

export const GAPS_ALL = 'gaps_all'
export const GAPS_EXPORT = 'gaps_export'

const SHOWN = { home: 3, message: 10, view: 40 }
const MAX_WORDING_CHARS = 100

/** What an administrator is shown of what could not be answered. */
export interface ShownGaps {
  gaps: Gaps
  /** Whether the words of questions are kept. */
  keepsQuestions: boolean
}

const title = `${WORDS.gaps} · ${WORDS.gapsPeriod}`

/** What could not be answered, as a message. */
export function gapsMessage({ gaps, keepsQuestions }: ShownGaps): Message {
  const clusters = gaps.clusters.slice(0, SHOWN.message)
  return {
    text: messageText(
      [
        title,
        ...clusters.map((one) => [clusterTitle(one), clusterCounts(one), ...asked(one)].join('\n')),
        ...gapsNotes(gaps, keepsQuestions),
      ].join('\n\n'),
    ),
    blocks: gapBlocks({ gaps, keepsQuestions }, SHOWN.message),
  }
}

export function gapsModal(shown: ShownGaps): ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS.gapsTitle, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: gapBlocks(shown, SHOWN.view),
  }
}

export function gapsInHome(shown: ShownGaps): KnownBlock[] {
  return [{ type: 'divider' }, ...gapBlocks(shown, SHOWN.home)]
}

/** The largest clusters, at most so many, and buttons for all of them and for a file. */
function gapBlocks({ gaps, keepsQuestions }: ShownGaps, most: number): KnownBlock[] {
  const isMore = most < SHOWN.view && gaps.clusters.length > most
  const buttons: ActionsBlock['elements'] = [
    ...(isMore ? [button(GAPS_ALL, WORDS.gapsAll, 'all', { label: `${WORDS.gapsAll}: ${WORDS.gaps}` })] : []),
    ...(gaps.questions > 0
      ? [button(GAPS_EXPORT, WORDS.gapsExport, 'export', { label: `${WORDS.gapsExport}: ${WORDS.gaps}` })]
      : []),
  ]
  return [
    richText([span(title, { bold: true })]),
    ...gaps.clusters.slice(0, most).map(clusterBlock),
    richText(...gapsNotes(gaps, keepsQuestions).map((line) => [span(line, { italic: true })])),
    ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
  ]
}

function clusterBlock(cluster: GapCluster): KnownBlock {
  return {
    type: 'rich_text',
    elements: [
      section([span(clusterTitle(cluster), { bold: true })]),
      section([span(clusterCounts(cluster))]),
      ...asked(cluster).map((line) => section([span(line)])),
    ],
  }
}

/** The questions of a cluster in a line, if they are kept. */
function asked({ words }: GapCluster): string[] {
  return words.length === 0 ? [] : [WORDS.gapsAsked(words.map((one) => shorten(one, MAX_WORDING_CHARS)))]
}
