import type { Scene } from '../show/scene.ts'
import { Button } from './button.tsx'
import { useCast, useWorkspace } from './workspace.ts'

/** The id of the sidebar, which is a popover on narrow screens. */
export const SIDEBAR = 'sidebar'

/** The places of the workspace, and the person to speak as. */
export function Sidebar({ scene }: { scene: Scene }) {
  const { go } = useWorkspace()
  const { bot, channels, people } = useCast()
  const place = (id: string, sign: string, name: string) => (
    <Button
      key={id}
      popoverTarget={SIDEBAR}
      popoverTargetAction="hide"
      aria-current={id === scene.place.id ? 'page' : undefined}
      onClick={() => go({ place: id, thread: undefined })}
    >
      <span aria-hidden="true">{sign}</span>
      <span>{name}</span>
    </Button>
  )
  return (
    <nav id={SIDEBAR} popover="auto" data-theme="dark" aria-label="Places">
      <h1>Playground</h1>
      <small>A pretend workspace with the real bot in it.</small>
      <h2>Channels</h2>
      {channels.map(({ id, name }) => place(id, '#', name))}
      <h2>{bot.name}</h2>
      {place('home', '⌂', 'Home')}
      {place(people.find(({ id }) => id === scene.me)?.dm ?? '', '✉', 'Messages')}
      <label>
        Speak as
        <select value={scene.me} onChange={({ target }) => go({ as: target.value, thread: undefined })}>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </nav>
  )
}
