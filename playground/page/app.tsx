import { useRef, useState } from 'react'
import type { Scene, SceneView } from '../show/scene.ts'
import { Blocks } from './blocks.tsx'
import { Button } from './button.tsx'
import { Composer } from './composer.tsx'
import { Inspector } from './inspector.tsx'
import { MessageList } from './message-list.tsx'
import { Modal } from './modal.tsx'
import { SIDEBAR, Sidebar } from './sidebar.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { CastContext, type Shown, useCast, useWorkspace } from './workspace.ts'

/** The whole page. */
export function App({ scene, trouble }: Shown) {
  return (
    <>
      {scene && <Frame scene={scene} />}
      {trouble !== '' && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </>
  )
}

function Frame({ scene }: { scene: Scene }) {
  const { go } = useWorkspace()
  // There is room for the inspector beside the workspace on a wide screen.
  const [inspecting, setInspecting] = useState(() => window.matchMedia('(min-width: 1100px)').matches)
  const inspectorButton = useRef<HTMLButtonElement>(null)
  const closeInspector = () => {
    setInspecting(false)
    inspectorButton.current?.focus()
  }
  const { place, thread, cast, me } = scene
  const title = place.kind === 'channel' ? `# ${place.name}` : place.name
  return (
    <CastContext value={cast}>
      <title>{`${title} · SEND Answers: playground`}</title>
      <div className="frame">
        <Sidebar scene={scene} />
        <main>
          <header>
            <Button className="tool menu-button" label="Menu" popoverTarget={SIDEBAR}>
              ☰
            </Button>
            <h2>{title}</h2>
            <Button
              ref={inspectorButton}
              className="plain"
              aria-expanded={inspecting}
              onClick={() => setInspecting(!inspecting)}
            >
              Inspector
            </Button>
            <ThemeSwitch />
          </header>
          <small className="coverage">{scene.coverage}</small>
          {place.kind === 'home' ? (
            <Home key={me} view={scene.home} label={`${cast.bot.name}: Home`} />
          ) : (
            <Conversation scene={scene} />
          )}
        </main>
        {thread && (
          <aside className="panel thread" aria-label="Thread">
            <header>
              <h2>Thread</h2>
              <Button className="tool" label="Close the thread" onClick={() => go({ thread: undefined })}>
                ×
              </Button>
            </header>
            <MessageList key={thread.ts} me={me} place={place} messages={thread.messages} inThread />
            <Status status={thread.status} />
            <Composer place={place} thread={thread.ts} />
          </aside>
        )}
        {inspecting && <Inspector exchanges={scene.exchanges} onClose={closeInspector} />}
      </div>
      <Modal view={scene.modal} />
    </CastContext>
  )
}

const EXAMPLES = [
  '@ will they publish the letters sent to councils after a SEND inspection?',
  '/send how much do parent carer forums get?',
  'https://questions-statements.parliament.uk/written-questions/detail/2018-03-29/135027',
]

function Conversation({ scene }: { scene: Scene }) {
  const { place, messages, prompts, me } = scene
  const bot = useCast().bot.name
  const isEmpty = messages.length === 0
  return (
    <>
      {isEmpty && place.kind === 'channel' && place.botIsIn && (
        <Suggestions
          place={place.id}
          title={`Nothing here yet. Mention @${bot} with a question, or type /send and a question. Try one:`}
          prompts={EXAMPLES.map((one) => one.replace('@', `@${bot}`)).map((typed) => ({
            title: typed,
            message: typed,
          }))}
        />
      )}
      <MessageList key={`${me}/${place.id}`} me={me} place={place} messages={messages} />
      {isEmpty && prompts.prompts.length > 0 && <Suggestions place={place.id} {...prompts} />}
      <Status status={scene.status} />
      <Composer place={place} />
    </>
  )
}

/** Messages to send by a click. */
function Suggestions({ place, title, prompts }: { place: string } & Scene['prompts']) {
  const { act } = useWorkspace()
  return (
    <div className="suggestions">
      <p>{title}</p>
      {prompts.map(({ title, message }) => (
        <Button key={title} className="plain" onClick={() => act('/say', { place, typed: message })}>
          {title}
        </Button>
      ))}
    </div>
  )
}

function Status({ status }: { status: string }) {
  const { bot } = useCast()
  return (
    <p className="status" role="status">
      {status === '' ? '' : `${bot.name} ${status}…`}
    </p>
  )
}

/** The App Home. When the app publishes it again, what was entered stays. */
function Home({ view, label }: { view: SceneView | undefined; label: string }) {
  return (
    <div className="home" role="region" aria-label={label} tabIndex={0}>
      {view ? (
        <Blocks blocks={view.blocks} surface={{ kind: 'home' }} />
      ) : (
        <p>The app has not published its Home yet.</p>
      )}
    </div>
  )
}
