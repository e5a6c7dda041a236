import { type KeyboardEvent, useRef, useState } from 'react'
import type { Scene, SceneCast } from '../show/scene.ts'
import { Button } from './button.tsx'
import { Menu } from './menu.tsx'
import { useCast, useWorkspace } from './workspace.ts'

/** The field for new messages: to the place, or to a thread if `thread` is given. */
export function Composer({ place: { name, kind, id }, thread }: { place: Scene['place']; thread?: string }) {
  const { act } = useWorkspace()
  const cast = useCast()
  const input = useRef<HTMLTextAreaElement>(null)
  const [beforeCursor, setBeforeCursor] = useState('')
  const completion = completionOf(beforeCursor, cast)
  const label = thread ? 'Reply…' : `Message ${kind === 'channel' ? '#' : ''}${name}`

  const changed = () => setBeforeCursor(input.current?.value.slice(0, input.current.selectionStart) ?? '')
  const insert = (text: string, replaced = '') => {
    const box = input.current
    box?.setRangeText(text, box.selectionStart - replaced.length, box.selectionEnd, 'end')
    box?.focus()
    changed()
  }
  const complete = () => completion && insert(completion.text, completion.typed)
  const send = () => {
    const typed = input.current?.value.trim()
    if (!input.current || !typed) return
    input.current.value = ''
    changed()
    act('/say', { place: id, typed, thread })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const isSend = event.key === 'Enter' && !event.shiftKey
    const isComplete = event.key === 'Tab' && !event.shiftKey && completion
    if (event.key === 'Escape') setBeforeCursor('')
    if (!isSend && !isComplete) return
    event.preventDefault()
    if (isSend) send()
    else complete()
  }
  return (
    <div className="composer">
      {completion && (
        <div className="completions">
          <Button className="plain" onClick={complete}>
            {completion.text.trim()}
          </Button>
          {completion.hint}
        </div>
      )}
      <div className="compose-box">
        <textarea
          ref={input}
          rows={1}
          placeholder={label}
          aria-label={label}
          onChange={changed}
          onKeyDown={onKeyDown}
        />
        <div className="tools">
          <Button className="tool" label={`Mention ${cast.bot.name}`} onClick={() => insert(`@${cast.bot.name} `)}>
            @
          </Button>
          {!thread && (
            <Menu
              label="Shortcuts"
              sign="⚡"
              items={cast.shortcuts
                .filter(({ type }) => type === 'global')
                .map(({ name, callback_id: id }) => [name, () => act('/shortcut', { id })])}
            />
          )}
          <Button className="send" onClick={send}>
            Send
          </Button>
        </div>
      </div>
    </div>
  )
}

interface Completion {
  text: string
  /** What it replaces. */
  typed: string
  hint: string
}

/** Completes the bot's name after `@`, or a slash command, before the cursor. */
function completionOf(before: string, { bot: { name: bot }, commands }: SceneCast): Completion | undefined {
  const mention = /(?:^|\s)@(?<name>[\w ]*)$/.exec(before)?.groups?.name
  if (mention !== undefined && mention.length < bot.length && bot.toLowerCase().startsWith(mention.toLowerCase()))
    return { text: `@${bot} `, typed: `@${mention}`, hint: 'Tab completes' }
  if (!/^\/\S*$/.test(before)) return undefined
  const found = commands.find(({ command }) => command.startsWith(before))
  return found && { text: `${found.command} `, typed: before, hint: found.usage_hint }
}
