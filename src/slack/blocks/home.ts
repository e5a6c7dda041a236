import type { HomeView, KnownBlock } from '@slack/types'
import type { AnswerList, ListChoice } from '../../answering/browse.ts'
import type { Follow } from '../../following/follow.ts'
import type { Question } from '../../search/question/question.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { type CorpusStatus, corpusBlocks, helpBlocks } from './about.ts'
import { carryQuestion } from './carried-question.ts'
import { button } from './controls.ts'
import { homeFollows } from './follow-list.ts'
import { answersChosen, carryHomeChoice, topicButtons } from './home-list.ts'
import { SEARCH_OPEN } from './search-modal.ts'
import { header, plainText, richText, span } from './text.ts'

export const HOME_SEARCH = 'home_search'
export const HOME_SEARCH_BUTTON = 'home_search_button'
export const HOME_SEARCH_BLOCK = 'home_search_block'
export const ASK_AGAIN = /^ask_again_\d+$/

/** What the App Home shows to one person. */
export interface Home extends CorpusStatus {
  list: AnswerList
  choice: ListChoice
  /** Questions to begin with, which are answered. */
  suggestions: readonly string[]
  /** The person's own last questions, the newest first. */
  recent: readonly Question[]
  /** The person's briefing, drawn. */
  briefing?: readonly KnownBlock[]
  /** What could not be answered, drawn, if the person is an administrator. */
  gaps?: readonly KnownBlock[]
  /** What they follow. */
  follows: readonly Follow[]
}

/** The App Home: a search, questions to begin with, one's last questions, a list of answers, what is covered, the help. */
export function homeView(home: Home): HomeView {
  const { list, choice, recent, suggestions, follows, briefing = [], gaps = [] } = home
  return {
    type: 'home',
    private_metadata: carryHomeChoice(choice),
    blocks: [
      header(WORDS.name),
      richText([span(WORDS.whatItIs)]),
      ...searchBox(),
      ...suggested(suggestions),
      ...recentQuestions(recent),
      ...homeFollows(follows),
      ...briefing,
      { type: 'divider' },
      ...answersChosen(list, choice),
      ...topicButtons(list.topics, choice.topic),
      ...gaps,
      { type: 'divider' },
      ...corpusBlocks(home),
      { type: 'divider' },
      richText([span(WORDS.help, { bold: true })]),
      ...helpBlocks([]),
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

function suggested(questions: readonly string[]): KnownBlock[] {
  if (questions.length === 0) return []
  return [
    richText([span(WORDS.examplesIntro, { bold: true })]),
    {
      type: 'actions',
      elements: questions.map((question, index) =>
        button(`ask_again_${index}`, question, question, { label: WORDS.askThis(question) }),
      ),
    },
  ]
}

function recentQuestions(questions: readonly Question[]): KnownBlock[] {
  if (questions.length === 0) return []
  return [
    richText([span(WORDS.recentQuestions, { bold: true })], [span(WORDS.recentNote)]),
    {
      type: 'actions',
      elements: questions.map((question, index) =>
        button(`ask_again_${index}`, question.asked, JSON.stringify(carryQuestion(question)), {
          label: WORDS.askAgain(question.asked),
        }),
      ),
    },
  ]
}
