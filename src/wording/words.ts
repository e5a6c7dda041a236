/** Every sentence that the interface says of its own. Plain English, sentence case; what the record says is not here. */
export const WORDS = {
  name: 'SEND Answers',
  whatItIs:
    'Ask about special educational needs and disabilities (SEND) policy in England in your own words. You get the paragraph in which a minister answered it in Parliament, word for word, with who said it, when, and a link to the source. Nothing here is written by a machine.',
  howToAsk: 'Ask in your own words, or give the number (UIN) of a written question.',
  examples: [
    'will ministers publish the letters they send to councils after a SEND inspection?',
    'how much do parent carer forums get?',
    '135027',
  ],
  examplesIntro: 'For example:',
  whereToAsk: 'Use /send and your question for a reply that only you see, or mention me in a channel.',

  asked: 'Question in Parliament:',
  youAsked: 'You asked:',
  source: 'Source',
  moreFromTheRecord: 'More from the record',
  nearest: 'These may help:',
  cutHere: 'Shortened to fit.',
  showWhole: 'Show all of it',
  wholePassage: 'The whole paragraph',
  searchParliament: 'Search on Parliament’s own site',

  noWords: 'I need a few words to search for.',
  nothingClose: 'Nothing in the answers that I hold is close enough to that to be an answer.',
  unknownUin: 'I hold no answer to a question with that number (UIN).',
  gone: 'That answer is no longer among those that I hold. Its link still leads to the record.',

  searchLabel: 'Your question',
  searchPlaceholder: 'how long should an EHC plan take?',
  search: 'Search',
  close: 'Close',
  replyTitle: 'What the record says',
  newestAnswers: 'Newest answers',
  attribution: 'Contains Parliamentary information licensed under the Open Parliament Licence v3.0.',
  attributionUrl: 'https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/',

  sorry: (reference: string) =>
    `Sorry, something went wrong here and your question was not answered. Please try again; if it happens again, give this reference to whoever runs me: ${reference}`,
  holdings: (count: number, newest: string) =>
    `${count === 1 ? 'One answer' : `${count.toLocaleString('en-GB')} answers`}, the newest of ${newest}.`,
} as const
