import { describe, expect, test } from 'vitest'
import { startInstalledBot } from './installed-bot.ts'

const ONE = { team: 'T111' }
const OTHER = { team: 'T222' }

describe('somebody adds the app to a workspace', () => {
  test('and it is answered there, and in each other workspace with its own token', async () => {
    const many = await startInstalledBot()
    const page = await many.add(ONE)
    expect(page).toMatchObject({ status: 200, html: expect.stringContaining('SEND Answers was added to Workspace T111') })
    await many.mention(ONE, 'are ramps free?')
    await many.bot.idle()
    expect(many.posted(ONE)).toEqual([expect.stringContaining('Ramps are free.')])

    await many.mention(OTHER, 'are ramps free?')
    await many.bot.idle()
    expect(many.posted(OTHER)).toEqual([])
    await many.add(OTHER)
    await many.mention(OTHER, 'are ramps free?')
    await many.bot.idle()
    expect([many.posted(ONE).length, many.posted(OTHER).length]).toEqual([1, 1])
  })
})
