import type { App } from '@slack/bolt'
import { z } from 'zod'
import { type AskedBefore, earlierQuestions } from '../../answering/asked-before.ts'
import { askedBeforeText, whichQuestion } from '../../wording/asked-before-text.ts'
import { WORDS } from '../../wording/words.ts'
import { completeStep } from '../calls/complete-step.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

const ASKED_BEFORE_STEP = 'find_earlier_questions'

const Inputs = z.object({ draft: z.string().default('') })

/** The workflow step "Find earlier questions": gives those that are near a draft to later steps. */
export function listenToAskedBeforeStep(app: App, context: Context): void {
  completeStep(app, context, { callbackId: ASKED_BEFORE_STEP, event: 'function.asked_before' }, async (inputs) => {
    const asked = await context.answering.askedBefore(plainQuestion(Inputs.parse(inputs).draft), context.today())
    return asked.kind === 'no-draft' ? { error: WORDS.stepNoDraft } : { outputs: outputs(asked) }
  })
}

/** Finding none is a result, not a failure. */
function outputs(asked: AskedBefore) {
  const earlier = earlierQuestions(asked)
  const [first] = earlier
  return {
    found: first !== undefined,
    recent: earlier.some(({ recent }) => recent),
    questions: askedBeforeText(asked),
    link: first ? whichQuestion(first).url : '',
  }
}
