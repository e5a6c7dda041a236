import { describe, expect, test } from 'vitest'
import { quotedNow } from '../../src/corrections/post-news.ts'
import { createPosts, type Quoted } from '../../src/corrections/posts.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { answer } from '../answers.ts'

const NOW = Date.parse('2026-05-01T12:00:00Z')
const AT = { team: 'T1', channel: 'C1', ts: String(NOW / 1000) }
const quoted = (uin: string, more = {}): Quoted => quotedNow(answer({ uin, ...more }), '2026-05-01', () => undefined)
const [A, B, C] = [quoted('1'), quoted('2'), quoted('3')]

function setUp() {
  const state = createMemoryState({ now: () => NOW })
  const posts = createPosts(state, () => NOW)
  return {
    state,
    posts,
    get: async () => {
      const post = await posts.get(AT)
      if (!post) throw new Error('it is not kept')
      return post
    },
    keep: (...quoted: Quoted[]) => posts.keep({ ...AT, user: 'U1', thread: '1.1', quoted }),
    turn: (isMarked: boolean, ...quoted: Quoted[]) =>
      posts.turn({ ...AT, user: 'U2', thread: '1.1', quoted }, isMarked),
  }
}

describe('a message that shows another page', () => {
  test('quotes what it shows now; what it showed all the while counts from when it was first there', async () => {
    const { get, keep, turn } = setUp()
    await keep(A, B)
    await turn(false, quoted('1', { corrected: '2026-04-30', paragraphs: ['It is corrected.'] }), C)
    expect(await get()).toMatchObject({ quoted: [A, C], thread: '1.1' })
  })

  test('still quotes what is on the page before if there was news of it', async () => {
    const { get, keep, turn, posts } = setUp()
    await keep(A, B)
    await posts.done(await get(), { drawn: [`${B.key} withdrawn`], told: [] })
    await turn(true, A, C)
    expect(await get()).toMatchObject({ quoted: [A, C, B], drawn: [`${B.key} withdrawn`], told: [] })
  })

  test('without its lines is to be drawn again, and not told again', async () => {
    const { get, keep, turn, posts } = setUp()
    const news = [`${A.key} withdrawn`]
    await keep(A)
    await posts.done(await get(), { drawn: news, told: news, zone: 'Europe/Paris' })
    await turn(false, A)
    expect(await get()).toMatchObject({ drawn: [], told: news, zone: 'Europe/Paris' })
  })

  test('stays whose it was, whoever turned the page; one that wasn’t kept is theirs', async () => {
    const { state, keep, turn } = setUp()
    await keep(A)
    await turn(true, B)
    expect(await state.list({ name: 'post' })).toMatchObject([{ user: 'U1' }])
    await state.erase('T1')
    await turn(true, C)
    expect(await state.list({ name: 'post' })).toMatchObject([{ user: 'U2' }])
  })

  test('is no longer kept once it quotes nothing', async () => {
    const { keep, turn, posts } = setUp()
    await keep(A)
    await turn(false)
    expect(await posts.all()).toEqual([])
  })
})
