import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import * as queries from '../../api/queries'
import { useWords } from '../../i18n'
import { Check, SelectField, TextField } from '../../ui'
import { FormPanel } from './form-panel'
import { useChange } from './use-change'

/** A new official; the staff code tells people apart, names repeat. */
export function OfficialForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const units = useQuery(queries.units())
  const [form, setForm] = useState({ staff_code: '', name: '', unit: '', post_title: '', leader: false })
  const create = useChange(
    () => post('/officials', { staff_code: form.staff_code.trim(), name: form.name.trim(), unit_id: Number(form.unit), post_title: form.post_title.trim(), leader: form.leader }),
    ['officials'],
  )
  const text = (key: 'staff_code' | 'name' | 'post_title') => ({
    required: true, withAsterisk: false, value: form[key], onChange: (e: { target: { value: string } }) => setForm({ ...form, [key]: e.target.value }),
  })
  return (
    <FormPanel title={t('admin.addOfficial')} save={t('admin.create')} busy={create.isPending} error={create.error} onCancel={onDone} onSave={() => create.mutate(undefined, { onSuccess: onDone })}>
      <TextField label={t('account.code')} {...text('staff_code')} />
      <TextField label={t('admin.name')} {...text('name')} />
      <TextField label={t('account.post')} {...text('post_title')} />
      <SelectField label={t('shell.unit')} required withAsterisk={false} value={form.unit} onChange={(e) => setForm({ ...form, unit: e.currentTarget.value })} data={[{ value: '', label: t('picker.placeholder') }, ...(units.data?.items ?? []).map((u) => ({ value: String(u.id), label: u.name }))]} />
      <Check label={t('admin.leaderText')} checked={form.leader} onChange={(e) => setForm({ ...form, leader: e.currentTarget.checked })} />
    </FormPanel>
  )
}
