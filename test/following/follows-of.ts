import type { Follow, FollowDraft, Progress } from '../../src/following/follow.ts'

/** What somebody follows, in words that are searched for as they are. */
export function draft(text: string, more: Partial<FollowDraft> = {}): FollowDraft {
  return {
    team: 'T1',
    channel: 'C1',
    user: 'U1',
    question: { asked: text, text, filters: [], wrong: [] },
    also: [],
    every: 'day',
    zone: 'Europe/London',
    ...more,
  }
}

/** A follow as it is kept. */
export function follow(progress: Partial<Progress> = {}, more: Partial<FollowDraft> = {}): Follow {
  return {
    ...draft('ramps', more),
    id: 'f1',
    place: 1,
    paused: false,
    progress: { last: '2026-05-01', covered: '2026-05-01', told: {}, ...progress },
  }
}
