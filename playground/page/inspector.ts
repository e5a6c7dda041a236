import type { Call, Exchange } from '../inspector/exchange.ts'
import type { Scene, SceneExchange } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { make, makeButton } from './make.ts'
import type { Page } from './page.ts'

/** What went into the app, and what the app called. */
export interface InspectorPane {
  element: HTMLElement
  show: (scene: Scene) => void
}

export function makeInspector(page: Page, close: () => void): InspectorPane {
  const list = make('div', { class: 'exchanges', tabIndex: 0, role: 'region', aria: { label: TEXTS.inspector } })
  const rows = new Map<number, { revision: string; row: HTMLDetailsElement }>()
  const element = make(
    'aside',
    { class: 'panel inspector', id: 'inspector', aria: { label: TEXTS.inspector } },
    make(
      'header',
      { class: 'panel-head' },
      make('h2', {}, TEXTS.inspector),
      makeButton(TEXTS.clear, 'plain-button small', () => page.act('/clear', {})),
      makeButton('×', 'tool', close, { label: TEXTS.closeInspector }),
    ),
    make('p', { class: 'panel-intro' }, TEXTS.inspectorIntro),
    list,
  )

  const fill = async (row: HTMLDetailsElement, id: number) => {
    const exchange = await page.answer<Exchange>('/exchange', { id })
    const body = row.querySelector('.exchange')
    if (!exchange?.calls || !body) return
    const open = new Set([...body.querySelectorAll('details[open]')].map((one) => (one as HTMLElement).dataset.part))
    body.replaceChildren(...parts(exchange))
    for (const part of body.querySelectorAll<HTMLDetailsElement>('details'))
      if (open.has(part.dataset.part)) part.open = true
  }
  const summary = ({ time, kind, about, calls, warnings }: SceneExchange) => [
    make('span', { class: 'kind' }, kind),
    make('span', { class: 'about' }, about),
    make(
      'span',
      { class: 'facts' },
      `${time} · ${TEXTS.calls(calls)}`,
      warnings > 0 && make('span', { class: 'warned' }, ` · ⚠ ${TEXTS.warnings(warnings)}`),
    ),
  ]

  return {
    element,
    show({ exchanges }) {
      for (const [id, { row }] of rows)
        if (!exchanges.some((one) => one.id === id)) {
          row.remove()
          rows.delete(id)
        }
      for (const exchange of exchanges) {
        const known = rows.get(exchange.id)
        if (known?.revision === exchange.revision) continue
        const row = known?.row ?? make('details', { class: 'row' }, make('summary'), make('div', { class: 'exchange' }))
        row.querySelector('summary')?.replaceChildren(...summary(exchange))
        rows.set(exchange.id, { revision: exchange.revision, row })
        if (row.open) void fill(row, exchange.id)
        if (known) continue
        row.addEventListener('toggle', () => row.open && void fill(row, exchange.id))
        list.prepend(row)
      }
    },
  }
}

function parts({ payload, ack, warnings, calls }: Exchange): HTMLElement[] {
  return [
    ...warnings.map(warning),
    json(TEXTS.payload, 'payload', payload),
    make('p', { class: 'ack' }, ack ? TEXTS.acknowledged(ack.status, ack.ms) : TEXTS.noAcknowledgement),
    ...(ack?.body === undefined || ack.body === null ? [] : [json(TEXTS.result, 'ack', ack.body)]),
    ...calls.map(call),
  ]
}

function call({ method, args, result, ms, warnings }: Call, index: number): HTMLElement {
  return make(
    'section',
    { class: 'call' },
    make('h3', {}, method, make('span', { class: 'ms' }, ms === undefined ? TEXTS.underWay : TEXTS.took(ms))),
    ...warnings.map(warning),
    json(TEXTS.arguments, `args-${index}`, args),
    ...(result === undefined ? [] : [json(TEXTS.result, `result-${index}`, result)]),
  )
}

const warning = (text: string) => make('p', { class: 'warning' }, `⚠ ${text}`)

function json(title: string, part: string, value: unknown): HTMLElement {
  const text = JSON.stringify(value, null, 2)
  return make(
    'details',
    { class: 'json', data: { part } },
    make('summary', {}, title),
    make('pre', { tabIndex: 0 }, text),
  )
}
