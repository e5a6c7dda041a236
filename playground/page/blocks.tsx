import { type ReactNode, useId, useState } from 'react'
import { actionOf, type Element, type StateValues, stateOf } from '../show/controls.ts'
import type { SceneBlock } from '../workspace/shapes.ts'
import { Control, type Use } from './control.tsx'
import { formatted, richText } from './rich-text.tsx'
import { useWorkspace } from './workspace.ts'

interface BlocksProps {
  blocks: readonly SceneBlock[]
  /** Where the blocks are, as the server's requests name it. */
  surface: object
  /** What the user entered before. */
  initial?: StateValues | undefined
  /** Called with what the user entered. */
  onEnter?: (values: StateValues) => void
  /** Errors by block id. */
  errors?: Record<string, string>
}

/** Draws blocks, with controls that work. What is entered stays when the blocks are updated. */
export function Blocks({ blocks, surface, initial = {}, onEnter, errors = {} }: BlocksProps) {
  const { act } = useWorkspace()
  const [entered, setEntered] = useState(initial)
  const state = stateOf(blocks, entered)
  const useOf = (block_id: string): Use => ({
    contentOf: ({ action_id = '' }) => state[block_id]?.[action_id],
    enter(element, content, dispatch) {
      const next = { ...entered, [block_id]: { ...entered[block_id], [element.action_id ?? '']: content } }
      setEntered(next)
      onEnter?.(next)
      if (dispatch)
        void act('/press', { surface, action: actionOf(block_id, element, content), values: stateOf(blocks, next) })
    },
    press: (element, choice) =>
      void act('/press', { surface, action: actionOf(block_id, element, undefined, choice), values: state }),
    suggest: async ({ action_id }, typed) =>
      (await act<[]>('/suggest', { surface, select: { block_id, action_id }, typed })) ?? [],
  })
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <div key={block.block_id} data-block={block.type}>
          {drawn(block, useOf(block.block_id), errors[block.block_id])}
        </div>
      ))}
    </div>
  )
}

/** A block, or a note that it cannot be drawn, so that the others are drawn whatever is in it. */
function drawn(block: SceneBlock, use: Use, error: string | undefined): ReactNode {
  try {
    return draw(block, use, error)
  } catch {
    return <p className="undrawn">The playground cannot draw this block, of type “{block.type}”.</p>
  }
}

/** The parts of a block have no ids and are not reordered, so their indices are their keys. */
function draw(block: SceneBlock, use: Use, error: string | undefined): ReactNode {
  switch (block.type) {
    case 'header':
      return <h3>{formatted(block.text)}</h3>
    case 'divider':
      return <hr />
    case 'section':
      return (
        <>
          {[...(block.text ? [block.text] : []), ...(block.fields ?? [])].map((text, index) => (
            <div className="text" key={index}>
              {formatted(text)}
            </div>
          ))}
          {block.accessory && <Control element={block.accessory as Element} use={use} dispatch />}
        </>
      )
    case 'context':
      return block.elements.map((text, index) => (
        <small className="text" key={index}>
          {text.type === 'image' ? text.alt_text : formatted(text)}
        </small>
      ))
    case 'actions':
    case 'context_actions':
      return (block.elements as Element[]).map((element, index) => (
        <Control key={element.action_id ?? index} element={element} use={use} dispatch />
      ))
    case 'input':
      if (!block.element) throw new Error('an input without an element cannot be drawn')
      return <Input block={block} use={use} error={error} />
    case 'rich_text':
      return richText(block)
    case 'table':
      return (
        <table>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cell.type === 'rich_text' ? richText(cell) : cell.text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    default:
      throw new Error(`a block of type ${block.type} cannot be drawn`)
  }
}

interface InputProps {
  block: Extract<SceneBlock, { type: 'input' }>
  use: Use
  error: string | undefined
}

function Input({ block: { label, hint, optional = false, dispatch_action, element }, use, error }: InputProps) {
  const id = useId()
  const field = { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? `${id}-error` : undefined }
  return (
    <>
      <label htmlFor={id} id={`${id}-label`}>
        {formatted(label)}
        {optional && !/optional/i.test(label.text) && <span className="optional"> (optional)</span>}
      </label>
      <Control
        element={element as Element}
        use={use}
        dispatch={dispatch_action ?? false}
        field={field}
        optional={optional}
      />
      {hint && <small>{formatted(hint)}</small>}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </>
  )
}
