import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { passageText } from '../../record/passage-text.ts'
import { markedCitation } from '../../wording/briefing.ts'
import { questionNotes } from '../../wording/reply-notes.ts'
import { noAnswerLines } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { completeStep } from '../calls/complete-step.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

const FIND_ANSWER_STEP = 'find_send_answer'

const Inputs = z.object({ question: z.string().default('') })

/** The workflow step "Find a SEND answer": gives the passage that answers, its citation and its link to later steps. */
export function listenToFindAnswerStep(app: App, context: Context): void {
  const { answering } = context
  completeStep(app, context, { callbackId: FIND_ANSWER_STEP, event: 'function.find_answer' }, async (inputs) => {
    const question = plainQuestion(Inputs.parse(inputs).question)
    if (question === '') return { error: WORDS.stepNoQuestion }
    return { outputs: outputs(await answering.ask(answering.parse(question))) }
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
