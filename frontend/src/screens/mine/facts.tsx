import type { Product, ProductPatch, ProductView } from '../../api/types'
import { day, typedDay } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Status, TextField } from '../../ui'
import css from './card.module.css'

const names = ['title', 'number', 'symbol', 'issued_on', 'completed_on'] as const
type Name = (typeof names)[number]
/** What stands in the fields; days as people type them. */
export type Fields = Record<Name, string>
const isDay = (name: Name) => name === 'issued_on' || name === 'completed_on'
/** Below this a value is shown as a field, open for correction. */
const sure = 80

export function startFields({ product }: ProductView): Fields {
  return {
    title: product.title,
    number: product.number,
    symbol: product.symbol,
    issued_on: day(product.issued_on),
    // Work is finished, in most cases, on the day its paper is dated.
    completed_on: day(product.completed_on || product.issued_on),
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

export function Facts({ view, fields, onChange, editing, onEdit }: {
  view: ProductView
  fields: Fields
  onChange: (fields: Fields) => void
  editing: boolean
  onEdit: () => void
}) {
  const { t } = useWords()
  const guess = (name: Name) => view.product.confidence.find((g) => g.field === name)
  const open = (name: Name) =>
    editing || fields[name] === '' || (guess(name)?.percent ?? 100) < sure || (isDay(name) && typedDay(fields[name]) === null)
  const wrongDay = (name: Name) => isDay(name) && typedDay(fields[name]) === null
  return (
    <div className={css.facts}>
      {names.map((name) => (
        <div key={name} className={css.fact} data-field={name}>
          {open(name) ? (
            <TextField
              label={t(`field.${name}`)}
              value={fields[name]}
              placeholder={isDay(name) ? t('field.dayHint') : undefined}
              inputMode={isDay(name) ? 'numeric' : undefined}
              error={wrongDay(name) ? t('field.dayWrong') : undefined}
              onChange={(event) => onChange({ ...fields, [name]: event.target.value })}
            />
          ) : (
            <>
              <span className={css.label}>{t(`field.${name}`)}</span>
              <span className={css.factValue}>{fields[name]}</span>
            </>
          )}
          <Sureness percent={guess(name)?.percent} changed={fields[name] !== startFields(view)[name]} />
        </div>
      ))}
      {!editing && (
        <Button size="xs" variant="default" icon="pen" onClick={onEdit} className={css.edit}>
          {t('card.edit')}
        </Button>
      )}
    </div>
  )
}

/** How sure the reading is: words and a number, not a colour alone. */
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
