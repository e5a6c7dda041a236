import type { HomeView, KnownBlock } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { answerList } from './answer-list.ts'
import { button } from './button.ts'
import { carriedQuestion } from './carried-question.ts'
import { corpusBlocks } from './corpus-status.ts'
import { helpBlocks } from './help.ts'
import { filtered, filterSelects, type HomeFilter, homePaging } from './home-filters.ts'
import { topicButtons } from './home-topics.ts'
import { SEARCH_OPEN } from './search-modal.ts'
import { header, plainText, richText, words } from './text.ts'

export const HOME_SEARCH = 'home_search'
export const HOME_SEARCH_BUTTON = 'home_search_button'
export const HOME_SEARCH_BLOCK = 'home_search_block'
export const ASK_AGAIN = /^ask_again_\d+$/

const ANSWERS_A_PAGE = 10

/** What the App Home shows to one person. */
export interface Home {
  /** All, the newest first. */
  answers: readonly WrittenAnswer[]
  filter: HomeFilter
  /** The person's own last questions, the newest first. */
  recent: readonly string[]
  lastUpdated?: string | undefined
  keepQuestions?: boolean | undefined
}

/** The App Home: a search, one's last questions, the newest answers, the topics, what is held, the help. */
export function homeView(home: Home): HomeView {
  const { answers, filter, recent } = home
  return {
    type: 'home',
    private_metadata: JSON.stringify({ topic: filter.topic }),
    blocks: [
      header(WORDS.name),
      richText([words(WORDS.whatItIs)]),
      ...searchBox(),
      ...askedBefore(recent),
      { type: 'divider' },
      ...newest(answers, filter),
      ...topicButtons(answers, filter.topic),
      { type: 'divider' },
      ...corpusBlocks(home),
      { type: 'divider' },
      richText([words(WORDS.help, { bold: true })]),
      ...helpBlocks(),
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
        button(HOME_SEARCH_BUTTON, WORDS.search, 'search', { style: 'primary' }),
        button(SEARCH_OPEN, WORDS.searchWithFilters, 'search'),
      ],
    },
  ]
}

function askedBefore(questions: readonly string[]): KnownBlock[] {
  if (questions.length === 0) return []
  return [
    richText([words(WORDS.recentQuestions, { bold: true })], [words(WORDS.recentNote)]),
    {
      type: 'actions',
      elements: questions.map((question, index) =>
        button(`ask_again_${index}`, question, carriedQuestion(question), { label: WORDS.askAgain(question) }),
      ),
    },
  ]
}

function newest(answers: readonly WrittenAnswer[], filter: HomeFilter): KnownBlock[] {
  const matching = filtered(answers, filter)
  const pages = Math.max(1, Math.ceil(matching.length / ANSWERS_A_PAGE))
  const page = Math.min(filter.page, pages - 1)
  const title = filter.topic === undefined ? WORDS.newestAnswers : WORDS.answersAbout(filter.topic)
  return [
    richText([words(title, { bold: true }), words(` · ${WORDS.page(page + 1, pages)}`)]),
    ...(answers.length > 0 ? [filterSelects(answers, filter)] : []),
    ...answerList(matching.slice(page * ANSWERS_A_PAGE, (page + 1) * ANSWERS_A_PAGE)),
    ...homePaging(page, pages),
  ]
}
