import { useEffect, useId, useState } from 'react'
import type { Option } from '../show/controls.ts'

interface ComboboxProps {
  attributes: { id?: string; 'aria-label'?: string | undefined }
  placeholder: string | undefined
  selected: Option | null
  onSelect: (option: Option | null) => void
  suggest: (typed: string) => Promise<Option[]>
}

const DEBOUNCE_MS = 150
const textOf = (option: Option | null | undefined) => option?.text.text ?? ''

/** An external select: the app gives the options while the user types, and the browser lists them. */
export function Combobox({ attributes, placeholder, selected, onSelect, suggest }: ComboboxProps) {
  const list = useId()
  const [typed, setTyped] = useState<string>()
  const [options, setOptions] = useState<Option[]>([])
  useEffect(() => {
    if (typed === undefined) return
    let isLatest = true
    const timer = setTimeout(async () => {
      const found = await suggest(typed)
      if (isLatest) setOptions(found)
    }, DEBOUNCE_MS)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [typed])
  return (
    <>
      <input
        {...attributes}
        type="text"
        list={list}
        autoComplete="off"
        placeholder={placeholder}
        value={typed ?? textOf(selected)}
        onFocus={() => setTyped(textOf(selected))}
        onChange={({ target: { value } }) => {
          setTyped(value)
          onSelect(options.find((option) => textOf(option) === value) ?? null)
        }}
        // Text that is no option does not count: the field shows the selected option again, if any.
        onBlur={() => setTyped(undefined)}
      />
      <datalist id={list}>
        {options.map((option) => (
          <option key={option.value} value={textOf(option)} />
        ))}
      </datalist>
    </>
  )
}
