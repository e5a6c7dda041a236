import { TEXTS } from '../texts.ts'
import { make } from './make.ts'

const KEY = 'theme'
type Theme = 'light' | 'dark'

/** A switch between light and dark; the system's choice until somebody makes one. */
export function makeThemeSwitch(): HTMLButtonElement {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const button = make('button', { type: 'button', class: 'tool' })
  const show = () => {
    const theme = chosen() ?? (dark.matches ? 'dark' : 'light')
    const other: Theme = theme === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset.theme = theme
    button.textContent = theme === 'dark' ? '☀' : '☾'
    button.title = TEXTS.theme.switchTo(TEXTS.theme[other].toLowerCase())
    button.setAttribute('aria-label', button.title)
    button.onclick = () => {
      localStorage.setItem(KEY, other)
      show()
    }
  }
  dark.addEventListener('change', show)
  show()
  return button
}

function chosen(): Theme | undefined {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : undefined
}
