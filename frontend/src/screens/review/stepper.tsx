import { useId } from 'react'
import { useWords } from '../../i18n'
import { Icon, Kbd } from '../../ui'
import css from './decision.module.css'

/** A small count with two thumb-sized buttons. */
export function Stepper({ label, value, onChange, hint, disabled, inner }: {
  label: string
  value: number
  onChange: (value: number) => void
  hint?: string
  disabled?: boolean
  inner?: boolean
}) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className={css.stepper} data-inner={inner || undefined} role="group" aria-labelledby={id}>
      <span id={id}>
        {label} {hint && <span className={css.key}><Kbd>{hint}</Kbd></span>}
      </span>
      <button type="button" disabled={disabled || value <= 0} onClick={() => onChange(value - 1)} aria-label={t('decision.less', { label })}>
        <Icon name="minus" size={16} />
      </button>
      <output aria-live="polite">{value}</output>
      <button type="button" disabled={disabled} onClick={() => onChange(value + 1)} aria-label={t('decision.moreOf', { label })}>
        <Icon name="plus" size={16} />
      </button>
    </div>
  )
}
