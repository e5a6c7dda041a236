import type { HomeView, KnownBlock } from '@slack/types'
import type { WrittenAnswer } from '../../corpus/answer.ts'
import { shortCitation } from '../../wording/citation.ts'
import { longDate } from '../../wording/dates.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { header, link, plainText, richText, shorten, words } from './text.ts'

export const HOME_SEARCH = 'home_search'
export const HOME_SEARCH_BUTTON = 'home_search_button'
export const HOME_SEARCH_BLOCK = 'home_search_block'

export const NEWEST_SHOWN = 10

/** The App Home: what this is, a search, the newest answers, how many there are and how new, the licence. */
export function homeView(size: number, newest: readonly WrittenAnswer[]): HomeView {
  return {
    type: 'home',
    blocks: [
      header(WORDS.name),
      richText([words(WORDS.whatItIs)]),
      ...searchBox(),
      { type: 'divider' },
      richText([words(WORDS.newestAnswers, { bold: true })]),
      ...newest.slice(0, NEWEST_SHOWN).map(newestLine),
      { type: 'divider' },
      ...holdings(size, newest[0]),
      richText([words(`${WORDS.attribution} `), link(WORDS.attributionUrl, WORDS.attributionUrl)]),
    ],
  }
}

function searchBox(): KnownBlock[] {
  return [
    {
      type: 'input',
      block_id: HOME_SEARCH_BLOCK,
      dispatch_action: true,
      label: plainText(WORDS.searchLabel, LIMITS.input.label),
      element: {
        type: 'plain_text_input',
        action_id: HOME_SEARCH,
        placeholder: plainText(WORDS.searchPlaceholder, LIMITS.plainTextInput.placeholder),
        max_length: LIMITS.plainTextInput.maxLength,
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: HOME_SEARCH_BUTTON,
          style: 'primary',
          text: plainText(WORDS.search, LIMITS.button.text),
        },
      ],
    },
  ]
}

function newestLine(answer: WrittenAnswer): KnownBlock {
  const heading = shorten(answer.heading, LIMITS.header.text)
  return richText([link(answer.source, heading), words(` · ${shortCitation(answer)}`)])
}

function holdings(size: number, newest: WrittenAnswer | undefined): KnownBlock[] {
  return newest ? [richText([words(WORDS.holdings(size, longDate(newest.answered)))])] : []
}
