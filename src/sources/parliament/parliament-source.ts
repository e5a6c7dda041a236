import { createHash } from 'node:crypto'
import { codeOf } from '../../app-error.ts'
import { parseQuestionKey, questionKey } from '../../record/identity.ts'
import type { Given, ListQuery, ListRow, RecordSource, Unreadable } from '../record-source.ts'
import { createGetJson, type GetJsonOptions, unreachable } from './get-json.ts'
import { parliamentReader } from './parliament-reader.ts'
import { Item, Page, type ParliamentRecord } from './record.ts'

const PAGE_SIZE = 100
/** Many times more than any month has: a list that goes on after it does not end. */
const MAX_ROWS = 50_000
const QUESTIONS = 'api/writtenquestions/questions'

/** Parliament's written questions API (the parameters' names are checked against its OpenAPI document by a test). */
export function createParliamentSource(options: GetJsonOptions): RecordSource<ParliamentRecord> {
  const requests = { lists: 0, details: 0, bytes: 0 }
  const onBody = (bytes: number) => {
    requests.bytes += bytes
  }
  const get = createGetJson({ ...options, onBody })

  const detail = async (name: string | number): Promise<Given | undefined> => {
    requests.details++
    try {
      const item = await get(`${QUESTIONS}/${name}`, new URLSearchParams({ expandMember: 'true' }))
      // Without a value it is not "no such record": it is given on, to be reported as unreadable.
      return item === undefined ? undefined : { raw: Item.safeParse(item).data?.value ?? null }
    } catch (error) {
      if (codeOf(error) !== 'response-too-large') throw error
      return { unreadable: { record: `question ${name}`, problem: (error as Error).message } }
    }
  }

  return {
    ...parliamentReader,
    async list(query, skip) {
      requests.lists++
      const page = Page.safeParse(
        await get(QUESTIONS, listParameters(query, skip)).catch((error) => {
          if (codeOf(error) !== 'response-too-large') throw error
          throw unreachable(`${options.url} could not be read (its list: ${(error as Error).message})`, error)
        }),
      )
      if (!page.success)
        throw unreachable(`${options.url} answered with something that is no list of questions`, page.error)
      const { results, totalResults } = page.data
      const next = nextPage(skip, results.length, totalResults)
      if (next !== undefined && next >= MAX_ROWS) throw unreachable(`${options.url} answered with a list without end`)
      return { ...readRows(results.map(({ value }) => value)), next }
    },
    byId: detail,
    async byKey(key) {
      const question = parseQuestionKey(key)
      return question && detail(questionKey(question))
    },
    requests: () => ({ ...requests }),
  }
}

/**
 * `totalResults` can be wrong, so it never ends a list: only an empty page does, or a page that is not full and reaches
 * the total.
 */
function nextPage(skip: number, count: number, total: number): number | undefined {
  const end = skip + count
  return count === 0 || (count < PAGE_SIZE && end >= total) ? undefined : end
}

/** The parameters of a list call. The API ignores a parameter that it does not know, without an error. */
export function listParameters({ term, bodies = [], dated, from, to }: ListQuery, skip: number): URLSearchParams {
  return new URLSearchParams([
    ['searchTerm', term],
    ...bodies.map((body): [string, string] => ['answeringBodies', String(body)]),
    [`${dated}WhenFrom`, from],
    [`${dated}WhenTo`, to],
    ['answered', 'Answered'],
    // A question that is withdrawn after it was answered has to be listed, so that its answer can be dropped.
    ['includeWithdrawn', 'true'],
    ['house', 'Bicameral'],
    ['sessionStatus', 'Any'],
    ['take', String(PAGE_SIZE)],
    ['skip', String(skip)],
  ])
}

function readRows(values: readonly unknown[]): { rows: ListRow[]; unreadable: Unreadable[] } {
  const all = values.map(parliamentReader.parse)
  return {
    rows: all.flatMap((one) => ('record' in one ? [toRow(one.record)] : [])),
    unreadable: all.flatMap((one) => ('unreadable' in one ? [one.unreadable] : [])),
  }
}

function toRow(record: ParliamentRecord): ListRow {
  return {
    id: record.id,
    fingerprint: createHash('sha256').update(JSON.stringify(record)).digest('base64url'),
    answered: record.dateAnswered ?? undefined,
  }
}
