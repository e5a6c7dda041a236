import { expect, test } from 'vitest'
import type { PostNews } from '../../../src/corrections/post-news.ts'
import { createLog } from '../../../src/log.ts'
import { createDeliversCorrections } from '../../../src/slack/calls/deliver-corrections.ts'

const POST = { team: 'T1', channel: 'C1', ts: '1.1', quoted: [], drawn: [], told: [] }
const NEWS: PostNews = { id: 'withdrawn', key: '2024-01-08/1', kind: 'withdrawn' }

test('nothing is given up while the token of a workspace can’t be had', async () => {
  const { mark, note } = createDeliversCorrections(
    async () => {
      throw new Error('no token now')
    },
    createLog('error', () => {}),
  )
  expect([await mark(POST, [NEWS]), await note(POST, NEWS)]).toEqual(['later', 'later'])
})
