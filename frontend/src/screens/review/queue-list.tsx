import { useEffect, useRef } from 'react'
import type { Evidence, Queue } from '../../api/types'
import { useWords } from '../../i18n'
import { Icon } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import { step, waits } from './order'
import css from './review.module.css'

/** The items by person; on a phone only the place in the queue and two arrows. */
export function QueueList({ people, items, current, onOpen }: { people: Queue['people']; items: Evidence[]; current: number; onOpen: (item: Evidence | undefined) => void }) {
  const { t } = useWords()
  const list = useRef<HTMLElement>(null)
  const at = items.findIndex((item) => item.id === current)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <>
      <div className={css.strip}>
        <button type="button" onClick={() => onOpen(step(items, current, -1))} disabled={at <= 0} aria-label={t('review.previousItem')}>
          <Icon name="left" />
        </button>
        <span>
          <strong>{items[at]?.official_name}</strong>{' '}
          <span className="number muted">{t('review.place', { at: at + 1, total: items.length })}</span>
        </span>
        <button type="button" onClick={() => onOpen(step(items, current, 1))} disabled={at >= items.length - 1} aria-label={t('review.nextItem')}>
          <Icon name="right" />
        </button>
      </div>
      <nav className={css.queue} aria-label={t('review.queue')} ref={list}>
        {people.map(({ official, pending, total }) => {
          const own = items.filter((item) => item.official_id === official.id)
          if (own.length === 0) return null
          return (
            <section key={official.id} aria-label={official.name}>
              <header>
                <span>
                  <strong>{official.name}</strong> <span className="small muted">{official.staff_code}</span>
                </span>
                <span className="number small muted">{t('review.waiting', { pending, total })}</span>
              </header>
              <ul className="plain">
                {own.map((item) => (
                  <li key={item.id}>
                    <button type="button" className={css.item} aria-current={item.id === current ? 'true' : undefined} onClick={() => onOpen(item)} data-evidence={item.id}>
                      <span className={css.itemTitle}>{item.product_title || t(item.source === 'classified' ? 'classified.title' : 'product.untitled')}</span>
                      <span className={css.itemFoot}>
                        <span className="small">{item.doc_ref || item.type_name}</span>
                        {waits(item) ? (item.exceptions?.length ?? 0) > 0 && <span className={css.flag}><Icon name="warn" size={14} />{t('review.exception')}</span> : <EvidenceMark state={item.state} />}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </nav>
    </>
  )
}
