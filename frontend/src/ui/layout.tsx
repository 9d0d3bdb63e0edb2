import { useEffect, type ReactNode } from 'react'
import css from './ui.module.css'

/** A screen: its only h1, a line under it, what can be done, and the content. */
export function Page({ title, lead, actions, tight, children }: { title: string; lead?: ReactNode; actions?: ReactNode; tight?: boolean; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Minh Chứng`
  }, [title])
  return (
    <div className={css.page} data-tight={tight}>
      <header className={css.pageHead}>
        <div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export function Panel({ title, count, actions, id, children }: { title?: string; count?: number; actions?: ReactNode; id?: string; children: ReactNode }) {
  return (
    <section className={css.panel} id={id} aria-label={title}>
      {(title || actions) && (
        <div className={css.panelHead}>
          {title && (
            <h2>
              {title} {count !== undefined && <span className={css.count}>{count}</span>}
            </h2>
          )}
          {actions && <div className="row">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={css.kbd}>{children}</kbd>
}

/** A part of a whole, 0 to 100, for the eye only: the words beside it carry the meaning. */
export function Meter({ percent, label }: { percent: number; label: string }) {
  const width = Math.max(0, Math.min(100, percent))
  return (
    <span className={css.meter} role="progressbar" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(width)} aria-label={label}>
      <span style={{ width: `${width}%` }} />
    </span>
  )
}

/** Links that change the address, drawn as tabs. */
export function TabBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {children}
    </nav>
  )
}
