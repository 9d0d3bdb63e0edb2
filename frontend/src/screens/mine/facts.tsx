import type { Product, ProductPatch, ProductView } from '../../api/types'
import { day, typedDay } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Icon, SelectField, Status, TextField } from '../../ui'
import { docTypes, useDocType } from '../doc-type'
import type { Target } from './choice'
import css from './card.module.css'

export const names = ['title', 'number', 'symbol', 'issued_on', 'doc_type', 'issuer', 'completed_on', 'dossier_code'] as const
export type Name = (typeof names)[number]
/** What stands in the fields; days as people type them. */
export type Fields = Record<Name, string>
/** The person's answer while it is being made: what was typed and what was chosen. */
export interface Draft { fields: Fields; target: Target | null; editing: boolean }

const isDay = (name: Name) => name === 'issued_on' || name === 'completed_on'
/** Below this (percent) a value is shown as a field, open for correction. */
export const sure = 80

export function startFields({ product }: ProductView): Fields {
  return {
    title: product.title,
    number: product.number,
    symbol: product.symbol,
    issued_on: day(product.issued_on),
    doc_type: product.doc_type,
    issuer: product.issuer,
    // Work is finished, in most cases, on the day its paper is dated.
    completed_on: day(product.completed_on || product.issued_on),
    dossier_code: product.dossier_code,
  }
}

/** What differs from the product; null when a day cannot be read. */
export function changesOf(fields: Fields, product: Product): ProductPatch | null {
  const changes: ProductPatch = {}
  for (const name of names) {
    const value = isDay(name) ? typedDay(fields[name]) : fields[name].trim()
    if (value === null) return null
    if (value !== product[name]) changes[name] = value
  }
  return changes
}

/** Without these a reader is not told which paper it is; the others may stay empty. */
const needed: ReadonlySet<Name> = new Set(['title', 'number', 'symbol', 'issued_on', 'completed_on'])

interface Props {
  view: ProductView
  fields: Fields
  onChange: (fields: Fields) => void
  editing: boolean
  onEdit: () => void
  /** The field whose place on the page is shown. */
  shown: string
  onShow: (field: string) => void
}

export function Facts({ view, fields, onChange, editing, onEdit, shown, onShow }: Props) {
  const { t } = useWords()
  const { product } = view
  const signer = product.confidence.find((g) => g.field === 'signer')
  const guess = (name: Name) => product.confidence.find((g) => g.field === name)
  const wrongDay = (name: Name) => isDay(name) && typedDay(fields[name]) === null
  const unsure = (name: Name) => fields[name] === '' ? needed.has(name) : !view.typed && (guess(name)?.percent ?? 100) < sure
  const open = (name: Name) => editing || unsure(name) || wrongDay(name)
  const there = names.filter((name) => name !== 'dossier_code' || editing || fields[name] !== '' || guess(name))
  const start = startFields(view)
  return (
    <div className={css.facts}>
      {there.map((name) => (
        <div key={name} className={css.fact} data-field={name} data-shown={shown === name || undefined}>
          {open(name) ? (
            <Field name={name} value={fields[name]} wrong={wrongDay(name)} onFocus={() => onShow(name)} onChange={(value) => onChange({ ...fields, [name]: value })} />
          ) : (
            <Read name={name} value={fields[name]} placed={Boolean(guess(name)?.place)} shown={shown === name} onShow={() => onShow(name)} />
          )}
          <Sureness percent={guess(name)?.percent} changed={fields[name] !== start[name]} />
          {fields[name] === '' && guess(name) && !isDay(name) && (
            <button type="button" className="link small" onClick={() => onChange({ ...fields, [name]: guess(name)!.value })}>
              {t('field.take', { value: guess(name)!.value })}
            </button>
          )}
        </div>
      ))}
      {signer && (
        <div className={css.fact} data-field="signer" data-shown={shown === 'signer' || undefined}>
          <Read name="signer" value={signer.value} placed={Boolean(signer.place)} shown={shown === 'signer'} onShow={() => onShow('signer')} />
          <Sureness percent={signer.percent} />
        </div>
      )}
      {!editing && (
        <Button size="xs" variant="default" icon="pen" onClick={onEdit} className={css.edit}>
          {t('card.edit')}
        </Button>
      )}
    </div>
  )
}

/** A value that was read: pressing it shows where on the page. */
function Read({ name, value, placed, shown, onShow }: { name: Name | 'signer'; value: string; placed: boolean; shown: boolean; onShow: () => void }) {
  const { t } = useWords()
  const typeName = useDocType()
  const words = name === 'doc_type' ? typeName(value) : value || '—'
  if (!placed) {
    return (
      <>
        <span className={css.label}>{t(`field.${name}`)}</span>
        <span className={css.factValue}>{words}</span>
      </>
    )
  }
  return (
    <button type="button" className={css.read} aria-pressed={shown} title={t('field.showPlace')} onClick={onShow}>
      <span className={css.label}>{t(`field.${name}`)} <Icon name="place" size={14} /></span>
      <span className={css.factValue}>{words}</span>
    </button>
  )
}

function Field({ name, value, wrong, onChange, onFocus }: { name: Name; value: string; wrong: boolean; onChange: (value: string) => void; onFocus: () => void }) {
  const { t } = useWords()
  const typeName = useDocType()
  if (name === 'doc_type') {
    const known = ['', ...docTypes]
    const data = (known.includes(value) ? known : [...known, value]).map((code) => ({ value: code, label: typeName(code) }))
    return <SelectField label={t('field.doc_type')} data={data} value={value} onFocus={onFocus} onChange={(event) => onChange(event.currentTarget.value)} />
  }
  return (
    <TextField
      label={t(`field.${name}`)}
      value={value}
      placeholder={isDay(name) ? t('field.dayHint') : undefined}
      inputMode={isDay(name) ? 'numeric' : undefined}
      error={wrong ? t('field.dayWrong') : undefined}
      onFocus={onFocus}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** How sure the reading is: a sign, words and a number, not a colour alone. */
export function Sureness({ percent, changed = false }: { percent: number | undefined; changed?: boolean }) {
  const { t } = useWords()
  if (changed) return <Status tone="info" icon="pen">{t('sure.typed')}</Status>
  if (percent === undefined) return null
  return percent >= sure ? (
    <Status tone="good" icon="check">{t('sure.yes', { percent })}</Status>
  ) : (
    <Status tone="wait" icon="warn">{t('sure.no', { percent })}</Status>
  )
}
