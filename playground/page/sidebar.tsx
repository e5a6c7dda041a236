import type { Scene } from '../show/scene.ts'
import { Button } from './button.tsx'
import { useWorkspace } from './workspace.ts'

/** The places of the workspace, and the person to speak as. */
export function Sidebar({ scene, onGo }: { scene: Scene; onGo: () => void }) {
  const { go } = useWorkspace()
  const place = (id: string, sign: string, name: string) => (
    <Button
      key={id}
      aria-current={id === scene.place.id ? 'page' : undefined}
      onClick={() => {
        onGo()
        go({ place: id, thread: undefined })
      }}
    >
      <span aria-hidden="true">{sign}</span>
      <span>{name}</span>
    </Button>
  )
  return (
    <nav data-theme="dark" aria-label="Places">
      <h1>Playground</h1>
      <small>A pretend workspace. The bot in it is the real one.</small>
      <h2>Channels</h2>
      {scene.channels.map(({ id, name }) => place(id, '#', name))}
      <h2>{scene.bot.name}</h2>
      {place('home', '⌂', 'Home')}
      {place(scene.dm, '✉', 'Messages')}
      <label>
        Speak as
        <select value={scene.me} onChange={({ target }) => go({ as: target.value, thread: undefined })}>
          {scene.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </nav>
  )
}

/** The tabs of the app: its Home and its messages. */
export function Tabs({ scene }: { scene: Scene }) {
  const { go } = useWorkspace()
  return [
    { id: 'home', name: 'Home' },
    { id: scene.dm, name: 'Messages' },
  ].map(({ id, name }) => (
    <Button
      key={id}
      className="tab"
      aria-current={id === scene.place.id ? 'page' : undefined}
      onClick={() => go({ place: id, thread: undefined })}
    >
      {name}
    </Button>
  ))
}
