/** An element by its tag, attributes and children, or a text: what the page builds from, so that nothing is ever HTML there. */
export type Node = string | [tag: string, attributes: Record<string, string>, children: Node[]]

/** What the page needs to make a control live. */
export interface PageControl {
  path: string
  type: string
  /** Block and action: a control of the same key keeps what was typed when its view changes. */
  key: string
  blockId: string
  label: string
  initial: string
  placeholder: string
  optional?: boolean
  dispatches?: boolean
  url?: string
  multiline?: boolean
  maxLength?: number
  options?: { text: string; value: string }[]
}

/** Blocks, drawn. */
export interface Drawing {
  tree: Node[]
  controls: PageControl[]
}
