import { memo, useState } from 'react'
import type { Call, Exchange } from '../inspector/recorder.ts'
import { Button } from './button.tsx'
import { useWorkspace } from './workspace.ts'

/** The payloads that were sent to the app, the newest first, and the calls that it made. */
export function Inspector({ exchanges, onClose }: { exchanges: readonly Exchange[]; onClose: () => void }) {
  const { act } = useWorkspace()
  return (
    <aside className="panel inspector" aria-label="Inspector">
      <header>
        <h2>Inspector</h2>
        <Button className="plain" onClick={() => act('/clear')}>
          Clear
        </Button>
        <Button className="tool" label="Close the inspector" onClick={onClose}>
          ×
        </Button>
      </header>
      <div className="exchanges" role="region" aria-label="Inspector" tabIndex={0}>
        <p>What Slack sends to the app, and what the app calls. Click anything in the workspace.</p>
        {exchanges.toReversed().map((exchange) => (
          <Row key={exchange.id} exchange={exchange} />
        ))}
      </div>
    </aside>
  )
}

const Row = memo(function Row({ exchange: { at, kind, about, payload, ack, calls, ...own } }: { exchange: Exchange }) {
  const [open, setOpen] = useState(false)
  const warnings = [own, ...calls].reduce((sum, { warnings }) => sum + warnings.length, 0)
  return (
    <details className="row" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong>{kind}</strong>
        <span className="about">{about}</span>
        <small>
          {new Date(at).toLocaleTimeString('en-GB')} · {count(calls.length, 'call')}
          {warnings > 0 && <span className="warning"> · ⚠ {count(warnings, 'warning')}</span>}
        </small>
      </summary>
      {open && (
        <>
          <Warnings warnings={own.warnings} />
          <Json title="Payload" value={payload} />
          <small>{ack ? `Acknowledged with ${ack.status} after ${ack.ms} ms` : 'Not acknowledged'}</small>
          <Json title="Result" value={ack?.body} />
          {calls.map((call, index) => (
            <CallDetails key={index} {...call} />
          ))}
        </>
      )}
    </details>
  )
})

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

function CallDetails({ method, args, result, ms, warnings }: Call) {
  return (
    <>
      <hr />
      <h3>
        {method} <small>{ms === undefined ? 'not returned yet' : `${ms} ms`}</small>
      </h3>
      <Warnings warnings={warnings} />
      <Json title="Arguments" value={args} />
      <Json title="Result" value={result} />
    </>
  )
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p key={warning} className="warning">
      ⚠ {warning}
    </p>
  ))
}

function Json({ title, value }: { title: string; value: unknown }) {
  if (value === undefined || value === null) return null
  return (
    <details>
      <summary>{title}</summary>
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}
