import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import type { Message } from '../blocks/text.ts'
import { claimOf } from '../claims.ts'
import { tenantOf } from '../person.ts'
import type { Context } from '../services.ts'
import { orApologise } from './or-apologise.ts'

/** A workflow that isn't told of a failure waits until Slack ends it, so a failure that can't be told is told again. */
const AGAIN_MS = 5000

/** What a workflow step gives to later steps, or a sentence that says why it gives nothing. */
type StepResult = { outputs: Record<string, string | boolean> } | { error: string }

/** Runs a workflow step once, however often it is delivered; `event` is the name under which failures are logged. */
export function completeStep(
  app: App,
  { claims, log }: Pick<Context, 'claims' | 'log'>,
  { callbackId, event: name }: { callbackId: string; event: string },
  work: (inputs: unknown) => Promise<StepResult>,
): void {
  app.function(callbackId, async ({ complete, context: installed, event, fail, inputs }) => {
    const claim = claimOf('step', { team: tenantOf(installed) }, event.function_execution_id)
    if (!(await claims.claim(claim))) return
    const giveUp = ({ text }: Message) => fail({ error: text })
    const told = await orApologise(
      log,
      name,
      async () => {
        const result = await work(inputs)
        if ('error' in result) await fail(result)
        else await complete(result)
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
