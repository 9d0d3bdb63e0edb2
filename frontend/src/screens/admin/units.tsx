import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { patch, post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Unit } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, SelectField, TextField } from '../../ui'
import { FormPanel } from './form-panel'
import { ListPanel } from './list-panel'
import { useChange } from './use-change'

/** Units with their dates: what was done under an old name stays readable under it. */
export function Units() {
  const { t } = useWords()
  const units = useQuery(queries.units())
  const [edited, setEdited] = useState<Unit | 'new'>()
  const nameOf = (id: number) => units.data?.items.find((unit) => unit.id === id)?.name ?? ''
  return (
    <>
      {edited && <UnitForm key={edited === 'new' ? 0 : edited.id} unit={edited === 'new' ? undefined : edited} units={units.data?.items ?? []} onDone={() => setEdited(undefined)} />}
      <ListPanel
        title={t('admin.units')}
        list={units}
        actions={<Button size="xs" icon="plus" onClick={() => setEdited('new')}>{t('admin.addUnit')}</Button>}
        head={[t('admin.code'), t('admin.name'), t('field.symbol'), t('admin.parent'), t('admin.from'), t('admin.to'), t('admin.actions')]}
        row={(unit) => (
          <tr key={unit.id}>
            <td>{unit.code}</td>
            <td>{unit.name}</td>
            <td>{unit.symbol}</td>
            <td>{nameOf(unit.parent_id)}</td>
            <td className="number">{day(unit.valid_from)}</td>
            <td className="number">{day(unit.valid_to)}</td>
            <td>
              <Button size="xs" variant="default" icon="pen" aria-label={t('admin.editOf', { name: unit.name })} onClick={() => setEdited(unit)}>{t('admin.edit')}</Button>
            </td>
          </tr>
        )}
      />
    </>
  )
}

function UnitForm({ unit, units, onDone }: { unit: Unit | undefined; units: Unit[]; onDone: () => void }) {
  const { t } = useWords()
  const [form, setForm] = useState({ name: unit?.name ?? '', code: unit?.code ?? '', symbol: unit?.symbol ?? '', parent: String(unit?.parent_id ?? units[0]?.id ?? '') })
  const save = useChange(() => {
    const { name, symbol, code, parent } = form
    return unit ? patch(`/units/${unit.id}`, { name, symbol }) : post('/units', { name, symbol, code, parent_id: Number(parent) })
  }, ['units'])
  const text = (key: 'name' | 'code' | 'symbol') => ({
    required: key !== 'symbol', withAsterisk: false, value: form[key], onChange: (e: { target: { value: string } }) => setForm({ ...form, [key]: e.target.value }),
  })
  return (
    <FormPanel title={unit ? t('admin.editOf', { name: unit.name }) : t('admin.addUnit')} save={t('admin.save')} busy={save.isPending} error={save.error} onCancel={onDone} onSave={() => save.mutate(undefined, { onSuccess: onDone })}>
      <TextField label={t('admin.name')} {...text('name')} />
      {!unit && <TextField label={t('admin.code')} {...text('code')} />}
      <TextField label={t('field.symbol')} {...text('symbol')} />
      {!unit && <SelectField label={t('admin.parent')} value={form.parent} onChange={(e) => setForm({ ...form, parent: e.currentTarget.value })} data={units.filter((u) => u.kind === 'agency').map((u) => ({ value: String(u.id), label: u.name }))} />}
    </FormPanel>
  )
}
