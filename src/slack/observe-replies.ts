import { AsyncLocalStorage } from 'node:async_hooks'
import type { Answering } from '../answering/answering.ts'
import type { Reply } from '../answering/reply.ts'
import type { Observe } from '../happening.ts'
import { type GapStore, gapIn, type Noted } from './gaps.ts'

/** Tells of each reply to a question: the way in, and the time from its payload until all work on that was done. */
export interface ReplyObserver {
  /** Does the work on a payload. What could not be answered is noted after it, so that nobody waits for that. */
  during: (surface: string, work: () => Promise<void>) => Promise<void>
  /** Says whose payload is being worked on; `user` is undefined where nobody is known. */
  asker: (asker: { team: string; user: string | undefined }) => void
  /** The same answering, whose replies are told of, and its verdicts that a reply did not help. */
  observed: (answering: Answering) => Answering
}

interface Observed {
  asker: { team: string; user: string | undefined } | undefined
  replies: Reply[]
  unhelpful: Noted[]
}

/** `gaps` keeps what could not be answered: nobody does if it is missing. `onProblem` is told if that fails. */
export function createReplyObserver(
  observe: Observe,
  gaps?: Pick<GapStore, 'note'>,
  onProblem: (error: unknown) => void = () => {},
): ReplyObserver {
  const payloads = new AsyncLocalStorage<Observed>()
  const note = (reply: Reply) => payloads.getStore()?.replies.push(reply)
  const noteGaps = async ({ asker, replies, unhelpful }: Observed) => {
    if (!gaps || !asker) return
    try {
      for (const noted of [...replies.flatMap((reply) => gapIn(reply) ?? []), ...unhelpful])
        await gaps.note(asker, noted)
    } catch (error) {
      onProblem(error)
    }
  }
  return {
    async during(surface, work) {
      const since = performance.now()
      const observed: Observed = { asker: undefined, replies: [], unhelpful: [] }
      await payloads.run(observed, work)
      const seconds = (performance.now() - since) / 1000
      for (const { kind: reply } of observed.replies) observe({ kind: 'replied', surface, reply, seconds })
      await noteGaps(observed)
    },
    asker(asker) {
      const observed = payloads.getStore()
      if (observed) observed.asker = asker
    },
    observed: (answering) => ({
      ...answering,
      async ask(...asked) {
        const reply = await answering.ask(...asked)
        note(reply)
        return reply
      },
      async page(question, page = 0) {
        const shown = await answering.page(question, page)
        // A further page belongs to a question that was told of.
        if (page === 0) note(shown.reply)
        return shown
      },
      async next(...asked) {
        const next = await answering.next(...asked)
        if (next.said.kind === 'reply') note(next.said.shown.reply)
        return next
      },
      async inMessage(text) {
        const found = await answering.inMessage(text)
        for (const { reply } of found.replies) note(reply)
        return found
      },
      verdicts: answering.verdicts && {
        ...answering.verdicts,
        async keep(given, question, passage) {
          await answering.verdicts?.keep(given, question, passage)
          const reply = passage ? 'answer' : 'nothing'
          if (!given.helpful) payloads.getStore()?.unhelpful.push({ question, reply, unhelpful: true })
        },
      },
    }),
  }
}
