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

/** An external select: the app gives the options while the user types. */
export function Combobox({ attributes, placeholder, selected, onSelect, suggest }: ComboboxProps) {
  const [items, setItems] = useState<Option[]>()
  const timer = useRef(0)
  const asked = useRef(0)
  const load = async (typed: string) => {
    asked.current += 1
    const mine = asked.current
    const found = await suggest(typed)
    if (mine === asked.current) setItems(found)
  }
  const { isOpen, highlightedIndex, openMenu, getInputProps, getMenuProps, getItemProps } = useCombobox<Option>({
    items: items ?? [],
    itemToString: textOf,
    selectedItem: selected,
    ...(attributes.id !== undefined && { inputId: attributes.id, labelId: `${attributes.id}-label` }),
    onSelectedItemChange: ({ selectedItem }) => onSelect(selectedItem),
    onInputValueChange({ inputValue, type }) {
      if (type !== useCombobox.stateChangeTypes.InputChange) return
      clearTimeout(timer.current)
      timer.current = window.setTimeout(load, DEBOUNCE_MS, inputValue)
    },
    stateReducer(state, { type, changes }) {
      switch (type) {
        case useCombobox.stateChangeTypes.InputChange:
          return changes.inputValue === '' ? { ...changes, selectedItem: null } : changes
        // Text that was typed but not selected does not count: the field shows the selected option again.
        case useCombobox.stateChangeTypes.InputBlur:
          return { ...changes, selectedItem: state.selectedItem, inputValue: textOf(state.selectedItem) }
        default:
          return changes
      }
    },
  })
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
            void load('')
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
          <div
            key={option.value}
            {...getItemProps({ item: option, index })}
            className={index === highlightedIndex ? 'option highlighted' : 'option'}
          >
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
