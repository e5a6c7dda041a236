import { expect, test } from 'vitest'
import { createAnswering } from '../../../src/answering/answering.ts'
import { todayInEngland } from '../../../src/record/dates.ts'
import { createCorpus } from '../../../src/search/corpus.ts'
import { createPassageIndex } from '../../../src/search/passage-index.ts'
import { answer } from '../../answers.ts'
import { startInstalledBot } from './installed-bot.ts'
import type { ManyWorkspace } from './slack-of-many.ts'

const ONE = { team: 'T111' }
const REMOVED = { team: 'T222' }
const ORGANISATION = { team: 'T333', enterprise: 'E333' }

test('each workspace is corrected with its own token, and one that removed the app is left alone', async () => {
  const ramps = answer({ paragraphs: ['Ramps are free.'] })
  const corpus = createCorpus([ramps])
  const index = createPassageIndex()
  index.add([ramps])
  const many = await startInstalledBot({
    answering: createAnswering({ corpus, index }),
    // Noon in Greenwich: a note comes by day.
    now: () => Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`),
  })
  for (const workspace of [ONE, REMOVED, ORGANISATION]) {
    await many.add(workspace)
    await many.mention(workspace, 'are ramps free?')
    await many.bot.idle()
  }
  await many.remove(REMOVED, 'app_uninstalled')
  many.slack.calls.length = 0

  corpus.put({ ...answer({ paragraphs: ['Ramps cost money.'] }), corrected: todayInEngland(Date.now()) })
  await many.bot.sendCorrections()
  const teamsOf = (method: string) => many.slack.calls.filter((call) => call.method === method).map(({ team }) => team)
  expect(teamsOf('chat.update')).toEqual(['T333', 'T111'])
  for (const workspace of [ONE, ORGANISATION] satisfies ManyWorkspace[])
    expect(many.posted(workspace)).toEqual([expect.stringMatching(/^This answer was corrected on /)])
})
