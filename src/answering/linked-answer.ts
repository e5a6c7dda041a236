import type { WrittenAnswer } from '../record/answer.ts'
import { parseQuestionPage, questionKey } from '../record/identity.ts'
import type { Corpus } from '../search/corpus.ts'

/** `/question/135027/special-educational-needs-inspections`. */
const PARALLEL_PARLIAMENT = /^\/question\/(?<uin>(?:hl)?\d{1,7})(?:\/(?<slug>[^/]*))?\/?$/i

/** The answer to the question that a link to one of the two sites leads to; undefined if the corpus doesn't have it. */
export function linkedAnswer(corpus: Corpus, link: string): WrittenAnswer | undefined {
  if (!URL.canParse(link)) return undefined
  const question = parseQuestionPage(link)
  if (question) return corpus.byKey(questionKey(question))
  const { hostname, pathname } = new URL(link)
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
