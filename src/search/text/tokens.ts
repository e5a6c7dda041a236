import { stem } from 'porter2'
import { eng } from 'stopword'

/** Function words that the library's list of stop words lacks. */
const FUNCTION_WORDS =
  'will shall may when whom whose why just not no nor own so its she few until against during above below down off again further once does doing having dont doesnt didnt wont isnt arent cant couldnt whats ive im theyre weve hes theres wheres hows'
/** Words of asking itself: "anyone", "wondering", "thanks". They stop, too. */
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
const AMOUNT = new RegExp(
  `((?<!\\d)\\d{1,15}(?:\\.\\d{1,6})?|\\b(?:${SMALL_NUMBER}))[\\s-]?(k|m|mn|million|bn|billion|thousand)\\b`,
  'gi',
)
/** The comma between thousands. */
const THOUSANDS = /(\d),(?=\d{3}(?!\d))/g
/** A cheap test whether `AMOUNT` could match. */
const MAYBE_AMOUNT = /illion|thousand|\d[\s-]?(?:k|mn?|bn)\b/i
const SCHOOL_YEAR = /\b(?:(20)(\d\d)\s?(?:[/–-]|to)\s?(?:20)?|(\d\d)\/)(\d\d)\b(?![/-])/g
/** Prefixes that people write with a hyphen or without: re-engage, co-ordinator. */
const JOINED = /\b(re|co|pre|non|multi|under|over|mis)-(?=[a-z])/gi
/** A word in capitals, singular or plural: SEND, EHCPs. */
const ACRONYM = /^(?<singular>\p{Lu}[\p{Lu}\p{N}]+)s?$/u

/** A word or number of a text. */
export interface Token {
  /** As it is written, without accents. */
  written: string
  /** The stem in small letters, or the number. */
  stem: string
  /** In capitals and the singular, if it is an acronym. */
  acronym: string | undefined
  /** Whether it is a stop word. */
  stop: boolean
  /** Its term in the record: the acronym or the stem. A list of one, since a token of a question can have several. */
  keys: readonly [string]
}

const SMALL_LETTER = /\p{Ll}/u
const MAX_CACHED = 200_000

/** Splits a text into tokens. A text all in capitals is read as small letters, unless `capitals` says otherwise. */
export type Tokenise = (text: string, capitals?: 'as-written') => Token[]

interface TokeniserOptions {
  /** Called with each distinct word when it is first seen. */
  onNew?: ((written: string) => void) | undefined
}

/** A tokeniser that caches the token of each distinct word, since stemming is slow. */
export function createTokeniser({ onNew }: TokeniserOptions = {}): Tokenise {
  const cache = new Map<string, Token>()
  return (text, capitals) => {
    const plain = tidyNumbers(withoutMarks(text.normalize('NFKD').replace(/\p{M}+/gu, '')))
    // In a text all in capitals, capitals do not mark acronyms.
    const shouting = capitals !== 'as-written' && !SMALL_LETTER.test(plain)
    const tokens: Token[] = []
    for (const written of (shouting ? plain.toLowerCase() : plain).match(TOKEN) ?? []) {
      let token = cache.get(written)
      if (!token) {
        if (cache.size >= MAX_CACHED) cache.clear()
        token = toToken(written)
        cache.set(written, token)
        onNew?.(written)
      }
      tokens.push(token)
    }
    return tokens
  }
}

/** The distinct stems of a text, without stop words. */
export function contentWords(text: string): string[] {
  const tokens = createTokeniser()(text)
  return [...new Set(tokens.flatMap(({ stem, stop }) => (stop ? [] : stem)))]
}

/** Removes apostrophes, possessives and the hyphens of prefixes. */
function withoutMarks(text: string): string {
  const joined = text.includes('-') ? text.replace(JOINED, '$1') : text
  return /['’]/.test(joined) ? joined.replace(/['’](?:s\b)?/gi, '') : joined
}

function toToken(written: string): Token {
  const acronym = ACRONYM.exec(written)?.groups?.singular
  const lower = written.toLowerCase()
  const number = /^\p{N}/u.test(lower) ? lower : NUMBER_WORDS.get(lower)
  const term = number ?? stem(lower)
  return {
    written,
    acronym,
    stem: term,
    keys: [acronym ?? term],
    stop: acronym === undefined && (STOP_WORDS.has(lower) || /^\p{L}$/u.test(lower)),
  }
}

function plainAmount(_all: string, amount: string, unit: string): string {
  const number = NUMBER_WORDS.get(amount.toLowerCase()) ?? amount
  if (/^[kt]/i.test(unit)) return String(Math.round(Number(number) * 1000))
  return `${Number(number)}${/^m/i.test(unit) ? 'm' : 'bn'}`
}

/** Gives numbers one form: 1,204 becomes 1204, £1.2k 1200, 740 million 740m, 2025-26 and 25/26 2025/26, 23yo 23 yo. */
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
