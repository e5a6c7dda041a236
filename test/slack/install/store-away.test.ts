import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/app-error.ts'
import { type InstalledBot, startInstalledBot } from './installed-bot.ts'

const RAMPS = 'are ramps free?'

/** The store of what must outlast the process fails; gives what brings it back. */
function away({ state }: InstalledBot): () => void {
  const { claim, get, set } = state
  const unlessDurable =
    <Name, Rest extends unknown[], Result>(work: (name: Name, ...rest: Rest) => Promise<Result>) =>
    async (name: Name, ...rest: Rest) => {
      if ((name as { kind: { durable?: boolean } }).kind.durable) throw new AppError('store-unreachable', 'It is away:')
      return work(name, ...rest)
    }
  Object.assign(state, { claim: unlessDurable(claim), get: unlessDurable(get), set: unlessDurable(set) })
  return () => Object.assign(state, { claim, get, set })
}

describe('while the store of installations is away', () => {
  test('workspaces that were answered before are answered, and no others', async () => {
    let now = Date.now()
    const many = await startInstalledBot({ now: () => now })
    const [known, unknown] = [{ team: 'T111' }, { team: 'T222' }]
    for (const one of [known, unknown]) await many.add(one)
    await many.mention(known, RAMPS)
    await many.bot.idle()
    const back = away(many)
    now += 3_600_000
    for (const one of [known, unknown]) await many.mention(one, RAMPS)
    await many.bot.idle()
    expect([many.posted(known).length, many.posted(unknown).length]).toEqual([2, 0])

    back()
    now += 60_000
    await many.state.erase(known.team)
    await many.mention(known, RAMPS)
    await many.bot.idle()
    expect(many.posted(known)).toHaveLength(2)
  })

  test('a token that expires soon is used as it is', async () => {
    let now = Date.now()
    const many = await startInstalledBot({ now: () => now })
    const soon = { team: 'T111', expiresIn: 3 * 3600 }
    await many.add(soon)
    await many.mention(soon, RAMPS)
    await many.bot.idle()
    away(many)
    now += 2 * 3_600_000
    await many.mention(soon, RAMPS)
    await many.bot.idle()
    expect(many.posted(soon)).toHaveLength(2)
  })
})
