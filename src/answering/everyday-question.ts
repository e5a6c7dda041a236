/** Nobody types a longer question. */
const MAX_CHARS = 110
/** A question of at most so many characters is shown whole on a button. */
export const SHORT_CHARS = 75
/** A question that is cut before a remark keeps at least so many characters. */
const MIN_CHARS = 40
/** The rules read so much of a question; those in Parliament are shorter. */
const MAX_ASKED_CHARS = 2000

const GOVERNMENT = 'the Government'
/** Names of those who are asked: all of them become "the Government", and so does "she" for the minister. */
const DEPARTMENT =
  /\b(?:(?:her|his|their|the) Department|(?:the|(?:His|Her) Majesty[’']s) Government|the Secretary of State|Ministers)(?![’']s| (?:for|of) [A-Z])\b/gi
const DEPARTMENTS_OWN = /\b(?:(?:her|his|their|the) Department|(?:His|Her) Majesty[’']s Government)[’']s/gi
const VERB = '(?=(?:has|had|have|is|are|will|plans?|intends?|expects?|holds?|can) )'
const PRONOUN = new RegExp(`^(?<before>[^,]{2,60}? )(?:she|he|they) ${VERB}`, 'i')
/** "what assessment has she made": in the order of a question already. */
const PRONOUN_BEHIND = /^(?<before>[^,]{2,60}? (?:has|have|had|is|are|will) )(?:she|he|they) /i

/** What stands before the question itself, such as whom it is put to and what it refers to. */
const PREAMBLE = /^to ask\b[^;?]*?(?:,\s*|Government\s+)(?=(?:what|which|how|when|where|why|who|whether|if)\b)/i
/** Marks of an enumeration: (a), (ii), (1). */
const MARKS = /\((?:[a-z]|[ivx]{2,4}|\d)\)\s*/gi
/** Where a second question begins: only the first is kept. */
const BESIDES = /[;?]|,? and (?=whether|if|what (?:steps|assessment|discussions|plans)|how)/
/** Where a remark begins, without which a question still asks for something. */
const REMARK =
  /,? (?=(?:when|while|following|due to|because of|including|particularly|especially|in particular|in the context of|in light of|as part of|as set out in|such as|in each of|broken down by)\b)/g
/** With one of these, what is left before a remark is an unfinished clause ("whether"), or counts nothing ("number"). */
const OPEN = /\b(?:that|whether|extent|number|cases)\b/

/** Words that point to what was dropped, or to the member who asks. */
const POINTS_ELSEWHERE =
  /\b(?:this|these|those|such|said|he|she|her|his|him|hon|my|that (?:report|answer|policy|scheme|letter|data|programme|plan))\b/i

/** Names and phrases of the record, and what people say. */
const PLAIN: readonly [RegExp, string][] = [
  [/\bspecial education(?:al)? needs (?:and|and\/or|or) disabilit(?:y|ies)(?: \(SEND\))?/gi, 'SEND'],
  [/\bspecial educational needs\b/gi, 'SEN'],
  [/\beducation,? health,? and care plan/gi, 'EHC plan'],
  [/\beducation,? health,? and care (needs? assessment|assessment|need)/gi, 'EHC $1'],
  [/\bEHC Plan/g, 'EHC plan'],
  [/\blocal authorities\b/gi, 'councils'],
  [/\blocal authority\b/gi, 'council'],
  [/ constituency\b/g, ''],
  [/\bpotential (impact|merits|effect|implications)/g, '$1'],
  [/^what recent /, 'what '],
  [/^what plans the Government has to /, 'whether the Government plans to '],
  [
    /^what (?:further |additional )?(?:steps|action) the Government (?:is|are) taking (?:to help )?to /,
    'what is being done to ',
  ],
  [/^what is being done to help (?:to )?/, 'what is being done to '],
  [
    /^what (?:further )?assessment (?:the Government ha[sd]|ha[sd] the Government) made of /,
    'whether the Government has assessed ',
  ],
  [
    /^what (?:further )?estimate (?:the Government ha[sd]|ha[sd] the Government) made of /,
    'whether the Government has estimated ',
  ],
  [/^(?:if|whether) the Government will make an? (?:further )?assessment of /, 'whether the Government will assess '],
  [/^(?:if|whether) the Government will make an? (?:further )?estimate of /, 'whether the Government will estimate '],
  [/^whether the Government has made an assessment of /, 'whether the Government has assessed '],
  [/^whether the Government has assessed (?=impact|merits)/, 'whether the Government has assessed the '],
]

const AUXILIARY = 'is|are|was|were|has|have|had|will|would|can|could|should'
/** "what guidance", the Government, "provides to schools"; in "whether the Government …" nothing stands between. */
const BY_GOVERNMENT = /^(?<wh>[^,]{2,60}?) the Government (?<verb>\w+) (?<rest>.+)$/
/** "when", "the plan", "will", "be published". */
const BY_OTHERS = new RegExp(
  `^(?<wh>if|whether|when|where|why|how(?! (?:many|much|often|far|long)\\b)|what(?= the)) (?<subject>[^,]{2,60}?) (?<verb>${AUXILIARY}) (?<rest>.+)$`,
)
/** "how many pupils have a plan", "what is being done": in the order of a question already. */
const IN_ORDER = new RegExp(
  `^(?:what is being done to |(?:what|when|where|why|how) (?:${AUXILIARY}) |how many [^,]{2,60}? (?:${AUXILIARY}) |(?:how much(?: of the)?|what proportion of|what|which) (?!the )[a-z -]{2,60} (?:(?:is|are|was|were) |(?:will|has|have) be(?:en)? )|[^,]{2,60}? (?:${AUXILIARY}) the Government )`,
)
const CLAUSE = /\b(?:who|which|that|whose|where|whether)\b/

/**
 * A question that a colleague could type, made by rules from one in Parliament: "To ask the Secretary of State for
 * Education, when she plans to publish the plan." becomes "When does the Government plan to publish the plan?".
 * Undefined where the rules make no plain question of at most 110 characters.
 */
export function everydayQuestion(asked: string): string | undefined {
  const written = asked.slice(0, MAX_ASKED_CHARS).replace(/\s+/g, ' ')
  if (!PREAMBLE.test(written)) return undefined
  const [first = ''] = written.replace(PREAMBLE, '').replace(MARKS, '').split(BESIDES)
  const named = lowerFirst(first)
    .replace(/[.,:\s]+$/, '')
    .replace(DEPARTMENTS_OWN, `${GOVERNMENT}’s`)
    .replace(DEPARTMENT, GOVERNMENT)
    .replace(PRONOUN, `$<before>${GOVERNMENT} `)
    .replace(PRONOUN_BEHIND, `$<before>${GOVERNMENT} `)
    .replace(/\bthe Government have\b/g, `${GOVERNMENT} has`)
    .replace(/\bthe Government are\b/g, `${GOVERNMENT} is`)
  const said = PLAIN.reduce((text, [phrase, better]) => text.replace(phrase, better), named)
  const whole = inOrder(said)
  const question = whole === undefined ? undefined : withoutRemarks(whole)
  if (question === undefined || POINTS_ELSEWHERE.test(question)) return undefined
  return `${question.charAt(0).toUpperCase()}${question.slice(1)}?`
}

/** The question without its last remarks, as many as keep it from being shown whole on a button, or from being short enough. */
function withoutRemarks(question: string): string | undefined {
  if (question.length < SHORT_CHARS) return question
  const ends = Array.from(question.matchAll(REMARK), ({ index }) => index)
  const upTo = (limit: number) => {
    const end = ends.findLast((end) => end < limit && end >= MIN_CHARS)
    const kept = end === undefined ? undefined : question.slice(0, end)
    return kept === undefined || OPEN.test(kept) ? undefined : kept
  }
  return upTo(SHORT_CHARS) ?? (question.length < MAX_CHARS ? question : upTo(MAX_CHARS))
}

/** The words in the order of a question; undefined where the rules can't tell it. */
function inOrder(said: string): string | undefined {
  if (IN_ORDER.test(said)) return said
  const {
    wh = '',
    subject = GOVERNMENT,
    verb = '',
    rest = '',
  } = (BY_GOVERNMENT.exec(said) ?? BY_OTHERS.exec(said))?.groups ?? {}
  if (wh === '' || CLAUSE.test(subject) || /^(?:is|are|was|were|has|have|will|can)\b/.test(rest)) return undefined
  const begins = /^(?:if|whether)$/.test(wh) ? [] : [wh]
  if (new RegExp(`^(?:${AUXILIARY})$`).test(verb)) return [...begins, verb, subject, rest].join(' ')
  // "plans", "provides"; not "made".
  const { base } = /^(?<base>[a-z]{2,}[^s](?=s$)|plan|intend|expect|hold)s?$/.exec(verb)?.groups ?? {}
  return subject !== GOVERNMENT || base === undefined ? undefined : [...begins, 'does', subject, base, rest].join(' ')
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
