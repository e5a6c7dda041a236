import { clearLine, cursorTo } from 'node:readline'

/** The last line on a stream, replaced whenever it changes; what is written appears above it. */
export interface StatusLine {
  /** Shows a text instead of the last; nothing for an empty one, or where the stream is no terminal. */
  show: (text: string) => void
  write: (text: string) => void
  isTTY: boolean
  hasColors: () => boolean
}

export function createStatusLine(stream: NodeJS.WriteStream): StatusLine {
  let shown = ''
  const replace = (text: string, above = '') => {
    if (shown !== '') {
      cursorTo(stream, 0)
      clearLine(stream, 0)
    }
    stream.write(`${above}${text}`)
    shown = text
  }
  return {
    show(text) {
      if (!stream.isTTY || text === shown) return
      // A line that wraps could not be cleared.
      replace(text.slice(0, (stream.columns || 80) - 1))
    },
    write: (text) => replace(shown, text),
    isTTY: stream.isTTY,
    hasColors: () => stream.isTTY && stream.hasColors(),
  }
}
