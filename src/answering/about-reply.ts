/** What a message can ask about the last reply: more passages; of the passage quoted, who said it, who asked, all of it, newer. */
export type AboutReply = 'more' | 'who' | 'who-asked' | 'full' | 'newer'

const PATTERNS: Record<AboutReply, readonly RegExp[]> = {
  more: [
    /^(?:(?:show|give) )?(?:me )?(?:any |some |anything |something )?(?:more|else|others)(?: results| passages| of them)?$/,
    /^what else$|^next(?: page)?$/,
  ],
  who: [
    /^(?:who|which minister) (?:said|answered|wrote|told|was)(?: (?:that|this|it))?$/,
    /^when (?:was|did they say)(?: (?:that|this|it))?(?: (?:said|answered))?$/,
  ],
  'who-asked': [
    /^(?:who|which (?:mp|peer|lord|member)) (?:asked|tabled|raised|put)(?: (?:that|this|it|the))?(?: question)?$/,
    /^whose question (?:was|is) (?:that|this|it)$/,
  ],
  full: [
    /^(?:VERB )?(?:the |that |its )?(?:full|whole|entire|complete) (?:answer|text|reply|thing)$/,
    /^(?:VERB )?(?:it |that |everything )?in full$/,
    /^(?:VERB )?(?:all of (?:it|that)|the rest(?: of (?:it|that))?)$/,
    /^read more$/,
  ].map(
    ({ source }) =>
      new RegExp(source.replace('VERB', '(?:(?:can|could) i |i want to )?(?:show|give|see|read|get|open)(?: me)?')),
  ),
  newer: [
    /^(?:(?:is|are) there )?(?:(?:anything|something|any|an?) )?(?:newer|more recent|later)(?: answers?| one)?(?: ABOUT)?$/,
    /^(?:(?:is|are) there )?(?:anything new|any (?:updates?|news))(?: ABOUT)?$/,
    /^is (?:that|this|it) (?:still )?(?:the (?:latest|newest)|current|up to date)(?: answer| one)?$/,
    /^is (?:that|this|it) still (?:true|right|valid|the case)$/,
    /^(?:whats |what is )?the (?:latest|newest)(?: answer| one)?(?: ABOUT)?$/,
    /^has (?:that|this|it) (?:changed|been updated)(?: ABOUT)?$/,
  ].map(
    ({ source }) => new RegExp(source.replace('ABOUT', '(?:(?:than|on|about|to) (?:that|this|it)|since(?: then)?)')),
  ),
}

/** People also say "any updates?" and "who asked?" to one another: with these words it is the bot's reply that is meant. */
const PLAIN: Record<AboutReply, RegExp> = {
  more: /\bmore\b/i,
  who: /\b(?:said|answered) (?:that|this|it)\b|\bminister\b/i,
  'who-asked': /\b(?:that|this|it|question)\b/i,
  full: /\b(?:answer|text)\b/i,
  newer: /\b(?:newer|more recent)\b/i,
}

/** What a message asks about the last reply, if that is all that it asks. */
export function aboutReply(typed: string): AboutReply | undefined {
  const words = plainWords(typed)
  return (Object.keys(PATTERNS) as AboutReply[]).find((kind) => PATTERNS[kind].some((pattern) => pattern.test(words)))
}

/** Whether such a message can't be meant for somebody else. */
export function isPlainlyAbout(kind: AboutReply, typed: string): boolean {
  return PLAIN[kind].test(typed)
}

/** The words of a message in small letters, without punctuation, and without the words that lead in and those of politeness. */
function plainWords(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:(?:and|so|but|ok|please|can you|could you|tell me|do you know) )+/, '')
    .replace(/ please$/, '')
}
