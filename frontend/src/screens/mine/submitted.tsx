import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import * as queries from '../../api/queries'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Failure, Loading, Panel } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import css from './mine.module.css'

/** What was handed in for the period and where it stands. */
export function Submitted({ official, periodId }: { official: number; periodId: number }) {
  const { t } = useWords()
  const list = useQuery(queries.evidenceList({ official, period: periodId }))
  const items = list.data?.items.filter((item) => item.state === 'submitted' || item.state === 'accepted')
  return (
    <Panel title={t('submitted.title')} count={items?.length}>
      {list.isPending ? (
        <Loading rows={3} height={48} />
      ) : list.isError ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : items?.length === 0 ? (
        <Empty>{t('submitted.empty')}</Empty>
      ) : (
        <ul className={css.rows}>
          {items?.map((item) => (
            <li key={item.id} className={css.rowItem}>
              <div className={css.rowMain}>
                {item.source === 'classified' ? (
                  <strong>{t('classified.title')}</strong>
                ) : (
                  <Link to="/products/$productId" params={{ productId: String(item.product_id) }}>
                    {item.product_title || t('product.untitled')}
                  </Link>
                )}
                <span className="small muted">
                  {[item.doc_ref, item.indicator_name, instant(item.submitted_at)].filter(Boolean).join(' · ')}
                </span>
              </div>
              <EvidenceMark state={item.state} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
