import { z } from 'zod'
import type { Emulator } from './emulator.ts'

/** What opens a modal for a person within three seconds, once. */
export interface Triggers {
  create: (person: string, view?: string) => Promise<string>
  /** Who got a trigger. */
  whose: (trigger: unknown) => string
}

const Created = z.object({ trigger_id: z.string() })

/** The emulator makes them and says when they are spent; whose they are is kept here, for its views do not say. */
export function createTriggers({ call, cast }: Emulator): Triggers {
  const owners = new Map<unknown, string>()
  return {
    async create(person, view) {
      const args = { user_id: person, ...(view !== undefined && { view_id: view }) }
      const { trigger_id } = Created.parse(await call(cast.bot.token, 'views.generateTriggerId', args))
      owners.set(trigger_id, person)
      return trigger_id
    },
    whose: (trigger) => owners.get(trigger) ?? '',
  }
}
