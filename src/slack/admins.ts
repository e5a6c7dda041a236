import type { Person } from './person.ts'

/** Whether a person is one of those that `ADMINS` names: `T…/U…` in that workspace, `U…` in every one. */
export function isAdmin(admins: readonly string[] | undefined, { team, user }: Person): boolean {
  return (admins ?? []).some((admin) => admin === user || admin === `${team}/${user}`)
}
