/** What a message that asks nothing is about: a greeting, thanks, the bot itself, how to use it. */
export type SmallTalk = 'greeting' | 'thanks' | 'about' | 'help'

interface Phrases {
  /** Undefined for words that only go along with others: "please". */
  kind: SmallTalk | undefined
  /** A question may follow without a punctuation mark: "hello how long does a plan take". */
  opens?: true
  /** In small letters, without apostrophes and punctuation, divided by commas. */
  phrases: readonly string[]
}

/** What people say around questions, or instead of them. A message that consists of these is no question. */
export const SMALL_TALK: readonly Phrases[] = [
  {
    kind: 'greeting',
    opens: true,
    phrases: [
      'hi, hiya, hello, hey, hi there, hello there, hey there, hi all, hello all, hi everyone, hello everyone, hello again',
      'hi again, good morning, good afternoon, good evening, good day, greetings, howdy',
    ],
  },
  {
    kind: 'greeting',
    phrases: [
      'morning, afternoon, evening, welcome, hello world, how are you, how are you doing, how are you today, hows it going',
      'how is it going, hope you are well, i hope you are well, hope youre well, nice to meet you, pleased to meet you',
      'whats up, are you there, is anyone there, anybody there, anyone there, testing, test, test message, ping',
    ],
  },
  {
    kind: 'thanks',
    opens: true,
    phrases: [
      'thanks, thank you, many thanks, thx, thanks a lot, thanks so much, thank you so much, thank you very much',
      'thanks for nothing',
    ],
  },
  {
    kind: 'thanks',
    phrases: [
      'cheers, ok thanks, much appreciated, appreciated, appreciate it, i appreciate it, i appreciate that',
      'helpful, really helpful, very helpful, so helpful, useful, very useful, really useful',
      'that helps, this helps, that helps a lot',
      'good bot, nice one, well done, good job, great job, good work, great work, love it, love this, youre great',
      'you are great, youre the best, you are the best, just what i needed, exactly what i needed',
      'ok, okay, great, perfect, brilliant, excellent, fantastic, amazing, awesome, lovely, cool, super, wonderful',
      'got it, understood, makes sense, that makes sense, i see, no worries, no problem, never mind, nevermind, sorry',
      'bye, goodbye, bye bye, good night, see you, see you later, see you soon, take care, have a good day, have a nice day',
      'have a good weekend, have a nice weekend, thats all, that is all, that will be all, that is it for now, all good',
    ],
  },
  {
    kind: 'about',
    phrases: [
      'who are you, what are you, who is this, what is this, whats this, what is this bot, whats your name',
      'what is your name, what are you called, who made you, who built you, who wrote you, who runs you, about you',
      'tell me about yourself, introduce yourself, what is send answers, whats send answers, who is send answers',
      'are you ai, are you an ai, are you a ai, are you a bot, are you a robot, are you a machine, are you human',
      'are you a human, are you real, are you a real person, are you a person, are you an llm, are you a chatbot',
      'are you chatgpt, are you gpt, are you copilot, are you an ai bot, are you an ai chatbot, are you a language model, are you a bot or a person, are you a person or a bot, are you a human or a bot',
      'are you a bot or a human, are you a real person or a bot, is this a bot or a person, is this a real person',
      'are you a large language model, are you an ai or a human, are you artificial intelligence, is this ai, is it ai',
      'is this an ai, is this a bot, is this chatgpt, do you use ai, do you use chatgpt, are you using ai, is this written by ai',
      'is that written by ai, did ai write this, did ai write that, did you write this, did you write that, is this made up',
      'did you make this up, did you make that up, do you make things up, do you hallucinate, can i trust you',
      'can i trust this, are you sure, are you sure about that, are you certain, is that right, is this right, is that true',
      'is this true, is that correct, is this correct, explain, explain that, explain this, can you explain',
      'can you explain that, can you explain this, can you explain it, summarise, summarise that, summarise this',
      'can you summarise, can you summarise that, can you summarise this, can you summarise it, in simple words',
      'in plain english, in plain words, in simple terms',
    ],
  },
  {
    kind: 'help',
    phrases: [
      'help, help me, i need help, i need some help, can you help, can you help me, could you help, could you help me',
      'can i get help, can i get some help, can i have some help, get help, show help, show me help, show me the help',
      'how can you help, how can you help me, what can you do, what can you do for me, what else can you do, what do you do',
      'what can i do, what can i do here, what can i do with you, what can i ask, what can i ask you, what should i ask',
      'what should i ask you, what can i ask about, what can i say, what do you know, what do you know about',
      'what can you tell me, what can you answer, what can you help with, what can you help me with, what are you for',
      'what is this for, whats this for, what sort of questions can i ask, what kind of questions can i ask',
      'what sort of things can i ask, what questions can i ask, what questions can you answer, how do you work',
      'how does this work, how does it work, how does this bot work, how do i use you, how do i use this, how do i use it',
      'how do i use this bot, how do i use send answers, how do i ask, how do i ask a question, how do i ask you',
      'how do i start, how do i get started, where do i start, how to use, how to use this, how to ask, how to start',
      'what are your commands, what commands are there, what are the commands, commands, instructions, menu',
      'h',
    ],
  },
  {
    kind: undefined,
    phrases: [
      'please, pls, plz, there, again, all, everyone, everybody, folks, team, bot, robot, send answers, mate, friend, dear',
      'so much, very much, a lot, lots, a million, a bunch, so, then, very, really, and, but, oh, ah, hm, um, er, just',
      'for that, for this, for your help, for the help, for all your help, for the answer, for answering, for now, today',
      'thats, that is, that was, its, it is, this is, this was, your help, anyway, indeed, xx, x, to you, to you too, you too, with this, with something',
    ],
  },
]
