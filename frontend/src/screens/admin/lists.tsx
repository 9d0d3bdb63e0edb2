import { useQuery } from '@tanstack/react-query'
import * as queries from '../../api/queries'
import type { ProductType } from '../../api/types'
import { day, quantity } from '../../app/format'
import { useWords } from '../../i18n'
import { Status } from '../../ui'
import { ListPanel } from './list-panel'

export function Periods() {
  const { t, say } = useWords()
  const periods = useQuery(queries.periods())
  return (
    <ListPanel
      title={t('admin.periods')}
      list={periods}
      head={[t('shell.period'), t('admin.from'), t('admin.to'), t('admin.reviewCloses'), t('admin.rulebook'), t('admin.state')]}
      row={(period) => (
        <tr key={period.id}>
          <td>{say(period.label) || `${day(period.first)} – ${day(period.last)}`}</td>
          <td className="number">{day(period.first)}</td>
          <td className="number">{day(period.last)}</td>
          <td className="number">{day(period.review_closes)}</td>
          <td><code>{period.rulebook}</code></td>
          <td><Status tone={period.state === 'open' ? 'good' : period.state === 'review' ? 'wait' : 'calm'} icon={period.state === 'sealed' || period.state === 'closed' ? 'lock' : 'clock'}>{t(`periodState.${period.state}`)}</Status></td>
        </tr>
      )}
    />
  )
}

/** Product types with their coefficient; an empty one is "not configured", never 1. */
export function Catalogue() {
  const { t } = useWords()
  const types = useQuery(queries.productTypes())
  const indicators = useQuery(queries.indicators())
  const nameOf = (id: number) => types.data?.items.find((type) => type.id === id)?.name ?? ''
  return (
    <>
      <ListPanel
        title={t('admin.types')}
        list={types}
        head={[t('admin.code'), t('admin.name'), t('admin.group'), t('admin.countUnit'), t('why.coefficient'), t('admin.state'), t('admin.source')]}
        row={(type) => (
          <tr key={type.id}>
            <td>{type.code} <span className="small muted">v{type.version}</span></td>
            <td>{type.name}</td>
            <td>{type.group}</td>
            <td>{type.unit}</td>
            <td><Coefficient type={type} /></td>
            <td><Approval state={type.state} /></td>
            <td>{type.source}</td>
          </tr>
        )}
      />
      <ListPanel
        title={t('admin.indicators')}
        list={indicators}
        head={[t('admin.code'), t('admin.name'), t('admin.dataSource'), t('admin.accepts'), t('admin.state')]}
        row={(indicator) => (
          <tr key={indicator.id}>
            <td>{indicator.code} <span className="small muted">v{indicator.version}</span></td>
            <td>{indicator.name}</td>
            <td>{indicator.data_source}</td>
            <td>{indicator.types.map(nameOf).filter(Boolean).join(', ')}</td>
            <td><Approval state={indicator.state} /></td>
          </tr>
        )}
      />
    </>
  )
}

function Coefficient({ type }: { type: ProductType }) {
  const { t } = useWords()
  if (type.coefficient === null) return <Status tone="bad" icon="warn">{t('admin.notConfigured')}</Status>
  return <span className="number">{quantity(type.coefficient)}</span>
}

function Approval({ state }: { state: ProductType['state'] }) {
  const { t } = useWords()
  return <Status tone={state === 'approved' ? 'good' : 'calm'} icon={state === 'approved' ? 'check' : 'pen'}>{t(`approval.${state}`)}</Status>
}
