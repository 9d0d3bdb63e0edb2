import { useVirtualizer } from '@tanstack/react-virtual'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Hit, Run } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Status } from '../../ui'
import css from './archive.module.css'

interface Props { hits: Hit[]; total: number; chosen: number; onChoose: (index: number) => void; onMore: (() => void) | undefined; stale: boolean }

/** The list: only the rows near the eye are in the page. */
export function Hits({ hits, total, chosen, onChoose, onMore, stale }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: hits.length, getScrollElement: () => box.current, estimateSize: () => 112, overscan: 6 })
  useEffect(() => {
    rows.scrollToIndex(chosen)
  }, [chosen]) // eslint-disable-line react-hooks/exhaustive-deps -- only when another row is chosen
  return (
    <div ref={box} className={css.hits} data-stale={stale || undefined} tabIndex={-1}>
      <ol className="plain" style={{ height: rows.getTotalSize(), position: 'relative' }} aria-label={t('archive.results')}>
        {rows.getVirtualItems().map((row) => {
          const hit = hits[row.index]!
          return (
            <li key={row.key} ref={rows.measureElement} data-index={row.index} className={css.hit} data-on={row.index === chosen || undefined} style={{ transform: `translateY(${row.start}px)` }} onMouseDown={() => onChoose(row.index)} onFocus={() => onChoose(row.index)} aria-setsize={total} aria-posinset={row.index + 1}>
              <HitRow hit={hit} />
            </li>
          )
        })}
      </ol>
      {onMore && (
        <div className={css.more}>
          <Button variant="default" onClick={onMore}>{t('archive.more', { shown: hits.length, total })}</Button>
        </div>
      )}
    </div>
  )
}

function HitRow({ hit }: { hit: Hit }) {
  const { t } = useWords()
  const { product } = hit
  return (
    <>
      <Link to="/products/$productId" params={{ productId: String(product.id) }} search={{ page: hit.page || undefined }} className={css.hitTitle}>
        {hit.title.length > 0 ? <Runs runs={hit.title} /> : product.title || t('product.untitled')}
      </Link>
      <p className={css.hitFoot}>
        {[product.doc_ref, day(product.issued_on), product.unit_name, product.submitter].filter(Boolean).join(' · ')}
        {product.restricted && <Status tone="calm" icon="lock">{t('archive.restricted')}</Status>}
        {product.read === 'not-read' && <Status tone="wait" icon="warn">{t('decision.notRead')}</Status>}
      </p>
      {hit.snippet.length > 0 && (
        <p className={css.snippet} lang="vi">
          {hit.page > 0 && <span className={css.onPage}>{t('product.page', { page: hit.page })}</span>} <Runs runs={hit.snippet} />
        </p>
      )}
    </>
  )
}

/** Found words are marked as elements, never as markup from the text. */
export function Runs({ runs }: { runs: Run[] }) {
  return runs.map((run, i) => (run.mark ? <mark key={i}>{run.text}</mark> : <span key={i}>{run.text}</span>))
}
