import { stem } from 'porter2'
import { eng } from 'stopword'

/** What the library's list of stop words leaves out. */
const FUNCTION_WORDS =
  'will shall may when whom whose why just not no nor own so its she few until against during above below down off again further once does doing having dont doesnt didnt wont isnt arent cant couldnt whats ive im theyre weve hes theres wheres hows'
/** Words that ask, or that are about asking, and so say nothing of what is asked for. */
const ASKING_WORDS =
  'anyone anybody someone done please tell know knows knew long often currently heard hear wondering wonder question asking ask asked actually really there thanks thank eg ie etc still yet even many much going kind sort lot lots thing things able need needs got gets getting whether'
const STOP_WORDS: ReadonlySet<string> = new Set([...eng, ...`${FUNCTION_WORDS} ${ASKING_WORDS}`.split(' ')])

const NUMBER_WORDS = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, n): [string, string] => [word, String(n)]),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, n): [string, string] => [word, String(n * 10 + 20)]),
])
const SMALL_NUMBER = [...NUMBER_WORDS.keys()].join('|')

/** A number with its decimals, a year with the next (`2025/26`), an amount (`2.3m`), or a word. */
const TOKEN = /\p{N}+(?:[./]\p{N}+)*(?:(?:m|bn)(?![\p{L}\p{N}]))?|\p{L}[\p{L}\p{N}]*/gu
/** The same for plain letters, which is quicker. */
const ASCII_TOKEN = /[0-9]+(?:[./][0-9]+)*(?:(?:m|bn)(?![a-z0-9]))?|[a-z][a-z0-9]*/gi
const AMOUNT = new RegExp(
  `((?<!\\d)\\d{1,15}(?:\\.\\d{1,6})?|\\b(?:${SMALL_NUMBER}))[\\s-]?(k|m|mn|million|bn|billion|thousand)\\b`,
  'gi',
)
/** The mark between thousands. */
const THOUSANDS = /(\d),(?=\d{3}(?!\d))/g
/** Whether there may be an amount: quicker to see than the amount itself. */
const MAYBE_AMOUNT = /illion|thousand|\d[\s-]?(?:k|mn?|bn)\b/i
const SCHOOL_YEAR = /\b(?:(20)(\d\d)\s?(?:[/–-]|to)\s?(?:20)?|(\d\d)\/)(\d\d)\b(?![/-])/g
/** Beginnings that are written with a hyphen or without: re-engage, co-ordinator. */
const JOINED = /\b(re|co|pre|non|multi|under|over|mis)-(?=[a-z])/gi
/** A word of capitals, in the singular or the plural: SEND, EHCPs. */
const ACRONYM = /^(?<singular>\p{Lu}[\p{Lu}\p{N}]+)s?$/u

/** A word of a text. */
export interface Word {
  /** As it is written, without accents. */
  written: string
  /** The stem in small letters, or the number. */
  stem: string
  /** The word in capitals and the singular, where it is an acronym. */
  acronym: string | undefined
  /** It carries no matter of its own. */
  stop: boolean
  /** What it is called in the record: the acronym, or else the stem; one, in a list for phrases. */
  keys: readonly [string]
  /** Whether a phrase may begin with it. */
  begins: boolean
  /** The number of what it is called, where somebody gave it one. */
  id?: number
}

/** What is neither of plain English nor a sign of its typesetters, such as a pound or a dash. */
const FOREIGN = /[^\0-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2000-\u206f\u20a0-\u20bf]/
const SMALL_LETTER = /\p{Ll}/u
const MAX_CACHED = 200_000

/** Reads texts as words; each word that it has met is looked up and not worked out again. */
export interface WordReader {
  /** A text all in capitals is taken to be shouted, unless `capitals` says otherwise. */
  read: (text: string, capitals?: 'as-written') => Word[]
}

interface WordReaderOptions {
  /** Is told each word when it is met first, as it is written. */
  onNew?: ((written: string) => void) | undefined
  /** Whether a phrase may begin with what a word is called; where it isn't given, with any. */
  begins?: (key: string) => boolean
}

export function createWordReader({ onNew, begins }: WordReaderOptions = {}): WordReader {
  const met = new Map<string, Word>()
  const read: WordReader['read'] = (text, capitals) => {
    const foreign = FOREIGN.test(text)
    const plain = tidyNumbers(withoutMarks(foreign ? text.normalize('NFKD').replace(/\p{M}+/gu, '') : text))
    // Where all is in capitals, capitals mean nothing.
    const shouting = capitals !== 'as-written' && !SMALL_LETTER.test(plain)
    const words: Word[] = []
    for (const written of (shouting ? plain.toLowerCase() : plain).match(foreign ? TOKEN : ASCII_TOKEN) ?? []) {
      let word = met.get(written)
      if (!word) {
        if (met.size >= MAX_CACHED) met.clear()
        word = readWord(written, begins)
        met.set(written, word)
        onNew?.(written)
      }
      words.push(word)
    }
    return words
  }
  return { read }
}

/** The stems of the words of a text that carry matter, in small letters, each once. */
export function contentWords(text: string): string[] {
  return [
    ...new Set(
      createWordReader()
        .read(text)
        .flatMap(({ stem, stop }) => (stop ? [] : stem)),
    ),
  ]
}

/** Without apostrophes and the hyphens of beginnings. */
function withoutMarks(text: string): string {
  const joined = text.includes('-') ? text.replace(JOINED, '$1') : text
  return /['’]/.test(joined) ? joined.replace(/['’](?:s\b)?/gi, '') : joined
}

function readWord(written: string, begins: ((key: string) => boolean) | undefined): Word {
  const acronym = ACRONYM.exec(written)?.groups?.singular
  const lower = written.toLowerCase()
  const number = /^\p{N}/u.test(lower) ? lower : NUMBER_WORDS.get(lower)
  const term = number ?? stem(lower)
  return {
    written,
    acronym,
    stem: term,
    keys: [acronym ?? term],
    begins: begins?.(acronym ?? term) ?? true,
    stop: acronym === undefined && (STOP_WORDS.has(lower) || /^\p{L}$/u.test(lower)),
  }
}

function plainAmount(_all: string, amount: string, unit: string): string {
  const number = NUMBER_WORDS.get(amount.toLowerCase()) ?? amount
  if (/^[kt]/i.test(unit)) return String(Math.round(Number(number) * 1000))
  return `${Number(number)}${/^m/i.test(unit) ? 'm' : 'bn'}`
}

/** Numbers in one form: 1,204 and £1.2k are plain, 740 million is 740m, 2025-26 and 25/26 are 2025/26, 23yo is 23 yo. */
function tidyNumbers(text: string): string {
  if (!/\d/.test(text) && !/illion/i.test(text)) return text
  const whole = text.replace(THOUSANDS, '$1')
  const amounts = MAYBE_AMOUNT.test(whole) ? whole.replace(AMOUNT, plainAmount) : whole
  return amounts
    .replace(SCHOOL_YEAR, (all, _century, first, short, second) =>
      (Number(first ?? short) + 1) % 100 === Number(second) ? `20${first ?? short}/${second}` : all.replace('/', ' '),
    )
    .replace(/(\d)(?!(?:m|bn)\b)(?=[a-z]{2})/gi, '$1 ')
}
