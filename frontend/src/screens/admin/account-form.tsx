import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Account } from '../../api/types'
import { useWords } from '../../i18n'
import { SelectField, TextField } from '../../ui'
import { FormPanel } from './form-panel'
import { useChange } from './use-change'

/** A new account; its first password is shown once and changed by its owner. */
export function AccountForm({ onDone }: { onDone: (made?: { login: string; password: string }) => void }) {
  const { t } = useWords()
  const officials = useQuery(queries.officials())
  const [form, setForm] = useState({ login: '', name: '', official: '' })
  const create = useChange(
    () => post<{ account: Account; one_time_password: string }>('/accounts', { login: form.login.trim(), name: form.name.trim(), ...(form.official && { official_id: Number(form.official) }) }),
    ['accounts'],
  )
  const pick = (id: string) => {
    const official = officials.data?.items.find((o) => String(o.id) === id)
    setForm({ ...form, official: id, name: official?.name ?? form.name })
  }
  return (
    <FormPanel title={t('admin.addAccount')} save={t('admin.create')} busy={create.isPending} error={create.error} onCancel={() => onDone()} onSave={() => create.mutate(undefined, { onSuccess: (made) => onDone({ login: made.account.login, password: made.one_time_password }) })}>
      <SelectField label={t('admin.official')} value={form.official} onChange={(e) => pick(e.currentTarget.value)} data={[{ value: '', label: t('admin.noOfficial') }, ...(officials.data?.items ?? []).map((o) => ({ value: String(o.id), label: `${o.staff_code} · ${o.name}` }))]} />
      <TextField label={t('admin.name')} required withAsterisk={false} value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} />
      <TextField label={t('signin.login')} required withAsterisk={false} autoCapitalize="none" autoComplete="off" value={form.login} onChange={(e) => setForm({ ...form, login: e.target.value })} />
    </FormPanel>
  )
}
