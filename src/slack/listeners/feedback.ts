import { randomUUID } from 'node:crypto'
import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import { parsePassageName, passageName } from '../../answering/passage-name.ts'
import type { Question } from '../../search/question/question.ts'
import { WORDS } from '../../wording/words.ts'
import { carriedQuestion } from '../blocks/carried-question.ts'
import { inPlaceOf } from '../blocks/correction.ts'
import {
  FEEDBACK,
  FEEDBACK_PLAIN,
  FEEDBACK_REASON,
  parseFeedback,
  thanked,
  thanksFor,
  type Verdict,
} from '../blocks/feedback-buttons.ts'
import { noticeModal } from '../blocks/modals.ts'
import { replyMessage } from '../blocks/reply.ts'
import { EPHEMERAL, IN_PLACE, type Message, noticeMessage } from '../blocks/text.ts'
import { orApologise, type Tell } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { claimOf } from '../claims.ts'
import { personIn } from '../person.ts'
import { type Context, lookOf } from '../services.ts'

/**
 * Helpful or not, and why not: kept once for each person, reply and verdict, without the person. Thanks take the place
 * of the buttons.
 */
export function listenToFeedback(app: App, context: Context): void {
  const { answering, claims, log } = context
  for (const actionId of [FEEDBACK, FEEDBACK_PLAIN, FEEDBACK_REASON])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed, respond }) => {
        await ack()
        const { container, message, user, view } = body
        const verdict = parseFeedback(action.value)
        const shownIn = view?.id ?? container?.message_ts
        const ids = verdict?.id ? [verdict.id] : [user.id, String(shownIn), action.value ?? '']
        const claim = claimOf('feedback', personIn(installed, body), ...ids)
        if (!(await claims.claim(claim))) return
        const say = (message: Message) => respond({ ...EPHEMERAL, ...message })
        const sayHere = (message: Message) =>
          view ? client.views.update({ view_id: view.id, view: noticeModal(message.blocks) }) : say(message)
        let kept = false
        // A second press would count a kept verdict again: it stays claimed, and gets thanks instead of an apology.
        const unlessKept =
          (tell: Tell): Tell =>
          async (apology) => {
            if (!kept) await claims.release(claim)
            return tell(kept ? noticeMessage(WORDS.thanks) : apology)
          }
        await orApologise(
          log,
          'action.feedback',
          async () => {
            if (!verdict) throw new Error('the value of a feedback button is no verdict')
            const { helpful, reason, id = randomUUID() } = verdict
            const question = carriedQuestion(verdict.question, answering.parse)
            await answering.verdicts?.keep(
              { id, ...personIn(installed, body), helpful, reason },
              question,
              parsePassageName(verdict.passage),
            )
            kept = true
            const thanks = thanksFor(verdict, id)
            if (view) {
              const blocks = thanked(view.blocks as KnownBlock[], thanks.blocks)
              await client.views.update({ view_id: view.id, view: noticeModal(blocks) })
              return
            }
            const shown = message?.blocks
              ? { text: message.text ?? '', blocks: message.blocks as KnownBlock[] }
              : await ephemeralReply(context, verdict, question)
            if (!shown) return say(noticeMessage(WORDS.thanks))
            const text = [shown.text.replace(`\n\n${WORDS.thanksWhy}`, ''), thanks.text].join('\n\n')
            await respond({
              ...IN_PLACE,
              ...inPlaceOf(message, { text, blocks: thanked(shown.blocks, thanks.blocks) }),
            })
          },
          unlessKept(sayHere),
          unlessKept(tellPerson(client, user.id)),
        )
      },
    )
}

/** An ephemeral reply, which Slack does not send back, drawn again; undefined if another passage would now come first. */
async function ephemeralReply(
  context: Context,
  { passage, page, share = false }: Verdict,
  question: Question,
): Promise<Message | undefined> {
  const shown = await context.answering.page(question, page)
  const { reply } = shown
  const first = reply.kind === 'no-answer' ? undefined : passageName(reply.best)
  return first === passage ? replyMessage(shown, { ...lookOf(context), share }) : undefined
}
