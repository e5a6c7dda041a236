/** A person in a workspace: another workspace may have somebody with the same id. */
export interface Person {
  team: string
  user: string
}

/** Who pressed or submitted something. */
export function personIn(body: { team: { id: string } | null; user: { id: string; team_id?: string } }): Person {
  return { team: body.team?.id ?? body.user.team_id ?? '', user: body.user.id }
}

/** The person as part of a key. */
export const personKey = ({ team, user }: Person) => `${team}/${user}`
