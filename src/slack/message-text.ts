import { z } from 'zod'

const Said = z.object({
  text: z.string().default(''),
  attachments: z.array(z.object({ text: z.string().default(''), is_share: z.boolean().optional() })).default([]),
})

/** The text of a message with that of messages it forwards; attachments of other kinds count only if it has no text. */
export function messageTextOf(message: unknown): string {
  const { text, attachments } = Said.catch({ text: '', attachments: [] }).parse(message)
  const said = attachments.filter(({ is_share }) => is_share || text.trim() === '').map((one) => one.text)
  return [text, ...said].filter((part) => part.trim() !== '').join('\n')
}
