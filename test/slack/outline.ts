/** Blocks as lines for a snapshot, with all text and with the ids of controls. */
export function outline(blocks: readonly unknown[]): string {
  return blocks.map((block) => lines(block as Json).join('\n')).join('\n')
}

/** A message: its text, then its blocks. */
export function messageOutline({ text, blocks }: { text: string; blocks: readonly unknown[] }): string {
  return `${text}\n----\n${outline(blocks)}`
}

/** A view: its title and buttons, then its blocks. */
export function viewOutline(view: object): string {
  const { type, title, submit, close, blocks } = view as Json
  const frame = [title, submit, close].map((part) => part?.text ?? '-').join(' / ')
  return `${type}: ${frame}\n----\n${outline(blocks)}`
}

/** The controls of a message or a view, by action id. */
export function controlsIn(blocks: readonly Json[]): Json {
  return Object.fromEntries(
    blocks.flatMap(({ elements = [], accessory }) =>
      [...elements, ...(accessory ? [accessory] : [])].map((element: Json) => [element.action_id, element]),
    ),
  )
}

/** The state of the field of a share's preview that posts the question, too. */
export function questionPosted({ blocks }: Json): Json {
  const { block_id, element } = blocks.find((block: Json) => block.element?.type === 'checkboxes')
  return { [block_id]: { [element.action_id]: { selected_options: element.options } } }
}

type Json = Record<string, any>

function lines(block: Json): string[] {
  switch (block.type) {
    case 'header':
      return [`# ${block.text.text}`]
    case 'divider':
      return ['---']
    case 'rich_text':
      return block.elements.flatMap(richLines)
    case 'table':
      return block.rows.map((row: Json[]) => `table | ${row.map((cell) => cell.text ?? inline(cell)).join(' | ')}`)
    case 'section':
      return [`${block.text.text}${block.accessory ? ` ${control(block.accessory)}` : ''}`]
    case 'input':
      return [`input "${block.label.text}"${block.optional ? ' (optional)' : ''} ${control(block.element)}`]
    case 'actions':
    case 'context_actions':
      return block.elements.map(control)
    default:
      return [JSON.stringify(block)]
  }
}

function richLines(element: Json): string[] {
  switch (element.type) {
    case 'rich_text_quote':
      return inline(element)
        .split('\n')
        .map((line) => `> ${line}`)
    case 'rich_text_list':
      return element.elements.map((item: Json, index: number) => {
        const mark = element.style === 'ordered' ? `${index + 1 + (element.offset ?? 0)}.` : '-'
        return `${'  '.repeat(element.indent ?? 0)}${mark} ${inline(item)}`
      })
    case 'rich_text_preformatted':
      return inline(element)
        .split('\n')
        .map((line) => `mono | ${line}`)
    default:
      return [inline(element)]
  }
}

function inline(element: Json): string {
  return (element.elements ?? [])
    .map((part: Json) => {
      if (part.type === 'link') return `[${part.text}](${part.url})`
      if (part.type === 'user') return `@${part.user_id}`
      if (part.elements) return inline(part)
      return part.style?.bold ? `**${part.text}**` : part.style?.italic ? `_${part.text}_` : part.text
    })
    .join('')
}

function control(element: Json): string {
  const named = `${element.type} ${element.action_id}`
  switch (element.type) {
    case 'button':
      return `[${element.text.text}] ${element.action_id} = ${element.value}`
    case 'feedback_buttons': {
      const { positive_button: yes, negative_button: no } = element
      return `[${yes.text.text}] [${no.text.text}] ${element.action_id} = ${yes.value}`
    }
    case 'static_select':
    case 'checkboxes':
      return `${named} (${element.options.map((one: Json) => one.text.text).join('; ')})`
    default:
      return element.initial_value === undefined ? named : `${named}: ${element.initial_value}`
  }
}
