import { type KeyboardEvent, memo, useLayoutEffect, useRef, useState } from 'react'
import { nameOf } from '../show/name-of.ts'
import type { SceneCast, SceneMessage } from '../show/scene.ts'
import { Blocks } from './blocks.tsx'
import { Button } from './button.tsx'
import { Menu } from './menu.tsx'
import { decoded } from './rich-text.tsx'
import { useCast, useWorkspace } from './workspace.ts'

interface MessageProps {
  message: SceneMessage
  channel: string
  inThread: boolean
  isMine: boolean
}

/** A message, with everything that can be done with it. It is drawn again only if it changed. */
export const Message = memo(function Message({ message, channel, inThread, isMine }: MessageProps) {
  const { act, go } = useWorkspace()
  const cast = useCast()
  const { bot, shortcuts } = cast
  const [editing, setEditing] = useState(false)
  const element = useFocusKept()
  const { ts, onlyYou, replies } = message
  const who = nameOf(message.user, cast) ?? 'Slackbot'
  const time = new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const surface = { kind: 'message', channel, ts }
  const menu: [string, () => void][] = shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id: id }) => [name, () => act('/shortcut', { id, on: { channel, ts } })])
  if (!inThread) menu.push(['Reply in thread', () => go({ thread: ts })])
  if (isMine) menu.push(['Edit message', () => setEditing(true)])
  if (isMine) menu.push(['Delete message', () => act('/delete', { place: channel, ts })])
  const save = (typed: string) => {
    act('/edit', { place: channel, ts, typed })
    setEditing(false)
  }
  return (
    <div ref={element} role="article" className={onlyYou ? 'message only-you' : 'message'}>
      <span className="avatar" data-bot={message.user === bot.user} aria-hidden="true">
        {who.slice(0, 1)}
      </span>
      <div>
        {onlyYou && <small>◉ Only visible to you</small>}
        <p className="byline">
          <strong>{who}</strong>
          {message.user === bot.user && !onlyYou && <code>APP</code>}
          <small>{time}</small>
          {message.edited && <small>(edited)</small>}
        </p>
        {message.files.map(({ name, content }) => (
          <details key={name} className="file">
            <summary>{name}</summary>
            <pre>{content.replace('\ufeff', '')}</pre>
          </details>
        ))}
        {message.files.length > 0 ? null : editing ? (
          <Edit typed={asTyped(message.text, bot)} onSave={save} onCancel={() => setEditing(false)} />
        ) : (
          <Blocks blocks={message.blocks} surface={surface} />
        )}
        {message.unfurls.map((blocks, index) => (
          <aside key={index} className="unfurl" aria-label="Preview">
            <Blocks blocks={blocks} surface={surface} />
          </aside>
        ))}
        {message.invite && (
          <Button className="plain" onClick={() => act('/invite', { place: channel })}>
            Invite {bot.name}
          </Button>
        )}
        {!inThread && replies > 0 && (
          <Button className="replies" onClick={() => go({ thread: ts })}>
            {replies === 1 ? '1 reply' : `${replies} replies`}
          </Button>
        )}
      </div>
      {!onlyYou && <Menu label="More actions" sign="⋯" items={menu} />}
    </div>
  )
})

/** If an update removes the control that has the focus, the message's first control gets it: keyboard users keep their place. */
function useFocusKept() {
  const element = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body)
      element.current?.querySelector<HTMLElement>('button, a, select, input')?.focus({ preventScroll: true })
    return () => {
      hadFocus.current = element.current?.contains(document.activeElement) ?? false
    }
  })
  return element
}

const intoView = (form: HTMLFormElement | null) => form?.scrollIntoView({ block: 'nearest' })

/** Enter saves, as in Slack; with Shift it begins a line. */
function saveOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.nativeEvent.isComposing || event.key !== 'Enter' || event.shiftKey) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

function Edit({ typed, onSave, onCancel }: { typed: string; onSave: (typed: string) => void; onCancel: () => void }) {
  return (
    <form ref={intoView} action={(data) => onSave(String(data.get('typed')))}>
      <textarea
        name="typed"
        rows={3}
        defaultValue={typed}
        aria-label="Edit message"
        onKeyDown={saveOnEnter}
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to edit
        autoFocus
      />
      <footer>
        <Button className="plain" onClick={onCancel}>
          Cancel
        </Button>
        <button type="submit">Save</button>
      </footer>
    </form>
  )
}

/** Slack's markup turned back into what a person types. */
const asTyped = (text: string, bot: SceneCast['bot']) =>
  decoded(text.replaceAll(`<@${bot.user}>`, `@${bot.name}`).replace(/<(?<url>[^<>|]+)>/g, '$<url>'))
