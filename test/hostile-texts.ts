/** What Slack takes in a message, and more than in any other field. */
export const CHARS = 40_000

/** What is repeated to make a long text: what people type, and what patterns that are not linear trip over. */
export const UNITS = [
  ...[
    ' ',
    '\t',
    '\n',
    ' \n',
    '\u00a0',
    '.',
    '...x',
    '? ',
    '?',
    '!',
    ',',
    ';',
    ':',
    '-',
    '—',
    '"',
    '“',
    "'",
    '’',
    '?"',
    '"? ',
  ],
  ...['(', '[', '<', '<@', '<a|', '<@U1> ', '&lt;', '&amp;', '|', '#', '*', '`', 'https://a.b/c?d=e '],
  ...['x', 'X', 'y', 'MN', 'k', 'ing', 'ation', 'aeiou', 'ß', 'İ', 'ﬃ', '﷽', 'e\u0301', '\u0301', '\u200b', '\u202e'],
  ...['🙂', '👩‍👩‍👧', '\ud83d', '漢字', 'السؤال '],
  ...['0', '7 ', '1,', '1.', '1/', '25/26 ', '2024 ', 'in 2024 ', '1 million ', 'one hundred thousand ', '9k'],
  ...[
    'and in',
    'and in ',
    ' in the',
    ' in Kent',
    'what about ',
    'who said ',
    'show me more ',
    'about ',
    'It. ',
    'e.g. ',
  ],
  ...[
    'by ',
    'asked by ',
    'by Ford ',
    'Mr. ',
    'by:',
    'by:"',
    "by:'a",
    'since:',
    'house:',
    'uin:',
    'uin ',
    'question ',
    'no. ',
  ],
  ...['EHCP ', 'ehcp', 'SEND', 'sen ', 'special educational needs and ', 'ramps ', 'speshul ', 're-', 'co-', "'s "],
]
export const BEFORE = [
  '',
  'what',
  'and in',
  'and ',
  '? ',
  'in 2018',
  'by Ford',
  'about ',
  'who said that',
  'uin',
  'by:"',
  'ramps. ',
]
export const AFTER = ['', 'x', 'x?', '?x']

export const longText = (before: string, unit: string, after: string) =>
  `${before}${unit.repeat(Math.ceil(CHARS / unit.length)).slice(0, CHARS)}${after}`

/** Words that no record has, so many that few of them come twice. */
export function inventedWords(letters: number): string {
  const consonants = 'bcdfghjklmnpqrstvwxz'
  const words = Array.from({ length: CHARS / letters }, (_, n) =>
    Array.from({ length: letters }, (_, at) => consonants[Math.floor(n / 20 ** at + n + at) % 20]).join(''),
  )
  return words.join(' ').slice(0, CHARS)
}

/** Each unit once, with beginnings and ends in turn; then invented words. */
export const TEXTS = [
  ...UNITS.map((unit, n) => longText(BEFORE[n % BEFORE.length] ?? '', unit, AFTER[n % AFTER.length] ?? '')),
  ...[4, 6, 9, 25].map(inventedWords),
]
