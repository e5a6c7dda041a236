import { useLayoutEffect, useRef } from 'react'
import type { Scene, SceneMessage } from '../show/scene.ts'
import { Message } from './message.tsx'

/** How near to its end a list counts as being there, in pixels. */
const NEAR_PX = 80

interface MessageListProps {
  scene: Scene
  messages: readonly SceneMessage[]
  inThread?: boolean
}

/** Messages. It follows new ones while the user is at its end, and always shows the user's own. */
export function MessageList({ scene, messages, inThread = false }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const seen = useRef(new Set<string>())
  const changes = messages.map(({ ts, blocks }) => `${ts}/${blocks.length}`).join()

  useLayoutEffect(() => {
    const said = messages.some(({ user, ts }) => user === scene.me && !seen.current.has(ts))
    seen.current = new Set(messages.map(({ ts }) => ts))
    if (list.current && (atEnd.current || said)) showEnd(list.current)
  }, [changes])

  return (
    <div
      ref={list}
      className="messages"
      role="log"
      tabIndex={0}
      aria-label={inThread ? 'Thread' : 'Messages'}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
      }}
    >
      {messages.map((message) => (
        <Message
          key={message.ts}
          message={message}
          channel={scene.place.id}
          inThread={inThread}
          bot={scene.bot}
          isMine={message.user === scene.me}
          shortcuts={scene.shortcuts}
        />
      ))}
    </div>
  )
}

/** Scrolls to the end, but not past the beginning of the last message, so that a long reply is read from its top. */
function showEnd(list: HTMLElement): void {
  list.scrollTop = list.scrollHeight
  const hidden = list.getBoundingClientRect().top - (list.lastElementChild?.getBoundingClientRect().top ?? 0)
  if (list.lastElementChild && hidden > 0) list.scrollTop -= hidden
}
