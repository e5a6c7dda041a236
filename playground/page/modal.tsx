import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type StateValues, stateOf } from '../show/controls.ts'
import type { SceneView } from '../show/scene.ts'
import { Blocks } from './blocks.tsx'
import { Button } from './button.tsx'
import { useWorkspace } from './workspace.ts'

/** The modal on top of the stack. What was entered into those under it is kept. */
export function Modal({ view }: { view: SceneView | undefined }) {
  const { act } = useWorkspace()
  const dialog = useRef<HTMLDialogElement>(null)
  /** What was entered, by view id. */
  const entered = useRef<Record<string, StateValues>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const { id, etag } = view ?? {}

  // A new etag means that the app updated the view, which is then read from its top, but for a field that is in use.
  useEffect(() => {
    setErrors({})
    if (id === undefined) {
      entered.current = {}
      return dialog.current?.close()
    }
    if (!dialog.current?.open) dialog.current?.showModal()
    else if (document.activeElement?.matches('.modal-body :is(input, textarea, select)')) return
    dialog.current?.querySelector('.modal-body')?.scrollTo(0, 0)
    const first = dialog.current?.querySelector<HTMLElement>('[data-block="input"] :is(input, textarea, select)')
    ;(first ?? dialog.current?.querySelector('h2'))?.focus()
    // A long text is read from its beginning.
    if (first instanceof HTMLTextAreaElement) first.setSelectionRange(0, 0)
  }, [id, etag])

  const back = () => void (id !== undefined && act('/back', { id }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!view) return
    setBusy(true)
    const values = stateOf(view.blocks, entered.current[view.id] ?? {})
    setErrors((await act<Record<string, string>>('/submit', { id: view.id, values })) ?? {})
    setBusy(false)
  }
  return (
    <dialog
      ref={dialog}
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault()
        back()
      }}
    >
      {view && (
        <article>
          <form onSubmit={submit}>
            <header>
              {view.under > 0 && (
                <Button className="tool" label="Back" onClick={back}>
                  ←
                </Button>
              )}
              <h2 id="modal-title" tabIndex={-1}>
                {view.title}
              </h2>
              <Button className="tool" label="Close" onClick={() => act('/close')}>
                ×
              </Button>
            </header>
            <div className="modal-body" tabIndex={0} role="region" aria-label={view.title}>
              <Blocks
                key={view.id}
                blocks={view.blocks}
                surface={{ kind: 'modal', id: view.id }}
                initial={entered.current[view.id]}
                onEnter={(values) => {
                  entered.current[view.id] = values
                }}
                errors={errors}
              />
            </div>
            <footer>
              <p className="field-error" role="alert">
                {errors['']}
              </p>
              {view.close !== '' && (
                <Button className="plain" onClick={back}>
                  {view.close}
                </Button>
              )}
              {view.submit !== '' && (
                <button type="submit" aria-busy={busy}>
                  {view.submit}
                </button>
              )}
            </footer>
          </form>
        </article>
      )}
    </dialog>
  )
}
