import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Question } from '../../search/question/question.ts'
import { questionToAskAgain } from '../blocks/carried-question.ts'
import { ASK_AGAIN, HOME_SEARCH, HOME_SEARCH_BLOCK, HOME_SEARCH_BUTTON } from '../blocks/home.ts'
import { noticeModal, replyModal } from '../blocks/modals.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Person } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import { requestedMessage } from '../requested-message.ts'
import { type Context, lookOf } from '../services.ts'

/** The contents of the Home's search box, sent by Enter or by the button. */
const SearchState = z.object({
  values: z.object({
    [HOME_SEARCH_BLOCK]: z.object({ [HOME_SEARCH]: z.object({ value: z.string().nullish() }) }),
  }),
})

/** A search in the App Home, or one of the person's last questions there: the reply opens in a modal. */
export function listenToHomeSearch(app: App, context: Context): void {
  const { answering, recent } = context
  const reply = async (person: Person, question: Question) => {
    const shown = await answering.page(question)
    await recent.add(person, shown.reply)
    return replyModal(shown, lookOf(context))
  }
  /** Drafts, help, greetings and thanks are met as in a message; lists are in the Home already. */
  const searched = async (person: Person, typed: string) => {
    const request = answering.request(typed)
    if (request.kind === 'small-talk' || request.kind === 'asked-before')
      return noticeModal((await requestedMessage(context, person, request)).blocks)
    return reply(person, request.kind === 'ask' ? request.question : answering.parse(typed))
  }
  for (const actionId of [HOME_SEARCH, HOME_SEARCH_BUTTON])
    showModalOnPress(app, context, { actionId, event: 'action.home_search' }, (_, pressed, person) => {
      const { values } = SearchState.parse(pressed.view?.state)
      return searched(person, plainQuestion(values[HOME_SEARCH_BLOCK][HOME_SEARCH].value ?? ''))
    })
  showModalOnPress(app, context, { actionId: ASK_AGAIN, event: 'action.ask_again' }, (value, _, person) =>
    reply(
      person,
      questionToAskAgain(value, (typed) => answering.parse(plainQuestion(typed))),
    ),
  )
}
