import type { Facet, SearchAnswer } from '../../api/types'
import { useWords } from '../../i18n'
import { Icon } from '../../ui'
import css from './archive.module.css'

interface Filters { type?: string; in?: string; year?: string }
interface Props { answer: SearchAnswer | undefined; filters: Filters; onFilter: (part: Filters) => void }

/** Filters with their counts; what is chosen stands as a chip that takes itself away. */
export function Facets({ answer, filters, onFilter }: Props) {
  const { t } = useWords()
  const groups = [
    ['type', t('archive.type'), 'type'],
    ['in', t('archive.unit'), 'unit'],
    ['year', t('archive.year'), 'year'],
  ] as const
  return (
    <aside className={css.facets} aria-label={t('archive.filters')}>
      {groups.map(([key, label, field]) => (
        <FacetGroup key={key} label={label} facets={answer?.facets.filter((facet) => facet.field === field) ?? []} value={filters[key]} onValue={(value) => onFilter({ [key]: value })} />
      ))}
    </aside>
  )
}

function FacetGroup({ label, facets, value, onValue }: { label: string; facets: Facet[]; value: string | undefined; onValue: (value: string | undefined) => void }) {
  const { t } = useWords()
  if (facets.length === 0 && !value) return null
  const missing = value && !facets.some((facet) => facet.value === value) ? [{ value, label: value, count: 0 }] : []
  return (
    <fieldset className={css.group}>
      <legend>{label}</legend>
      {[...missing, ...facets.slice(0, 12)].map((facet) => {
        const on = facet.value === value
        return (
          <button key={facet.value} type="button" className={css.facet} aria-pressed={on} onClick={() => onValue(on ? undefined : facet.value)}>
            <span>{facet.label || t('archive.noType')}</span>
            {on ? <Icon name="cross" size={14} /> : <span className="number">{facet.count}</span>}
          </button>
        )
      })}
    </fieldset>
  )
}
