import { z } from 'zod'
import type { Emulator } from './emulator.ts'

/** Trigger ids: each opens one modal, within three seconds. */
export type Triggers = ReturnType<typeof createTriggers>

const Created = z.object({ trigger_id: z.string() })

/** The emulator makes triggers and expires them. It does not say whose a view is, so owners are kept here. */
export function createTriggers({ call, cast }: Emulator) {
  const owners = new Map<unknown, string>()
  return {
    async create(person: string, view?: string) {
      const args = { user_id: person, ...(view !== undefined && { view_id: view }) }
      const { trigger_id } = Created.parse(await call(cast.bot.token, 'views.generateTriggerId', args))
      owners.set(trigger_id, person)
      return trigger_id
    },
    /** The person a trigger was made for; the empty string if it is unknown. */
    ownerOf: (trigger: unknown) => owners.get(trigger) ?? '',
  }
}
