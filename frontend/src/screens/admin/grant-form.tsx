import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Grant, Role } from '../../api/types'
import { typedDay } from '../../app/format'
import { useMe } from '../../app/scope'
import { useWords } from '../../i18n'
import { SelectField, TextField } from '../../ui'
import { FormPanel } from './form-panel'
import { useChange } from './use-change'

const roles: Role[] = ['staff', 'supervisor', 'head', 'inspector', 'admin']

/** Gives a role over a unit between two days; nobody gives one to themselves. */
export function GrantForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const me = useMe()
  const accounts = useQuery(queries.accounts())
  const units = useQuery(queries.units())
  const [form, setForm] = useState({ account: '', role: 'staff' as Role, unit: '', from: '', to: '' })
  const [checked, setChecked] = useState(false)
  const wrong = (text: string) => (checked && typedDay(text) === null ? t('field.dayWrong') : undefined)
  const give = useChange(
    () => post<Grant>('/grants', { account_id: Number(form.account), role: form.role, unit_id: Number(form.unit), from: typedDay(form.from) || undefined, to: typedDay(form.to) || undefined }),
    ['grants'],
  )
  const save = () => {
    setChecked(true)
    if (typedDay(form.from) !== null && typedDay(form.to) !== null) give.mutate(undefined, { onSuccess: onDone })
  }
  const none = { value: '', label: t('picker.placeholder') }
  const reads = form.role === 'supervisor' || form.role === 'head' || form.role === 'inspector'
  return (
    <FormPanel title={t('admin.addRole')} save={t('admin.give')} busy={give.isPending} error={give.error} onCancel={onDone} onSave={save}>
      <SelectField label={t('admin.account')} required withAsterisk={false} value={form.account} onChange={(e) => setForm({ ...form, account: e.currentTarget.value })} data={[none, ...(accounts.data?.items ?? []).filter((a) => a.id !== me.account_id && !a.disabled).map((a) => ({ value: String(a.id), label: `${a.name} · ${a.login}` }))]} />
      <SelectField label={t('admin.role')} description={reads ? t('admin.secondPerson') : undefined} value={form.role} onChange={(e) => setForm({ ...form, role: e.currentTarget.value as Role })} data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      <SelectField label={t('shell.unit')} required withAsterisk={false} value={form.unit} onChange={(e) => setForm({ ...form, unit: e.currentTarget.value })} data={[none, ...(units.data?.items ?? []).map((u) => ({ value: String(u.id), label: u.name }))]} />
      <TextField label={t('admin.from')} placeholder={t('field.dayHint')} value={form.from} error={wrong(form.from)} onChange={(e) => setForm({ ...form, from: e.target.value })} />
      <TextField label={t('admin.to')} placeholder={t('field.dayHint')} value={form.to} error={wrong(form.to)} onChange={(e) => setForm({ ...form, to: e.target.value })} />
    </FormPanel>
  )
}
