import { longDate } from '../record/dates.ts'

const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Every sentence of the interface that is not from the record: plain English, sentence case. */
export const WORDS = {
  name: 'SEND Answers',
  whatItIs:
    'Ask about special educational needs and disabilities (SEND) policy in England in your own words. You get the paragraph in which a minister answered it in Parliament, word for word, with who said it, when, and a link to the source. No AI-written text.',
  welcome:
    'Hello! Ask me about special educational needs and disabilities (SEND) policy in England. I reply with what a minister told Parliament, word for word, with the source. No AI-written text.',
  tryOne: 'Try one of these, or type your own question:',
  askThis: (question: string) => `Ask: ${question}`,
  howToAsk: 'Ask in your own words, or give the number (UIN) of a written question.',
  examples: [
    'will they publish the letters sent to councils after a SEND inspection?',
    'how much do parent carer forums get?',
    'do ministers write to councils after SEND inspections?',
  ],
  examplesIntro: 'For example:',
  whereToAsk:
    'Use /send and your question for a reply that only you see, mention me in a channel, or write to me. In a thread, mention me again with: “and in Surrey?”, “since 2024?”, “who said that?”, “more”.',
  commands: [
    '/send latest: the newest answers',
    '/send about TOPIC: the newest answers on a topic',
    '/send 135027: the answer to question 135027',
    '/send asked before DRAFT: earlier questions like your draft, and how they were answered',
    '/send follow TOPIC: be told when a minister answers something new on it; /send following lists what is followed',
    '/send status: what is covered, and how new it is',
    '/send gaps: what could not be answered, for administrators',
    '/send help: this help',
  ],
  filters:
    'To narrow a question or a list, add any of these to it: since:2024, before:2025-06, house:lords, dept:health, by:"Nadhim Zahawi".',

  youAsked: 'You asked:',
  source: 'Source',
  moreFromTheRecord: 'More from the record',
  nearest: 'These may help:',
  closest: 'The closest I found:',
  alsoClose: 'Also close',
  onlyClosest: 'The closest found: it may not answer the question.',
  doesntMention: (words: readonly string[]) => `Doesn’t mention: ${words.join(', ')}.`,
  nearestDoesntMention: (words: readonly string[]) => `The first of these doesn’t mention: ${words.join(', ')}.`,
  noneMention: (words: readonly string[]) =>
    `None of the answers mention ${EITHER.format(words.map((word) => `“${word}”`))}.`,
  cutHere: 'Shortened to fit: “Full answer” shows all of it.',
  cutShort: 'Shortened: “Full answer” shows all of it.',
  cutInTerminal: 'Shortened: the source has all of it.',
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
  notHeld: (uin: string) => `UIN ${uin}, which I don’t have`,

  copy: 'Copy for a briefing',
  copyWhole: 'Copy the full answer',
  copyTitle: 'Copy for a briefing',
  copyLabel: 'Quotation and citation: select all, then copy',
  copyPart: (part: number, of: number) => `Part ${part} of ${of}`,
  done: 'Done',
  writtenAnswer: (uins: string, house: string) => `written answer to ${uins}, House of ${house}`,
  correctedSince: (day: string) => `corrected ${day}`,
  holdingAnswer: 'holding answer',

  briefing: 'Your briefing',
  addToBriefing: 'Add to briefing',
  allOfIt: 'All of it',
  inBriefing: (count: number, most: number) => `${count} of ${most} passages`,
  briefingNote:
    'Only you see these. Each is quoted as it is when you copy it. They are deleted 30 days after your last change.',
  briefingEmpty: 'Nothing is in your briefing. “Copy for a briefing” and “Full answer” have “Add to briefing”.',
  addedToBriefing: 'Added to your briefing.',
  inBriefingAlready: 'That passage is in your briefing already.',
  briefingFull: (most: number) => `Your briefing is full: it takes ${most} passages. Remove one first.`,
  moveUp: 'Up',
  moveDown: 'Down',
  remove: 'Remove',
  forEntry: (text: string, number: number, heading: string) => `${text}: ${number}. ${heading}`,
  openBriefing: 'Open',
  copyAll: 'Copy all',
  asMarkdown: 'As a Markdown file',
  startAnew: 'Remove all',
  startAnewQuestion: 'Remove all passages from your briefing?',
  changedSinceAdded: 'Changed since you added it: this is the text now.',
  goneSinceAdded: 'I no longer have this answer. Its question at Parliament:',
  briefingFile: 'Your briefing, as Markdown:',
  fileSent: 'I sent you the file: it’s in Messages.',
  fileNotAllowed: 'This workspace doesn’t let me send files, so here is the text of the file to copy:',
  fileLabel: 'Text of the file: select all, then copy',

  gaps: 'What could not be answered',
  gapsTitle: 'Not answered',
  gapsPeriod: 'In the last 30 days',
  gapsUins: 'Question numbers (UINs) that I don’t have',
  gapsNoTerms: 'Questions without a word of the field',
  gapsCount: (questions: number, people: number) =>
    `${questions.toLocaleString('en-GB')} questions by ${people.toLocaleString('en-GB')} people`,
  gapsNothing: (count: number) => `nothing found for ${count.toLocaleString('en-GB')}`,
  gapsClosest: (count: number) => `only the closest for ${count.toLocaleString('en-GB')}`,
  gapsUnhelpful: (count: number) => `${count.toLocaleString('en-GB')} not helpful`,
  gapsNone: 'Every question of the last 30 days got an answer.',
  gapsOthers: (count: number) =>
    `${count === 1 ? 'One more question was' : `${count.toLocaleString('en-GB')} more questions were`} asked by too few people to say what about.`,
  gapsOthersRow: 'Asked by too few people to say what about',
  gapsHow:
    'Questions with near meanings are counted together, and told only if at least three people asked them. Neither names nor the words of questions are kept: only words of the field, and a hash that tells people apart.',
  gapsHowWithWords:
    'Questions with near meanings are counted together, and told only if at least three people asked them. The words of questions are kept, since KEEP_QUESTIONS is on; names are not, only a hash that tells people apart.',
  gapsAsked: (words: readonly string[]) => words.map((one) => `“${one}”`).join(' · '),
  gapsAll: 'See all',
  gapsExport: 'Export as CSV',
  gapsFile: 'What could not be answered in the last 30 days, as CSV:',
  gapsColumns: ['About', 'Questions', 'People', 'Nothing found', 'Only the closest', 'Not helpful', 'Asked'],
  gapsForAdmins: 'Only administrators of SEND Answers can see what could not be answered.',
  gapsNoAdmins:
    'Nobody can see what could not be answered, and it isn’t counted: whoever runs SEND Answers has named no administrators (the setting ADMINS).',
  gapsCounted:
    'Questions without an answer are counted for your administrators, for 30 days: by words of the field, without names.',
  gapsCountedWithWords:
    'Questions without an answer are counted for your administrators, for 30 days: with the words of the question, without names.',

  newerAnswer: 'Newer answer',
  moreResults: 'More results',
  moreCounted: (count: number) => `${count} more`,
  previousResults: 'Previous results',
  resultsFrom: (title: string, first: number, last: number) =>
    first === last ? `${title}, ${first}` : `${title}, ${first} to ${last}`,
  further: (isMore: boolean) =>
    `Type “full answer” for all of it and the question in Parliament${isMore ? ', or “more” for other answers' : ''}.`,
  nothingMore: 'I found nothing more about that.',
  nothingNewer: (day: string) => `I found nothing newer on that: this answer, from ${day}, is the newest I have.`,

  share: 'Share to channel',
  shareTitle: 'Share to channel',
  shareSubmit: 'Share',
  shareIntro: 'Everyone in the channel will see:',
  shareLine: 'Add a note',
  shareQuestion: 'Your question',
  shareWith: 'Include it in the post',
  wasAsked: 'The question was:',
  sharedBy: 'Shared by',
  alreadyShared: 'You have shared this answer already.',

  helpful: 'Helpful',
  notHelpful: 'Not helpful',
  helpfulLabel: 'This reply was helpful',
  notHelpfulLabel: 'This reply was not helpful',
  thanks: 'Thanks. Saved anonymously.',
  thanksWhy: 'Thanks. Saved anonymously. What was wrong with it?',
  reasons: {
    'wrong-topic': 'Wrong topic',
    'out-of-date': 'Out of date',
    'doesnt-answer': 'Doesn’t answer it',
    other: 'Something else',
  },

  saidThat: 'Answered by:',
  askedBy: 'Asked by:',
  askerUnknown: 'Asker not named in the record',
  questionIn: (uin: string, house: string, day: string) => `UIN ${uin}, House of ${house}, tabled ${day}`,
  smallTalk: {
    greeting: 'Hello! Ask me about SEND policy in your own words, and I’ll look for what a minister told Parliament.',
    thanks: 'You’re welcome! Ask me anything else, whenever you like.',
    about:
      'I’m SEND Answers, a bot. I look up what ministers told Parliament about SEND and quote it word for word, with the source: no AI writes any of it.',
    help: 'Ask me about SEND policy in your own words, or send the number (UIN) of a written question; then follow up with “and in Kent?”, “since 2024?”, “who said that?” or “more”.',
  },
  moreHelp: '/send help shows everything I can do.',
  searching: 'Searching the record…',
  statusSearching: 'is searching the record…',
  promptsTitle: 'Ask about what ministers said, for example:',

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
  sayWhat: 'Enter a question.',
  datesTheWrongWay: 'Choose a day after the one above.',

  recentQuestions: 'Your recent questions',
  recentNote: 'Only you see these. They are deleted after a day.',
  topics: 'Topics',
  /** Behind the name of what is counted. */
  count: (count: number) => ` (${count.toLocaleString('en-GB')})`,
  askAgain: (question: string) => `Ask again: ${question}`,
  everyTopic: 'All topics',
  theseTopics: 'The topics with most answers:',
  noSuchTopic: (typed: string) => `No topic is called “${typed}”. The topics with most answers:`,
  nearTopics: (typed: string) => `No topic is called “${typed}”. Did you mean:`,
  askAbout: (typed: string) => `Search answers for “${typed}”`,
  clearFilters: 'Clear filters',
  allDepartments: 'All departments',
  allYears: 'All years',
  year: 'Year',
  newer: 'Newer answers',
  older: 'Older answers',
  page: (page: number, of: number) => `Page ${page.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`,
  read: 'Read',
  readInFull: 'Read one in full',
  noneMatch: 'No answers match.',
  holdsNothing: 'No answers loaded yet',
  help: 'Help',
  corpus: 'What’s covered',
  lastUpdated: (when: string) => `Last updated on ${when}.`,
  syncFailed: (when: string, problem: string) => `The last update, on ${when}, failed: ${problem}`,
  meaningOn: 'Searching by meaning: on.',
  meaningPreparing: (left: number, of: number) =>
    `Searching by meaning: on; ${left.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} paragraphs still to be prepared.`,
  meaningOff: 'Searching by meaning: off (EMBEDDINGS=off).',
  meaningUnavailable: (reason: string) =>
    `Searching by meaning: not available here (${reason}). Questions are searched by words alone.`,
  questionsKept:
    'Your administrator has chosen to keep questions: when you say whether a reply was helpful, the words of your question are kept with that, without your name.',
  feedbackCounts: (helpful: number, not: number) =>
    `Feedback: ${helpful.toLocaleString('en-GB')} helpful, ${not.toLocaleString('en-GB')} not helpful`,
  answersAbout: (topic: string) => `Newest answers about ${topic}`,

  askedBeforeNear: (count: number) =>
    count === 1 ? 'One earlier question is like yours:' : `These ${count} earlier questions are most like yours:`,
  askedBeforeNone: 'I found no earlier question like that.',
  askedBeforeNoDraft:
    'Add your draft question, as in “asked before: what steps she is taking to reduce waiting times for EHC plans”. You get the earlier questions that are most like it. Filters such as since:2025 narrow them.',
  onlyAnswered: 'Only answered questions are in the record I search; others may be waiting for an answer.',
  comparedByWords: 'Compared by words alone: the same question in other words may be missing.',
  earlierQuestion: (uin: string, day: string, asker: string) => `UIN ${uin}, tabled ${day}. ${asker}`,
  answeredWith: 'Answer:',
  referralMayDo: 'Answered in the last three months: a referral may be enough.',
  follow: 'Follow',
  followTopic: 'Follow a topic',
  followField: 'Topic, in your own words',
  followPlaceholder: 'school transport',
  followShow: 'Show what matches',
  followMatches: (all: number, lately: number) =>
    all === 0
      ? 'No answer matches this yet.'
      : `${all === 1 ? '1 answer matches' : `${all.toLocaleString('en-GB')} answers match`} this, ${lately.toLocaleString('en-GB')} from the last month.`,
  followNewest: 'The newest:',
  followAlso: 'Also follow',
  /** The number is of answers that don't match without it. */
  followMore: (count: number) => ` (${count.toLocaleString('en-GB')} more)`,
  followEvery: 'When there is something new',
  every: { day: 'Once a day, at 09:00', week: 'Once a week, Mondays at 09:00' },
  followInChannel:
    'New answers are posted in this channel, for everyone in it. When there are none, nothing is posted.',
  followDirectly: 'New answers are sent to you directly. When there are none, nothing is sent.',
  follows: (topic: string) => `follows ${topic} here.`,
  followStarted: (every: 'day' | 'week') =>
    `New, corrected and final answers come ${every === 'day' ? 'once a day, at 09:00' : 'once a week, on Mondays at 09:00'}; when there are none, nothing comes. To pause or stop it: /send following.`,
  followedBy: (name: string, topic: string) => `${name} follows ${topic} here.`,
  followingTooMany: (most: number) =>
    `${most} topics are followed here, which is the most. Remove one first: /send following lists them.`,
  followedAlready: 'That topic is followed here already: /send following lists it.',
  followNotInChannel:
    'I can’t post in this channel. Invite me first (/invite @SEND Answers), or follow the topic in a direct message to me.',
  followLater: 'I’m still getting ready to search by meaning. Please try again in a minute.',
  followGone: 'That topic is no longer followed.',
  following: 'Followed topics',
  followingHere: 'Followed here:',
  followingNone: 'Nothing is followed here. To begin: /send follow TOPIC',
  followingYours: 'Topics you follow',
  pause: 'Pause',
  resume: 'Resume',
  paused: 'paused',
  directly: 'told to you directly',
  followingNoRoom: 'There is no room for more buttons. Whoever follows these can pause and remove them in their Home:',
  pauseLabel: (topic: string) => `Pause: ${topic}`,
  resumeLabel: (topic: string) => `Resume: ${topic}`,
  removeLabel: (topic: string) => `Remove: ${topic}`,
  anyAnswer: 'all answers',
  newOn: (topic: string, day: string) => `New on ${topic}, ${day}`,
  newOnTopics: (count: number, day: string) => `New on ${count} followed topics, ${day}`,
  digestFooter: 'To pause or stop this: /send following',
  standing: {
    holding: () => 'Holding answer',
    new: () => 'New',
    final: () => 'Final answer, after a holding answer',
    corrected: (day: string) => `Corrected on ${day}`,
  },

  stepNoQuestion: 'This step needs a question.',
  stepNoDraft: 'This step needs a draft question.',
  searchParliament: 'Search on Parliament’s own site',

  onlyFilters: 'Those are only filters: add a question, or browse the newest matches.',
  noWords: 'Please give me a bit more to search for.',
  nothingClose: 'I couldn’t find a minister’s answer to that.',
  lookedThrough: (count: { answers: number; passing?: number | undefined }, oldest: string, newest: string) => {
    const { answers, passing = answers } = count
    const all = answers === 1 ? 'one answer' : `${answers.toLocaleString('en-GB')} answers`
    const from = answers === 1 ? newest : `${oldest} to ${newest}`
    const some = passing === answers || passing === 0 ? '' : `${passing.toLocaleString('en-GB')} of `
    const looked = `I looked through ${some}${all}, from ${from}`
    return passing === 0 ? `${looked}; none of them matches your filters` : looked
  },
  questionsLeft: (count: number) =>
    `I answer three questions of a message at a time. ${count === 1 ? 'One more is left; ask it' : `${count} more are left; ask them`} with /send:`,
  noQuestionIn: 'I found no question about SEND policy in that message.',
  unknownUin: 'I don’t have a written answer with that number (UIN).',
  noKey: 'A key is the day on which a question was tabled and its number (UIN), such as 2018-03-29/135027.',
  unknownKey:
    'I don’t have an answer with that key: check the day on which the question was tabled, and its number (UIN).',
  answeredRecently: 'Answered within the last three months.',
  gone: 'I no longer have that answer, but the link to Parliament still works.',

  wrongFilter: 'I couldn’t use one of your filters:',
  lookedOnly: 'Showing answers',
  noneGivenIn: (time: string) => `I found no answer to that from ${time}; this one is from another time.`,
  didYouMean: (typed: string, read: string) => `Showing results for “${read}” (nothing matches “${typed}”).`,
  filter: {
    since: (value: string) => `since ${longDate(value)}`,
    before: (value: string) => `before ${longDate(value)}`,
    in: (value: string) => `given in ${longDate(value)}`,
    house: (value: string) => `in the House of ${value}`,
    dept: (value: string) => `from departments with “${value}” in the name`,
    by: (value: string) => `by “${value}”`,
    'asked-by': (value: string) => `to questions by “${value}”`,
    uin: (value: string) => `to the question with UIN ${value}`,
  },
  filterProblem: {
    empty: 'a value is missing after the colon',
    'no-date': 'write dates as 2024, 2024-06 or 2024-06-30',
    'no-house': 'use house:commons or house:lords',
    'no-uin': 'a UIN is digits, with HL before them in the Lords',
    unknown: 'none of the answers matches that',
    contradiction: 'these filters rule each other out',
    'too-many': 'there are too many filters; use eight at most',
  },
  old: (years: number) => `This answer is ${years} years old: check that it’s still current.`,
  corrected: (day: string) => `Corrected on ${day}. This is the corrected text.`,
  holding: 'A holding answer: it says only that an answer will follow.',
  newerThere: 'There may be a newer answer on this',
  alsoGiven: 'The same answer was given on',
  timesOn: (day: string, times: number) => `${day} (${times} times)`,
  referral: 'It refers to this answer',
  referralElsewhere: (uins: string) => `It refers to the answer to UIN ${uins}, which I don’t have.`,

  searchLabel: 'Your question',
  searchPlaceholder: 'how long should an EHC plan take?',
  search: 'Search',
  close: 'Close',
  cancel: 'Cancel',
  replyTitle: 'What the record says',
  newestAnswers: 'Newest answers',
  attribution: 'Contains Parliamentary information licensed under the Open Parliament Licence v3.0.',
  attributionUrl: 'https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/',

  sorry: (reference: string) =>
    `Sorry, something went wrong, and I couldn’t do that. Please try again; if it happens again, give this reference to your administrator: ${reference}`,
  noSearch: (reference: string) =>
    `Sorry, I can’t search at the moment. Please try again in a few minutes; if it still doesn’t work, give this reference to your administrator: ${reference}`,
  holdings: (count: number, oldest: string, newest: string) =>
    count === 1
      ? `One answer, from ${newest}`
      : `${count.toLocaleString('en-GB')} answers, from ${oldest} to ${newest}`,
  backTo: (count: number, month: string) =>
    count === 1 ? `one answer, from ${month}` : `${count.toLocaleString('en-GB')} answers, back to ${month}`,
  ships: (count: number) =>
    count === 1
      ? 'one answer ships with the program'
      : `${count.toLocaleString('en-GB')} answers ship with the program`,
  fetchingFirst: 'fetching the newest answers from Parliament',
  stillFetching: 'still fetching more',
  unreachable: (problem: string) => `Parliament can’t be reached (${problem})`,
  mayBeMissing: 'newer answers may be missing',
  triesAgain: '“npm run sync” tries again.',
} as const
