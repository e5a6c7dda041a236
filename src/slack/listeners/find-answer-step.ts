import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { passageText } from '../../record/passage-text.ts'
import { markedCitation } from '../../wording/briefing.ts'
import { questionNotes } from '../../wording/reply-notes.ts'
import { noAnswerLines } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import type { Message } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { claimOf } from '../claims.ts'
import { tenantOf } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

const FIND_ANSWER_STEP = 'find_send_answer'
/** A workflow that isn't told of a failure waits until Slack ends it, so a failure that can't be told is told again. */
const AGAIN_MS = 5000

const Inputs = z.object({ question: z.string().default('') })

/** The workflow step "Find a SEND answer": gives the passage that answers, its citation and its link to later steps. */
export function listenToFindAnswerStep(app: App, { answering, claims, log }: Context): void {
  app.function(FIND_ANSWER_STEP, async ({ complete, context: installed, event, fail, inputs }) => {
    const claim = claimOf('step', { team: tenantOf(installed) }, event.function_execution_id)
    if (!(await claims.claim(claim))) return
    const giveUp = ({ text }: Message) => fail({ error: text })
    const told = await orApologise(
      log,
      'function.find_answer',
      async () => {
        const question = plainQuestion(Inputs.parse(inputs).question)
        if (question === '') await fail({ error: WORDS.stepNoQuestion })
        else await complete({ outputs: outputs(await answering.ask(answering.parse(question))) })
      },
      giveUp,
      // Nobody else can be told: the event doesn't say who started the workflow.
      async (apology) => {
        await sleep(AGAIN_MS)
        await giveUp(apology)
      },
    )
    if (!told) await claims.release(claim)
  })
}

/**
 * Finding nothing is a result, not a failure: the workflow continues with the sentence that says so. The closest is not
 * found, but quoted all the same; its citation begins with what it lacks.
 */
function outputs(reply: Reply) {
  const understood = questionNotes(reply)
  if (reply.kind === 'no-answer') {
    const said = [...noAnswerLines(reply), ...understood].join('\n')
    return { found: false, quotation: said, citation: '', link: '' }
  }
  const { answer, passage } = reply.best
  const citation = [markedCitation(reply.best, shortfallOf(reply)), ...understood].join('\n')
  return { found: reply.kind === 'answer', quotation: passageText(passage), citation, link: answer.source }
}
