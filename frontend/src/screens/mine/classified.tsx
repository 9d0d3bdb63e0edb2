import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import { toApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Evidence } from '../../api/types'
import { typedDay } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Failure, Loading, SelectField, TextField, toast } from '../../ui'
import { optionGroups, targetOf, type Target } from './choice'
import css from './classified.module.css'

/** "Việc mật": one unit of classified work, without a file, a title or any word of its content. */
export function Classified({ official, periodId }: { official: number; periodId: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <details className={css.box} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('classified.summary')}</summary>
      {open && <Form official={official} periodId={periodId} onDone={() => setOpen(false)} />}
    </details>
  )
}

function Form({ official, periodId, onDone }: { official: number; periodId: number; onDone: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const tasks = useQuery(queries.tasks(official, periodId))
  const choices = useQuery(queries.choices(official, periodId))
  const [value, setValue] = useState('')
  const [written, setWritten] = useState('')
  const completed = typedDay(written)
  const target = targetOf(value)
  const declare = useMutation({
    mutationFn: ({ to, day, others }: { to: Target; day: string; others: number }) =>
      post<Evidence>('/products/classified', { ...to, period_id: periodId, completed_on: day, others }),
    onSuccess: () => {
      toast(t('classified.declared'))
      onDone()
    },
    onSettled: () => Promise.all(['evidence', 'tasks', 'scorecards'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
  const refused = declare.error && toApiError(declare.error)
  const others = refused?.reason === 'evidence.declared_before' ? Number(refused.info.others) : 0
  const send = (beside: number) => {
    if (target && completed) declare.mutate({ to: target, day: completed, others: beside })
  }
  if (choices.isError) return <Failure error={choices.error} retry={() => void choices.refetch()} />
  if (!choices.data || tasks.isPending) return <Loading rows={1} height={60} />
  const groups = optionGroups(tasks.data?.items ?? [], choices.data, { assigned: t('picker.assigned'), arisen: t('picker.arisen') })
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        send(0)
      }}
    >
      <p className="small">{t('classified.rule')}</p>
      <SelectField label={t('picker.choose')} data={[{ value: '', label: t('picker.placeholder') }, ...groups]} value={value} onChange={(event) => { setValue(event.currentTarget.value); declare.reset() }} />
      <TextField
        label={t('classified.completed')}
        placeholder="dd/mm/yyyy"
        inputMode="numeric"
        value={written}
        error={written !== '' && completed === null ? t('classified.noDay') : undefined}
        onChange={(event) => { setWritten(event.currentTarget.value); declare.reset() }}
      />
      {declare.error && <Failure error={declare.error} />}
      {others > 0 && <Button variant="default" onClick={() => send(others)} loading={declare.isPending}>{t('classified.another', { nth: others + 1 })}</Button>}
      <Button type="submit" disabled={!target || !completed} loading={declare.isPending}>{t('classified.declare')}</Button>
    </form>
  )
}
