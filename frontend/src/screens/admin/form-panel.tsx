import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../../i18n'
import { Button, Failure, Panel } from '../../ui'
import css from './admin.module.css'

/** A form opened in place above its list: no window over the page. */
export function FormPanel({ title, busy, error, save, onSave, onCancel, children }: {
  title: string
  busy: boolean
  error: unknown
  save: string
  onSave: () => void
  onCancel: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave()
  }
  return (
    <Panel title={title}>
      <form className="stack" onSubmit={submit}>
        <div className={css.fields}>{children}</div>
        {error !== null && error !== undefined && <Failure error={error} />}
        <div className="row">
          <Button type="submit" loading={busy}>{save}</Button>
          <Button variant="default" onClick={onCancel}>{t('admin.cancel')}</Button>
        </div>
      </form>
    </Panel>
  )
}
