import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { Corpus } from '../search/corpus.ts'
import { contentWords } from '../search/text/tokens.ts'
import { everydayQuestion, SHORT_CHARS } from './everyday-question.ts'
import { hasContent } from './referrals.ts'
import type { Reply } from './reply.ts'
import { createTurns } from './turns.ts'

/** So many of the newest answers are looked through for questions. The newest come first, but those that a button can't show whole come last. */
const NEWEST = 1000
const SUGGESTED = 3
const MAX_ASKED = 9
/** So many of them begin with the same word at most. */
const BEGIN_ALIKE = 2
/** Two questions that share this much of the words of the shorter one are too much alike. */
const ALIKE = 0.7

/**
 * Questions to begin with, three at most, which were asked just now and are answered. They are made from the newest
 * answers, of different headings; examples fill up what is missing.
 */
export type Suggestions = () => Promise<readonly string[]>

/** What the suggestions are made with. */
export interface SuggestionParts {
  corpus: Pick<Corpus, 'newest'>
  ask: (typed: string) => Promise<Reply>
  /** Whether a question says that it is about the topic. */
  isOnTopic: (question: string) => boolean
  /** Questions for a corpus from which none can be made. */
  examples: readonly string[]
}

/** Suggestions that are made when they are first wanted, and anew when the corpus has changed. */
export function createSuggestions({ corpus, ask, isOnTopic, examples }: SuggestionParts): Suggestions {
  const ownTurn = createTurns()
  /** The corpus gives another array whenever it changes. */
  let made: { of: readonly WrittenAnswer[]; questions: Promise<readonly string[]> } | undefined

  /** A search that fails counts as no answer. It is logged when a person asks the same. */
  const asked = (question: string) => ask(question).catch(() => undefined)
  const make = async (answers: readonly WrittenAnswer[]) => {
    await ownTurn()
    const candidates = answers
      .slice(0, NEWEST)
      .flatMap((answer) => {
        const question = hasContent(answer) ? everydayQuestion(answer.questions[0].text) : undefined
        if (question === undefined || !isOnTopic(question)) return []
        return { answer, question }
      })
      .toSorted((a, b) => Number(isLong(a)) - Number(isLong(b)))
    const chosen: Candidate[] = []
    let left = MAX_ASKED
    for (const candidate of candidates) {
      if (chosen.length === SUGGESTED || left === 0) break
      if (!differs(candidate, chosen)) continue
      left -= 1
      await ownTurn()
      if (gives(await asked(candidate.question), candidate.answer)) chosen.push(candidate)
    }
    const questions = chosen.map(({ question }) => question)
    for (const example of examples) {
      if (questions.length === SUGGESTED) break
      await ownTurn()
      if ((await asked(example))?.kind === 'answer') questions.push(example)
    }
    return questions
  }

  return () => {
    const answers = corpus.newest()
    if (made?.of !== answers) made = { of: answers, questions: make(answers) }
    return made.questions
  }
}

/** A question that was made from that answer. */
interface Candidate {
  answer: WrittenAnswer
  question: string
}

const isLong = ({ question }: Candidate) => question.length > SHORT_CHARS

/** Whether a question is of another heading and in other words than those chosen, few of which begin alike. */
function differs({ answer, question }: Candidate, chosen: readonly Candidate[]): boolean {
  const begins = (one: string) => one.split(' ', 1)[0]
  return (
    chosen.every((other) => other.answer.heading !== answer.heading && !areAlike(other.question, question)) &&
    chosen.filter((other) => begins(other.question) === begins(question)).length < BEGIN_ALIKE
  )
}

function areAlike(one: string, other: string): boolean {
  const [a, b] = [new Set(contentWords(one)), new Set(contentWords(other))]
  return a.intersection(b).size >= ALIKE * Math.min(a.size, b.size)
}

/** Whether a reply answers with that answer, or with another that says the same. */
function gives(reply: Reply | undefined, answer: WrittenAnswer): boolean {
  if (reply?.kind !== 'answer') return false
  const { best } = reply
  return [best, ...(best.alsoGiven ?? [])].some((one) => answerKey(one.answer) === answerKey(answer))
}
