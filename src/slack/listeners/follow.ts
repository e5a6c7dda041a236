import type { App } from '@slack/bolt'
import { MOST_FOLLOWS } from '../../following/follows.ts'
import { WORDS } from '../../wording/words.ts'
import {
  FOLLOW_FORM,
  FOLLOW_OPEN,
  FOLLOW_SUBMIT,
  FOLLOW_TOPIC,
  followForm,
  parseFollow,
  parseFollowForm,
} from '../blocks/follow-modal.ts'
import { noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { publishHome } from '../calls/publish-home.ts'
import { pushOnSubmit } from '../calls/push-on-submit.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import { startFollow } from '../calls/start-follow.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { claimOf } from '../claims.ts'
import { isTopic, parseTopic, topicModal } from '../follow-command.ts'
import { personIn } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

/** "Follow a topic" in the Home, and the forms that every way to follow leads to. */
export function listenToFollow(app: App, context: Context): void {
  const { answering, claims, log } = context
  showModalOnPress(app, context, { actionId: FOLLOW_OPEN, event: 'action.follow_open' }, (_, pressed) =>
    followForm({ channel: pressed.user.id, direct: true }),
  )
  app.view(FOLLOW_FORM, async ({ ack, body, client, view }) => {
    const { target, typed } = parseFollowForm(view)
    const question = parseTopic(context, plainQuestion(typed))
    if (!isTopic(question)) return ack({ response_action: 'errors', errors: { [FOLLOW_TOPIC]: WORDS.sayWhat } })
    await pushOnSubmit(context, { ack, body, client }, 'view.follow_form', () => topicModal(context, question, target))
  })
  app.view(FOLLOW_SUBMIT, async ({ ack, body, client, context: installed, view }) => {
    await ack({ response_action: 'clear' })
    const tell = tellPerson(client, body.user.id)
    await orApologise(
      log,
      'view.follow',
      async () => {
        const person = personIn(installed, body)
        if (!(await claims.claim(claimOf('followed', person, view.id)))) return
        const { target, sought, every } = parseFollow(view, answering.parse)
        const draft = { ...person, channel: target.channel, ...sought, every }
        const outcome = await startFollow(context, client, draft, body.user.name)
        if (outcome === 'already') await tell(noticeMessage(WORDS.followedAlready))
        else if (outcome === 'too-many') await tell(noticeMessage(WORDS.followingTooMany(MOST_FOLLOWS)))
        else if (outcome === 'not-in-channel') await tell(noticeMessage(WORDS.followNotInChannel))
        else await publishHome(context, client, 'view.follow', person, {})
      },
      tell,
    )
  })
}
