import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import type { Gap } from '../answering/gap-clusters.ts'
import type { Reply } from '../answering/reply.ts'
import { todayInEngland } from '../record/dates.ts'
import type { Question } from '../search/question/question.ts'
import type { Kind, State, StateName } from '../storage/state.ts'
import type { Person } from './person.ts'

const KEPT_MS = 30 * 86_400_000
const MAX_WORDS_CHARS = 300

/** Questions of each workspace that got no answer, or one that did not help. They are nobody's: who asked is not kept. */
const GAPS: Kind = { name: 'gap', forMs: KEPT_MS, max: 20_000, durable: true }
/** What stands for a person is hashed with the salt of the workspace. With the salt goes the way back to the person. */
const SALTS: Kind = { name: 'gap-salt', forMs: KEPT_MS, max: 10_000, durable: true }

const Kept = z.object({
  terms: z.array(z.string()),
  uin: z.literal(true).optional(),
  words: z.string().optional(),
  reply: z.enum(['nothing', 'closest', 'answer']),
  unhelpful: z.literal(true).optional(),
  person: z.string().optional(),
})

const Salt = z.string().optional()

/** Something that happened to a question. */
export interface Noted {
  question: Question
  reply: Gap['reply']
  uin?: true
  unhelpful?: true
}

/** What could not be answered: for 30 days, without who asked. */
export interface GapStore {
  /**
   * Keeps a question. The same one by the same person on the same day is one, so that a reply that is drawn again is not
   * counted again. `user` is undefined where nobody is known, as in workflows.
   */
  note: (asker: { team: string; user: string | undefined }, noted: Noted) => Promise<void>
  /** Without the words that were kept while questions were, if they are kept no more. */
  of: (team: string) => Promise<Gap[]>
}

/** What is to be noted of a reply; undefined for an answer, and where nothing was searched for. */
export function gapIn(reply: Reply): Noted | undefined {
  const { question } = reply
  if (reply.kind !== 'no-answer') return reply.kind === 'closest' ? { question, reply: 'closest' } : undefined
  if (reply.reason === 'unknown-uin') return { question, reply: 'nothing', uin: true }
  return reply.reason === 'nothing-close' ? { question, reply: 'nothing' } : undefined
}

interface GapParts {
  answering: Pick<Answering, 'fieldWords'>
  state: State
  /** Whether the words of questions are kept, too. */
  keepQuestions?: boolean
  now: () => number
}

export function createGapStore({ answering, state, keepQuestions = false, now }: GapParts): GapStore {
  /** Undefined where the workspace was just erased: nothing can be written about it. */
  const saltOf = async (team: string) => {
    await state.claim(saltIn(team), randomBytes(32).toString('hex'))
    return Salt.parse(await state.get(saltIn(team)))
  }
  return {
    async note({ team, user }, { question, reply, uin, unhelpful }) {
      const salt = await saltOf(team)
      if (salt === undefined) return
      const hashed = (...parts: unknown[]) => hashWith(salt, ...parts)
      const person = user === undefined ? undefined : hashed('person', user)
      const text = question.text.toLowerCase().replace(/\s+/g, ' ').trim()
      const key = hashed('question', todayInEngland(now()), person, text, question.filters, question.uin?.uin)
      const words = question.asked.trim().slice(0, MAX_WORDS_CHARS)
      const gap: Gap = {
        terms: uin ? [] : answering.fieldWords(question),
        ...(uin && { uin }),
        ...(keepQuestions && words !== '' && { words }),
        reply,
        ...(unhelpful && { unhelpful }),
        ...(person !== undefined && { person }),
      }
      await state.update({ kind: GAPS, team, key }, (before) => both(Kept.safeParse(before).data, gap), {
        by: user,
      })
    },
    async of(team) {
      const entries = await state.list(GAPS, { team })
      const gaps = entries.flatMap(({ value }) => Kept.safeParse(value).data ?? [])
      return keepQuestions ? gaps : gaps.map(({ words: _, ...gap }) => gap)
    },
  }
}

/**
 * The names of what was noted of a person, to erase it. While the salt is there, their hash can be made; what an earlier
 * salt has hashed is nobody's any more.
 */
export async function gapsOf(state: Pick<State, 'get' | 'list'>, { team, user }: Person): Promise<StateName[]> {
  const salt = Salt.safeParse(await state.get(saltIn(team))).data
  if (salt === undefined) return []
  const person = hashWith(salt, 'person', user)
  return (await state.list(GAPS, { team })).filter(({ value }) => Kept.safeParse(value).data?.person === person)
}

const saltIn = (team: string): StateName => ({ kind: SALTS, team, key: 'salt' })

const hashWith = (salt: string, ...parts: unknown[]) =>
  createHmac('sha256', salt).update(JSON.stringify(parts)).digest('hex').slice(0, 32)

const WORST = ['nothing', 'closest', 'answer'] as const

/** One gap of two that are about the same question. */
function both(before: Gap | undefined, now: Gap): Gap {
  if (!before) return now
  const reply = WORST.find((one) => one === before.reply || one === now.reply) ?? now.reply
  const unhelpful = before.unhelpful ?? now.unhelpful
  return { ...now, reply, ...(unhelpful && { unhelpful }) }
}
