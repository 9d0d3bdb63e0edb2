import { useSyncExternalStore } from 'react'
import css from './ui.module.css'

interface Toast { id: number; text: string; action?: { label: string; run: () => void } }

let shown: Toast[] = []
let next = 1
const listeners = new Set<() => void>()
const set = (toasts: Toast[]) => {
  shown = toasts
  listeners.forEach((tell) => tell())
}
const close = (id: number) => set(shown.filter((toast) => toast.id !== id))

/** Says something that needs no answer; an undo stays as long as it takes to notice it. */
export function toast(text: string, action?: Toast['action']): void {
  const id = next++
  set([...shown.slice(-2), { id, text, action }])
  setTimeout(() => close(id), action ? 12_000 : 5_000)
}

export function Toasts() {
  const toasts = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => shown,
  )
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {toasts.map(({ id, text, action }) => (
        <div key={id} className={css.toast}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                close(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
