import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { put } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { ScoreAnswer } from '../../api/types'
import { quantity, typedNumber } from '../../app/format'
import { useScope } from '../../app/scope'
import { useWords } from '../../i18n'
import { AreaField, Button, Failure, Loading, TextField, toast } from '../../ui'
import css from './decision.module.css'

/** The general criteria of a person: three numbers and a reason, given by a named person. */
export function GeneralForm({ official, name }: { official: number; name: string }) {
  const { t } = useWords()
  const { periodId } = useScope()
  const [open, setOpen] = useState(false)
  const score = useQuery({ ...queries.scorecard(official, periodId), enabled: open })
  return (
    <details className={css.card} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('general.title', { name })}</summary>
      {score.isError ? (
        <Failure error={score.error} retry={() => void score.refetch()} />
      ) : !score.data ? (
        open && <Loading rows={3} height={40} />
      ) : score.data.may_assess_general ? (
        <Form key={score.data.general?.reason ?? ''} answer={score.data} official={official} periodId={periodId} />
      ) : (
        <p className="muted">{t('general.notYours')}</p>
      )}
    </details>
  )
}

const names = ['conduct', 'capacity', 'innovation'] as const

function Form({ answer, official, periodId }: { answer: ScoreAnswer; official: number; periodId: number }) {
  const { t } = useWords()
  const client = useQueryClient()
  const given = answer.general
  // A fraction that was stored stays a fraction until somebody types another number.
  const [form, setForm] = useState({
    conduct: quantity(given?.conduct ?? ''), capacity: quantity(given?.capacity ?? ''), innovation: quantity(given?.innovation ?? ''), reason: given?.reason ?? '',
  })
  const [checked, setChecked] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const read = (text: string) => (/^\d+\/\d+$/.test(text) ? text : typedNumber(text))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (names.some((name) => read(form[name]) === null) || form.reason.trim() === '') return
    setBusy(true)
    setError(undefined)
    try {
      const [conduct, capacity, innovation] = names.map((name) => read(form[name]))
      const next = await put<ScoreAnswer>(`/general/${official}`, { period_id: periodId, conduct, capacity, innovation, reason: form.reason.trim() })
      client.setQueryData(queries.scorecard(official, periodId).queryKey, next)
      void client.invalidateQueries({ queryKey: ['scorecards'] })
      toast(t('general.saved'))
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <p className="small muted">{given?.by ? t('general.by', { who: given.by }) : t('general.lead')}</p>
      {names.map((name) => (
        <TextField key={name} label={t(`general.${name}`)} inputMode="decimal" value={form[name]} error={checked && read(form[name]) === null ? t('general.wrong') : undefined} onChange={(event) => setForm({ ...form, [name]: event.target.value })} />
      ))}
      <AreaField label={t('general.reason')} value={form.reason} error={checked && form.reason.trim() === '' ? t('general.noReason') : undefined} onChange={(event) => setForm({ ...form, reason: event.target.value })} />
      {error && <Failure error={error} />}
      <Button type="submit" variant="outline" loading={busy}>{t('general.save')}</Button>
    </form>
  )
}
