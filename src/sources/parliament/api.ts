import { createHash } from 'node:crypto'
import { z } from 'zod'
import { createPatientGet, type PatientOptions, unreachable } from './patient-get.ts'
import { Item, Page, ParliamentRecord } from './record.ts'

/** What to list: answered or corrected within days, both included, and holding a search term. */
export interface ListQuery {
  term: string
  bodies?: readonly number[] | undefined
  dated: 'answered' | 'corrected'
  from: string
  to: string
  skip: number
}

/** A row of a list: its texts are clipped, so it says which question it is and whether it changed, and no more. */
export interface ListRow {
  id: number
  /** The same for the same row: when it changes, so has the record. */
  fingerprint: string
  /** The day it was answered, where it says. */
  answered: string | undefined
}

export interface ListPage {
  total: number
  /** How many entries the page had, unreadable ones included. */
  count: number
  rows: ListRow[]
  /** What could not be read. */
  unreadable: Unreadable[]
}

/** A record that does not fit: which, and what is wrong with it. */
export interface Unreadable {
  record: string
  problem: string
}

/** Parliament's written questions. Every call waits its turn, is tried again where that can help, and gives up in the end. */
export interface ParliamentApi {
  list: (query: ListQuery) => Promise<ListPage>
  /** The whole record, what is wrong with it, or undefined where there is none. */
  byId: (id: number) => Promise<ParliamentRecord | Unreadable | undefined>
  byUin: (tabled: string, uin: string) => Promise<ParliamentRecord | Unreadable | undefined>
  /** Requests sent so far. */
  counts: () => { lists: number; details: number }
}

export const PAGE_SIZE = 100
const QUESTIONS = 'api/writtenquestions/questions'

/**
 * The client of the API. A misspelt parameter would be ignored without a word, so a test holds the names against the
 * API's own document.
 */
export function createParliamentApi(options: PatientOptions): ParliamentApi {
  const get = createPatientGet(options)
  const counts = { lists: 0, details: 0 }

  const detail = async (path: string) => {
    counts.details++
    const item = await get(path, new URLSearchParams({ expandMember: 'true' }))
    if (item === undefined) return undefined
    const value = Item.safeParse(item).data?.value
    const record = ParliamentRecord.safeParse(value)
    return record.success ? record.data : unreadable(value, record.error, path)
  }

  return {
    async list(query) {
      counts.lists++
      const page = Page.safeParse(await get(QUESTIONS, listParameters(query)))
      if (!page.success)
        throw unreachable(`${options.url} answered with something that is no list of questions`, page.error)
      const rows: ListRow[] = []
      const bad: Unreadable[] = []
      for (const { value } of page.data.results) {
        const record = ParliamentRecord.safeParse(value)
        if (record.success) rows.push(toRow(record.data))
        else bad.push(unreadable(value, record.error, 'a row of a list'))
      }
      return { total: page.data.totalResults, count: page.data.results.length, rows, unreadable: bad }
    },
    byId: (id) => detail(`${QUESTIONS}/${id}`),
    byUin: (tabled, uin) => detail(`${QUESTIONS}/${tabled}/${encodeURIComponent(uin)}`),
    counts: () => ({ ...counts }),
  }
}

/** The parameters of a list call, as the API spells them. */
export function listParameters({ term, bodies = [], dated, from, to, skip }: ListQuery): URLSearchParams {
  return new URLSearchParams([
    ['searchTerm', term],
    ...bodies.map((body): [string, string] => ['answeringBodies', String(body)]),
    [`${dated}WhenFrom`, from],
    [`${dated}WhenTo`, to],
    ['answered', 'Answered'],
    // A question that was withdrawn after it was answered has to be seen, to be dropped.
    ['includeWithdrawn', 'true'],
    ['house', 'Bicameral'],
    ['sessionStatus', 'Any'],
    ['take', String(PAGE_SIZE)],
    ['skip', String(skip)],
  ])
}

function toRow(record: ParliamentRecord): ListRow {
  return {
    id: record.id,
    fingerprint: createHash('sha256').update(JSON.stringify(record)).digest('base64url'),
    answered: record.dateAnswered ?? undefined,
  }
}

function unreadable(value: unknown, error: z.ZodError, otherwise: string): Unreadable {
  const id = z.object({ id: z.union([z.number(), z.string()]) }).safeParse(value).data?.id
  return {
    record: id === undefined ? otherwise : `question ${id}`,
    problem: z.prettifyError(error).replace(/\s*\n\s*/g, ' '),
  }
}
