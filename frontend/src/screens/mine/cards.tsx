import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { post, remove } from '../../api/client'
import * as queries from '../../api/queries'
import { toApiError } from '../../api/errors'
import type { Evidence } from '../../api/types'
import { useShortcuts } from '../../app/keys'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { toast } from '../../ui'
import { UploadCard } from './upload-card'
import type { Item } from './uploads'
import { useUploads } from './use-uploads'
import css from './mine.module.css'

/** The cards of the files on their way, newest first. */
export function Cards({ official, periodId }: { official: number; periodId: number }) {
  const { t } = useWords()
  const { store, items } = useUploads()
  const client = useQueryClient()
  const text = useErrorText()

  const left = useQuery(queries.unattached())
  useEffect(() => {
    // The newest first, as cards stand; only what waits since before this page.
    if (left.data) store.adopt(left.data.map(({ id, title, doc_ref }) => ({ id, name: doc_ref || title || `#${id}` })))
  }, [left.data, store])

  const refresh = () => {
    for (const key of ['tasks', 'evidence', 'scorecards', 'products']) void client.invalidateQueries({ queryKey: [key] })
  }
  const takeBack = async (item: Item, evidence: Evidence) => {
    try {
      await post<Evidence>(`/evidence/${evidence.id}/withdraw`, { version: evidence.version })
      store.takenBack(item.key)
      toast(t('card.takenBack'))
    } catch (cause) {
      toast(text(toApiError(cause)))
    }
    refresh()
  }
  const sent = (item: Item, evidence: Evidence) => {
    store.sent(item.key, evidence)
    refresh()
    toast(t('card.sentToast', { title: evidence.product_title || item.name }), {
      label: t('card.undo'),
      run: () => void takeBack(item, evidence),
    })
  }
  /** Takes a dropped file out again; possible only until something of it was handed in. */
  const discard = async (item: Item) => {
    try {
      if (item.product) await remove(`/products/${item.product}`)
      store.dismiss(item.key)
    } catch (cause) {
      const error = toApiError(cause)
      if (error.status === 404) store.dismiss(item.key)
      else toast(text(error))
    }
    refresh()
  }
  useShortcuts({
    'Ctrl+Z': () => {
      const last = items.find((item) => item.phase === 'sent' && item.evidence?.may.withdraw !== false)
      if (last?.evidence) void takeBack(last, last.evidence)
    },
  })
  const first = items.findLast((item) => item.phase === 'received')?.key
  if (items.length === 0) return null
  return (
    <section className={css.cards} aria-label={t('card.list')}>
      {items.map((item) => (
        <UploadCard
          key={item.key}
          item={item}
          official={official}
          periodId={periodId}
          leading={item.key === first}
          onSent={(evidence) => sent(item, evidence)}
          onDiscard={() => void discard(item)}
          onRetry={() => store.retry(item.key)}
          onUndo={() => item.evidence && void takeBack(item, item.evidence)}
          onClose={() => store.dismiss(item.key)}
        />
      ))}
    </section>
  )
}
