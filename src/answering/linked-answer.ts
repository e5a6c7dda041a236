import type { WrittenAnswer } from '../record/answer.ts'
import type { Corpus } from '../search/corpus.ts'

/** `/written-questions/detail/2018-03-29/135027`, with or without a slash behind it. */
const PARLIAMENT = /^\/written-questions\/detail\/(?<key>\d{4}-\d\d-\d\d\/(?:hl)?\d{1,7})\/?$/i
/** `/question/135027/special-educational-needs-inspections`. */
const PARALLEL_PARLIAMENT = /^\/question\/(?<uin>(?:hl)?\d{1,7})(?:\/(?<slug>[^/]*))?\/?$/i

/** The answer to the question that a link to one of the two sites leads to; undefined if the corpus doesn't have it. */
export function linkedAnswer(corpus: Corpus, link: string): WrittenAnswer | undefined {
  if (!URL.canParse(link)) return undefined
  const { hostname, pathname } = new URL(link)
  if (hostname === 'questions-statements.parliament.uk') {
    const key = PARLIAMENT.exec(pathname)?.groups?.key
    return key === undefined ? undefined : corpus.byKey(key.toUpperCase())
  }
  if (!/^(?:www\.)?parallelparliament\.co\.uk$/.test(hostname)) return undefined
  const { uin, slug } = PARALLEL_PARLIAMENT.exec(pathname)?.groups ?? {}
  const answers = uin === undefined ? [] : corpus.byUin(uin)
  // The address has no session and UINs are reused in the next, so the heading in it decides. Percent codes stand for
  // characters that no slug has, such as an apostrophe.
  const named = slugOf((slug ?? '').replace(/%[0-9a-f]{2}/gi, ''))
  const fitting = answers.filter(({ heading }) => named !== '' && slugOf(heading).startsWith(named))
  return fitting.length === 1 ? fitting[0] : answers.length === 1 ? answers[0] : undefined
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
