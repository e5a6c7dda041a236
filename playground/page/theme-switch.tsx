import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

const KEY = 'theme'

/** Switches between light and dark. Until it is used, the page follows the system, as Pico does without `data-theme`. */
export function ThemeSwitch() {
  const [chosen, choose] = useState(() => localStorage.getItem(KEY))
  useEffect(() => {
    if (chosen) document.documentElement.dataset.theme = chosen
  }, [chosen])
  const change = () => {
    const isDark = chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches
    const other = isDark ? 'light' : 'dark'
    localStorage.setItem(KEY, other)
    choose(other)
  }
  return (
    <Button className="tool" label="Switch between light and dark" onClick={change}>
      ◐
    </Button>
  )
}
