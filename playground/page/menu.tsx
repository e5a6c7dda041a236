import { useId } from 'react'
import { Button } from './button.tsx'

/** A button that opens a menu. As a popover it closes by itself: on Escape, and on a click elsewhere. */
export function Menu({ label, sign, items }: { label: string; sign: string; items: readonly [string, () => void][] }) {
  const id = useId()
  return (
    <>
      <Button className="tool menu-opener" popoverTarget={id} label={label}>
        {sign}
      </Button>
      <div id={id} popover="auto" className="menu">
        {items.map(([name, choose]) => (
          <Button key={name} popoverTarget={id} popoverTargetAction="hide" onClick={choose}>
            {name}
          </Button>
        ))}
      </div>
    </>
  )
}
