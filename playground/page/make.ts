type Child = globalThis.Node | string | undefined | false
type Props<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Pick<HTMLElementTagNameMap[Tag], Extract<keyof HTMLElementTagNameMap[Tag], WritableProps>>
> & { class?: string; aria?: Record<string, string>; data?: Record<string, string>; on?: Handlers }
type WritableProps =
  | 'type'
  | 'id'
  | 'title'
  | 'value'
  | 'placeholder'
  | 'htmlFor'
  | 'disabled'
  | 'hidden'
  | 'href'
  | 'target'
  | 'rel'
  | 'rows'
  | 'tabIndex'
  | 'role'
  | 'open'
  | 'maxLength'
  | 'autocomplete'
  | 'selected'
  | 'dateTime'
type Handlers = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }

/** An element with its properties, listeners and children; text is only ever text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: className, aria = {}, data = {}, on = {}, ...properties }: Props<Tag> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (className !== undefined) element.className = className
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value)
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener as EventListener)
  Object.assign(element, properties)
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/** A button that does something. */
export function makeButton(label: string, className: string, press: () => void, more: { label?: string } = {}) {
  const aria = more.label === undefined ? {} : { label: more.label }
  return make('button', { type: 'button', class: className, aria, on: { click: press } }, label)
}
