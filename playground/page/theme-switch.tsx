import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'

const KEY = 'theme'
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const onSystemChange = (changed: () => void) => {
  prefersDark.addEventListener('change', changed)
  return () => prefersDark.removeEventListener('change', changed)
}

/** Switches between light and dark. Until it is used, the page follows the system. */
export function ThemeSwitch() {
  const [chosen, choose] = useState(() => localStorage.getItem(KEY))
  const systemIsDark = useSyncExternalStore(onSystemChange, () => prefersDark.matches)
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark ? 'dark' : 'light'
  const other = theme === 'dark' ? 'light' : 'dark'
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return (
    <Button
      className="tool"
      label={`Switch to ${other}`}
      onClick={() => {
        localStorage.setItem(KEY, other)
        choose(other)
      }}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </Button>
  )
}
