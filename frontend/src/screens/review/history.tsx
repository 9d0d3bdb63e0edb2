import { useQuery } from '@tanstack/react-query'
import * as queries from '../../api/queries'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { EvidenceMark } from '../evidence-state'
import css from './decision.module.css'

/** What happened to this item before, append-only. */
export function History({ id, version }: { id: number; version: number }) {
  const { t } = useWords()
  const one = useQuery({ ...queries.evidence(id), queryKey: ['evidence', id, version] })
  const items = one.data?.history ?? []
  if (items.length === 0) return null
  return (
    <section className={css.card}>
      <h2>{t('decision.history')}</h2>
      <ol className={css.history}>
        {items.map((entry, i) => (
          <li key={i}>
            <div className="row">
              <EvidenceMark state={entry.state} /> <span className="small muted number">{instant(entry.at)}</span>
            </div>
            <span className="small">{entry.by}</span>
            {entry.reason && <p className="small">{entry.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
