import { AsyncLocalStorage } from 'node:async_hooks'
import type { Answering } from '../answering/answering.ts'
import type { Reply } from '../answering/reply.ts'
import type { Observe } from '../happening.ts'

/** Tells of each reply to a question: the way in, and the time from its payload until all work on that was done. */
export interface ReplyObserver {
  /** Does the work on a payload. */
  during: (surface: string, work: () => Promise<void>) => Promise<void>
  /** The same answering, whose replies are told of. */
  observed: (answering: Answering) => Answering
}

export function createReplyObserver(observe: Observe): ReplyObserver {
  const replies = new AsyncLocalStorage<Reply['kind'][]>()
  const note = ({ kind }: Reply) => replies.getStore()?.push(kind)
  return {
    async during(surface, work) {
      const since = performance.now()
      const kinds: Reply['kind'][] = []
      await replies.run(kinds, work)
      const seconds = (performance.now() - since) / 1000
      for (const reply of kinds) observe({ kind: 'replied', surface, reply, seconds })
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
        const pages = await answering.inMessage(text)
        for (const { reply } of pages) note(reply)
        return pages
      },
    }),
  }
}
