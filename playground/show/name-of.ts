import type { SceneCast } from './scene.ts'

/** The name of a person or of the bot; undefined for others. */
export const nameOf = (user: string, { bot, people }: SceneCast): string | undefined =>
  user === bot.user ? bot.name : people.find(({ id }) => id === user)?.name
