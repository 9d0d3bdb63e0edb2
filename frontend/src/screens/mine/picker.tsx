import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as queries from '../../api/queries'
import type { Suggestion } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Failure, Kbd, Loading, SelectField } from '../../ui'
import { optionGroups, targetOf, targetOfSuggestion, valueOf, type Target } from './choice'
import css from './card.module.css'

interface Props {
  suggestions: Suggestion[]
  target: Target | null
  onTarget: (target: Target | null) => void
  official: number
  periodId: number
}

/** The suggested target, two more as chips, and everything else behind "khác…". */
export function Picker({ suggestions, target, onTarget, official, periodId }: Props) {
  const { t, say } = useWords()
  const shown = suggestions.slice(0, 3)
  const [wanted, setWanted] = useState(false)
  const value = target ? valueOf(target) : ''
  const offered = shown.some((suggestion) => valueOf(targetOfSuggestion(suggestion)) === value)
  const other = !offered && (wanted || shown.length === 0 || value !== '')
  return (
    <fieldset className={css.picker}>
      <legend>{t('picker.legend')}</legend>
      {shown.map((suggestion, i) => {
        const own = valueOf(targetOfSuggestion(suggestion))
        return (
          <label key={own} className={css.chip} data-on={own === value || undefined}>
            <input
              type="radio"
              checked={own === value}
              onChange={() => onTarget(targetOfSuggestion(suggestion))}
            />
            <span>
              <strong>{suggestion.plan_title || suggestion.type_name}</strong>
              <span className="small">
                {suggestion.indicator_name}
                {suggestion.plan_line_id === 0 ? ` · ${t('picker.unplanned')}` : suggestion.due ? ` · ${t('picker.due', { day: day(suggestion.due) })}` : ''}
              </span>
              <span className="small muted">{say(suggestion.why)}</span>
            </span>
            <Kbd>{i + 1}</Kbd>
          </label>
        )
      })}
      <label className={css.chip} data-on={other || undefined}>
        <input
          type="radio"
          checked={other}
          onChange={() => {
            setWanted(true)
            onTarget(null)
          }}
        />
        <span>
          <strong>{t('picker.other')}</strong>
        </span>
      </label>
      {other && <Other value={value} onTarget={onTarget} official={official} periodId={periodId} />}
    </fieldset>
  )
}

function Other({ value, onTarget, official, periodId }: Omit<Props, 'suggestions' | 'target'> & { value: string }) {
  const { t } = useWords()
  const tasks = useQuery(queries.tasks(official, periodId))
  const choices = useQuery(queries.choices(official, periodId))
  if (choices.isError) return <Failure error={choices.error} retry={() => void choices.refetch()} />
  if (!choices.data || tasks.isPending) return <Loading rows={1} height={60} />
  const groups = optionGroups(tasks.data?.items ?? [], choices.data, { assigned: t('picker.assigned'), arisen: t('picker.arisen') })
  return (
    <SelectField
      label={t('picker.choose')}
      data={[{ value: '', label: t('picker.placeholder') }, ...groups]}
      value={value}
      onChange={(event) => onTarget(targetOf(event.currentTarget.value))}
    />
  )
}
