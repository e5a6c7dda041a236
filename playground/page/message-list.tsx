import { useLayoutEffect, useRef } from 'react'
import type { Scene, SceneMessage } from '../show/scene.ts'
import { Message } from './message.tsx'

/** How near to its end a list counts as being there, in pixels. */
const NEAR_PX = 80

interface MessageListProps {
  me: string
  place: Scene['place']
  messages: readonly SceneMessage[]
  inThread?: boolean
}

/**
 * Messages. It follows new ones while the user is at its end. The user's own, and replies to them, are always shown;
 * somebody who reads further up isn't disturbed by others.
 */
export function MessageList({ me, place, messages, inThread = false }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const seen = useRef(new Set<string>())
  const changes = messages
    .map(({ ts, blocks, unfurls, replies }) => [ts, blocks.length, unfurls.length, replies].join('/'))
    .join()

  useLayoutEffect(() => {
    const concernsMe = ({ user, ts, onlyYou }: SceneMessage, index: number) =>
      !seen.current.has(ts) &&
      (user === me || onlyYou || place.kind === 'dm' || (inThread && messages[index - 1]?.user === me))
    const isForMe = messages.some(concernsMe)
    seen.current = new Set(messages.map(({ ts }) => ts))
    if (list.current && (atEnd.current || isForMe)) showEnd(list.current)
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
          channel={place.id}
          inThread={inThread}
          isMine={message.user === me}
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
