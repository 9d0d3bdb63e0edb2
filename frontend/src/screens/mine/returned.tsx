import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import * as queries from '../../api/queries'
import type { Evidence } from '../../api/types'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Failure, FileButton, Panel } from '../../ui'
import { useDropRow } from './use-drop-row'
import css from './mine.module.css'

/** What came back, with the reason, and a place to drop the better file. */
export function Returned({ official, periodId, open }: { official: number; periodId: number; open: boolean }) {
  const { t } = useWords()
  const list = useQuery(queries.evidenceList({ official, period: periodId, state: 'returned' }))
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (!list.data || list.data.items.length === 0) return null
  return (
    <Panel title={t('returned.title')} count={list.data.items.length}>
      <ul className={css.rows}>
        {list.data.items.map((item) => (
          <ReturnedRow key={item.id} item={item} open={open} />
        ))}
      </ul>
    </Panel>
  )
}

function ReturnedRow({ item, open }: { item: Evidence; open: boolean }) {
  const { t } = useWords()
  const { add, handlers } = useDropRow({ answers: item })
  const title = item.product_title || t('product.untitled')
  return (
    <li className={css.rowItem} {...(open ? handlers : {})}>
      <div className={css.rowMain}>
        <Link to="/products/$productId" params={{ productId: String(item.product_id) }}>
          {title}
        </Link>
        <span className="small muted">
          {item.indicator_name} · {item.reviewer_name} · {instant(item.decided_at)}
        </span>
        <p className={css.reason}>{item.reason}</p>
      </div>
      {open && (
        <FileButton size="xs" variant="default" icon="upload" multiple={false} label={t('returned.againFor', { title })} onFiles={add}>
          {t('returned.again')}
        </FileButton>
      )}
    </li>
  )
}
