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
  whereToAsk:
    'Use /send and your question for a reply that only you see, mention me in a channel, or write to me. In a thread, ask on: “and in Surrey?”, “since 2024?”, “who said that?”, “more”.',
  commands: [
    '/send latest: the newest answers',
    '/send about TOPIC: the newest answers under a heading',
    '/send 135027: the answer to the question of that number',
    '/send status: what I hold, and how new it is',
    '/send help: this',
  ],
  filters:
    'Narrow a question down inside it: since:2024, before:2025-06, house:lords, dept:health, by:"Nadhim Zahawi".',

  asked: 'Question in Parliament:',
  youAsked: 'You asked:',
  source: 'Source',
  moreFromTheRecord: 'More from the record',
  nearest: 'These may help:',
  cutHere: 'Shortened to fit.',
  shortenedView: 'This is too long for Slack. All of it is at the source.',
  fullAnswer: 'Full answer',
  fullAnswerOf: (uin: string, day: string) => `Full answer to UIN ${uin}, ${day}`,
  questionOf: (uin: string, asker: string | undefined, day: string) =>
    `UIN ${uin}${asker === undefined ? '' : `, asked by ${asker}`}, tabled ${day}:`,
  theAnswer: 'Answer',
  correctedOn: (day: string) => `Corrected on ${day}. Before that it said:`,
  attachments: 'Attachments',
  refersTo: 'Refers to',
  referredToBy: 'Referred to by',
  notHeld: (uin: string) => `UIN ${uin}, which I do not hold`,

  copy: 'Copy for a briefing',
  copyWhole: 'Copy all of it for a briefing',
  copyTitle: 'Copy for a briefing',
  copyLabel: 'Quotation with its citation: select all of it and copy',
  copyPart: (part: number, of: number) => `Part ${part} of ${of}`,
  done: 'Done',
  writtenAnswer: (uins: string, house: string) => `written answer to ${uins}, House of ${house}`,
  correctedSince: (day: string) => `corrected ${day}`,

  newerAnswer: 'Newer answer',
  moreResults: 'More results',
  previousResults: 'Previous results',
  resultsFrom: (first: number, last: number) => `More from the record, ${first} to ${last}`,
  nothingMore: 'There is nothing more in the record about that.',

  share: 'Share to channel',
  shareTitle: 'Share to channel',
  shareSubmit: 'Share',
  shareIntro: 'This goes to the channel, for everyone in it to see:',
  shareLine: 'A line of your own (optional)',
  sharedBy: 'Shared by',

  wasItHelpful: 'Was this helpful?',
  helpful: 'Helpful',
  notHelpful: 'Not helpful',
  helpfulLabel: 'This reply was helpful',
  notHelpfulLabel: 'This reply was not helpful',
  thanks: 'Thank you. That is kept without your name.',

  saidThat: 'That was said by:',
  searching: 'Searching the record…',
  statusSearching: 'is searching the record',
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
  choose: 'Choose one',
  typeAName: 'Type a name',
  sayWhat: 'Say what to look for.',
  datesTheWrongWay: 'This must be after the day above.',

  recentQuestions: 'Your last questions',
  recentNote: 'Only in memory, for a day, and shown to you alone.',
  topics: 'Topics',
  topic: (heading: string, count: number) => `${heading} (${count.toLocaleString('en-GB')})`,
  everyTopic: 'All topics',
  allDepartments: 'All departments',
  allYears: 'All years',
  year: 'Year',
  newer: 'Newer',
  older: 'Older',
  page: (page: number, of: number) => `Page ${page.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`,
  readInFull: 'Read one in full',
  noneSo: 'No answer is so.',
  help: 'Help',
  corpus: 'What I hold',
  lastUpdated: (when: string) => `Last brought up to date: ${when}.`,
  questionsKept:
    'Whoever runs me has chosen to keep questions: the words of a question are kept with what you say of its reply (helpful or not), without your name.',
  feedbackCounts: (helpful: number, not: number) =>
    `Replies found helpful: ${helpful.toLocaleString('en-GB')}. Not helpful: ${not.toLocaleString('en-GB')}.`,
  answersAbout: (topic: string) => `Newest answers about ${topic}`,

  stepNoQuestion: 'This step needs a question.',
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
  holdings: (count: number, oldest: string, newest: string) =>
    count === 1
      ? `One answer, of ${newest}.`
      : `${count.toLocaleString('en-GB')} answers, from ${oldest} to ${newest}.`,
} as const
