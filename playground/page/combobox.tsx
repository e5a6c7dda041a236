import { useCombobox } from 'downshift'
import { useEffect, useRef, useState } from 'react'
import type { Option } from '../show/controls.ts'

interface ComboboxProps {
  attributes: { id?: string; 'aria-label'?: string | undefined }
  placeholder: string | undefined
  selected: Option | null
  onSelect: (option: Option | null) => void
  suggest: (typed: string) => Promise<Option[]>
}

const DEBOUNCE_MS = 150
const textOf = (option: Option | null) => option?.text.text ?? ''
const { InputChange, InputBlur } = useCombobox.stateChangeTypes

/** An external select: the app gives the options while the user types. */
export function Combobox({ attributes, placeholder, selected, onSelect, suggest }: ComboboxProps) {
  const [typed, setTyped] = useState('')
  const [items, setItems] = useState<Option[]>()
  const { isOpen, openMenu, getInputProps, getMenuProps, getItemProps } = useCombobox<Option>({
    items: items ?? [],
    itemToString: textOf,
    selectedItem: selected,
    ...(attributes.id !== undefined && { inputId: attributes.id, labelId: `${attributes.id}-label` }),
    onSelectedItemChange: ({ selectedItem }) => onSelect(selectedItem),
    onInputValueChange: ({ inputValue, type }) => type === InputChange && setTyped(inputValue),
    stateReducer(state, { type, changes }) {
      if (type === InputChange && changes.inputValue === '') return { ...changes, selectedItem: null }
      // Text that was typed but not selected does not count: the field shows the selected option again.
      if (type === InputBlur)
        return { ...changes, selectedItem: state.selectedItem, inputValue: textOf(state.selectedItem) }
      return changes
    },
  })
  useEffect(() => {
    if (!isOpen) return
    let isLatest = true
    const timer = setTimeout(async () => {
      const found = await suggest(typed)
      if (isLatest) setItems(found)
    }, DEBOUNCE_MS)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [isOpen, typed])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isOpen && items) list.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, items])
  return (
    <div className="combobox">
      <input
        {...attributes}
        {...getInputProps({
          type: 'text',
          placeholder,
          autoComplete: 'off',
          onFocus() {
            setTyped('')
            openMenu()
          },
          onKeyDown(event) {
            if (event.key !== 'Escape') return
            // The first Escape closes the list and not the dialog. Downshift would clear the selection at the second.
            if (isOpen) event.preventDefault()
            else Object.assign(event.nativeEvent, { preventDownshiftDefault: true })
          },
        })}
      />
      <div
        {...getMenuProps({ ref: list, 'aria-label': attributes['aria-label'] })}
        className="options"
        hidden={!isOpen || !items}
      >
        {items?.map((option, index) => (
          <div key={option.value} {...getItemProps({ item: option, index })} className="option">
            {option.text.text}
          </div>
        ))}
        {items?.length === 0 && (
          <div role="option" className="option" aria-disabled="true" aria-selected="false" tabIndex={-1}>
            No results
          </div>
        )}
      </div>
    </div>
  )
}
