import { dateInWords } from './dates.ts'

/** Every sentence that the interface says of its own. Plain English, sentence case; what the record says is not here. */
export const WORDS = {
  name: 'SEND Answers',
  whatItIs:
    'Ask about special educational needs and disabilities (SEND) policy in England in your own words. You get the paragraph in which a minister answered it in Parliament, word for word, with who said it, when, and a link to the source. None of it is written by a machine.',
  howToAsk: 'Ask in your own words, or give the number (UIN) of a written question.',
  examples: [
    'will ministers publish the letters they send to councils after a SEND inspection?',
    'how much do parent carer forums get?',
    '135027',
  ],
  examplesIntro: 'For example:',
  whereToAsk:
    'Use /send and your question for a reply that only you see, mention me in a channel, or write to me. In a thread, follow up with: “and in Surrey?”, “since 2024?”, “who said that?”, “more”.',
  commands: [
    '/send latest: the newest answers',
    '/send about TOPIC: the newest answers under a heading',
    '/send 135027: the answer to the question of that number',
    '/send status: what I hold, and how new it is',
    '/send help: this help',
  ],
  filters:
    'To narrow a question or a list, add any of these to it: since:2024, before:2025-06, house:lords, dept:health, by:"Nadhim Zahawi".',

  asked: 'Question in Parliament:',
  youAsked: 'You asked:',
  source: 'Source',
  moreFromTheRecord: 'More from the record',
  nearest: 'These may help:',
  cutHere: 'Shortened to fit: “Full answer” shows all of it.',
  shortenedView: 'The rest is too long for Slack: all of it is at the source.',
  fullAnswer: 'Full answer',
  fullAnswerOf: (uin: string, day: string) => `Full answer to UIN ${uin}, ${day}`,
  questionOf: (uin: string, asker: string | undefined, day: string) =>
    `UIN ${uin}${asker === undefined ? '' : `, asked by ${asker}`}, tabled ${day}:`,
  otherQuestions: (uins: readonly string[]) => `It also answers UIN ${uins.join(', ')}.`,
  andMore: (count: number) => `And ${count.toLocaleString('en-GB')} more.`,
  theAnswer: 'Answer',
  correctedOn: (day: string) => `Corrected on ${day}. Before that it said:`,
  attachments: 'Attachments',
  refersTo: 'Refers to',
  referredToBy: 'Referred to by',
  notHeld: (uin: string) => `UIN ${uin}, which I do not hold`,

  copy: 'Copy for a briefing',
  copyWhole: 'Copy all of it for a briefing',
  copyTitle: 'Copy for a briefing',
  copyLabel: 'Quotation and citation: select it all and copy it',
  copyPart: (part: number, of: number) => `Part ${part} of ${of}`,
  done: 'Done',
  writtenAnswer: (uins: string, house: string) => `written answer to ${uins}, House of ${house}`,
  correctedSince: (day: string) => `corrected ${day}`,
  holdingAnswer: 'holding answer',

  newerAnswer: 'Newer answer',
  moreResults: 'More results',
  previousResults: 'Previous results',
  resultsFrom: (first: number, last: number) => `More from the record, ${first} to ${last}`,
  nothingMore: 'I have found nothing more about that.',

  share: 'Share to channel',
  shareTitle: 'Share to channel',
  shareSubmit: 'Share',
  shareIntro: 'This goes to the channel, for everyone in it to see:',
  shareLine: 'A line of your own (optional)',
  sharedBy: 'Shared by',
  alreadyShared: 'You have shared this answer already.',

  helpful: 'Helpful',
  notHelpful: 'Not helpful',
  helpfulLabel: 'This reply was helpful',
  notHelpfulLabel: 'This reply was not helpful',
  thanks: 'Thank you. That is kept without your name.',

  saidThat: 'That was said by:',
  searching: 'Searching the record…',
  statusSearching: 'is searching the record…',
  promptsTitle: 'Ask about what ministers said, for example:',
  promptAbout: (heading: string) => `What do ministers say about ${heading}?`,

  searchTitle: 'Search the record',
  searchWithFilters: 'Search with filters',
  house: 'House',
  houses: { Commons: 'House of Commons', Lords: 'House of Lords' },
  since: 'Answered on or after',
  before: 'Answered before',
  department: 'Department',
  minister: 'Answering minister',
  anyChoice: 'Any',
  typeAName: 'Type a name',
  sayWhat: 'Say what to look for.',
  datesTheWrongWay: 'Choose a day after the one above.',

  recentQuestions: 'Your last questions',
  recentNote: 'Only you see these. They are kept in memory, for a day.',
  topics: 'Topics',
  /** Behind the name of what is counted. */
  count: (count: number) => ` (${count.toLocaleString('en-GB')})`,
  askAgain: (question: string) => `Ask again: ${question}`,
  everyTopic: 'All topics',
  allDepartments: 'All departments',
  allYears: 'All years',
  year: 'Year',
  newer: 'Newer answers',
  older: 'Older answers',
  page: (page: number, of: number) => `Page ${page.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`,
  readInFull: 'Read one in full',
  noneMatch: 'No answers match.',
  holdsNothing: 'I hold no answers yet.',
  help: 'Help',
  corpus: 'What I hold',
  lastUpdated: (when: string) => `Last updated on ${when}.`,
  questionsKept:
    'Whoever runs me has chosen to keep questions: when you say whether a reply was helpful, the words of your question are kept with that, without your name.',
  feedbackCounts: (helpful: number, not: number) =>
    `Replies found helpful: ${helpful.toLocaleString('en-GB')}. Not helpful: ${not.toLocaleString('en-GB')}.`,
  answersAbout: (topic: string) => `Newest answers about ${topic}`,

  stepNoQuestion: 'This step needs a question.',
  searchParliament: 'Search on Parliament’s own site',

  onlyFilters: 'That narrows the search and asks nothing: add a question. The newest answers of that kind are here.',
  noWords: 'I need a few words to search for.',
  nothingClose: 'None of the answers that I hold comes close enough to answer that.',
  unknownUin: 'I hold no answer to a question with that number (UIN).',
  gone: 'That answer is no longer among those that I hold. Its link still leads to the record.',

  wrongFilter: 'A filter in your question does not work:',
  lookedOnly: 'Looked only at answers',
  didYouMean: (typed: string, read: string) =>
    `Did you mean “${read}”? That is what I searched for: no answer that I hold says “${typed}”.`,
  filter: {
    since: (value: string) => `since ${dateInWords(value)}`,
    before: (value: string) => `before ${dateInWords(value)}`,
    in: (value: string) => `given in ${value}`,
    house: (value: string) => `in the House of ${value}`,
    dept: (value: string) => `from a department called “${value}”`,
    by: (value: string) => `by “${value}”`,
    'asked-by': (value: string) => `to questions by “${value}”`,
    uin: (value: string) => `to the question with UIN ${value}`,
  },
  filterProblem: {
    empty: 'a value is missing after the colon',
    'no-date': 'a date is written 2024, 2024-06 or 2024-06-30',
    'no-house': 'the House is commons or lords',
    'no-uin': 'a UIN is digits, with HL before them in the Lords',
    unknown: 'no answer that I hold matches that',
  },
  old: (years: number) => `This answer is ${years} years old: check that it still holds.`,
  corrected: (day: string) => `Corrected on ${day}. This is the corrected text.`,
  holding: 'A holding answer: it says only that an answer will follow.',
  newerThere: 'There is a newer answer on this',
  alsoGiven: 'Also given on',
  referral: 'It refers to this answer',
  referralElsewhere: (uins: string) => `It refers to the answer to UIN ${uins}, which I do not hold.`,

  searchLabel: 'Your question',
  searchPlaceholder: 'how long should an EHC plan take?',
  search: 'Search',
  close: 'Close',
  replyTitle: 'What the record says',
  newestAnswers: 'Newest answers',
  attribution: 'Contains Parliamentary information licensed under the Open Parliament Licence v3.0.',
  attributionUrl: 'https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/',

  sorry: (reference: string) =>
    `Sorry, something went wrong, and I could not do that. Please try again; if it happens again, give this reference to whoever runs me: ${reference}`,
  holdings: (count: number, oldest: string, newest: string) =>
    count === 1
      ? `One answer, from ${newest}.`
      : `${count.toLocaleString('en-GB')} answers, from ${oldest} to ${newest}.`,
} as const
