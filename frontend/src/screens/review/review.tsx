import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import * as queries from '../../api/queries'
import type { Evidence } from '../../api/types'
import { useScope } from '../../app/scope'
import { ShortcutSheet } from '../../app/shortcut-sheet'
import { useWords } from '../../i18n'
import { Button, Empty, Failure, Loading, Page } from '../../ui'
import { preloadDocument } from '../../viewer/documents'
import { ContentFree } from './content-free'
import { arrange, nextWaiting, waits } from './order'
import { QueueList } from './queue-list'
import { Desk } from './desk'
import { useReviewHelp } from './help'
import css from './review.module.css'

/** S2 Chấm điểm: the queue by person, the document, and the decision beside it. */
export default function Review() {
  const { t } = useWords()
  const { periodId, unit } = useScope()
  const search = useSearch({ from: '/app/review' })
  const navigate = useNavigate()
  const queue = useQuery(queries.queue(periodId, unit))
  const known = useRef<number[]>([])
  const [help, setHelp] = useState(false)
  const items = useMemo(() => {
    const list = queue.data ? arrange(queue.data, known.current) : []
    known.current = list.map((item) => item.id)
    return list
  }, [queue.data])
  const current = items.find((item) => item.id === search.item) ?? items.find(waits) ?? items[0]

  const open = (item: Evidence | undefined) => {
    if (item) void navigate({ to: '/review', search: (old) => ({ ...old, item: item.id }), replace: true })
  }
  // The next paper is fetched while this one is read.
  const following = current && nextWaiting(items, current.id)
  const followingId = following?.media_type === 'application/pdf' ? following.product_id : 0
  useEffect(() => {
    const timer = followingId > 0 ? setTimeout(() => preloadDocument(followingId), 150) : undefined
    return () => clearTimeout(timer)
  }, [followingId])
  const helpItems = useReviewHelp()

  const done = items.filter((item) => !waits(item)).length
  return (
    <Page
      tight
      title={t('nav.review')}
      lead={queue.data && t('review.progress', { done, total: items.length })}
      actions={
        <Button variant="default" size="xs" icon="keys" onClick={() => setHelp(true)} className={css.help}>
          {t('keys.open')}
        </Button>
      }
    >
      <ShortcutSheet open={help} onClose={() => setHelp(false)} items={helpItems} />
      {queue.isPending ? (
        <Loading rows={6} height={72} />
      ) : queue.isError ? (
        <Failure error={queue.error} retry={() => void queue.refetch()} />
      ) : !current ? (
        <Empty>{t('review.empty')}</Empty>
      ) : (
        <div className={css.grid}>
          <QueueList people={queue.data.people} items={items} current={current.id} onOpen={open} />
          {current.source === 'classified' ? (
            <ContentFree key={`${current.id}.${current.version}`} items={items} item={current} onOpen={open} onHelp={() => setHelp(true)} />
          ) : (
            <Desk key={`${periodId}-${unit}`} items={items} item={current} onOpen={open} onHelp={() => setHelp(true)} />
          )}
        </div>
      )}
    </Page>
  )
}
