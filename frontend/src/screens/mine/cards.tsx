import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { post, remove } from '../../api/client'
import * as queries from '../../api/queries'
import { toApiError } from '../../api/errors'
import type { Evidence } from '../../api/types'
import { useShortcuts } from '../../app/keys'
import { useMe } from '../../app/scope'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { toast } from '../../ui'
import { CertainBar } from './certain-bar'
import { UploadCard } from './upload-card'
import type { Item } from './uploads'
import { useUploads } from './use-uploads'
import css from './mine.module.css'

/** The cards of the files on their way, newest first. */
export function Cards({ official, periodId }: { official: number; periodId: number }) {
  const { t } = useWords()
  const { max_upload_bytes: limit } = useMe()
  const { store, items } = useUploads()
  const client = useQueryClient()
  const text = useErrorText()

  const left = useQuery(queries.unattached())
  useEffect(() => {
    // The newest first, as cards stand; only what waits since before this page.
    if (left.data) store.adopt(left.data.map(({ id, title, doc_ref }) => ({ id, name: doc_ref || title || `#${id}` })))
  }, [left.data, store])
  useEffect(() => void store.recall(), [store])

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
  const sayOfSent = (item: Item, evidence: Evidence) => {
    refresh()
    const title = evidence.product_title || item.name
    toast(item.attended ? t('card.attended', { title }) : t('card.sentToast', { title }), {
      label: t('card.undo'),
      run: () => void takeBack(item, evidence),
    })
  }
  // What was dropped on its row goes in by itself: it is said when it has, with the way back.
  const said = useRef(new Set(items.filter((item) => item.evidence).map((item) => item.key)))
  useEffect(() => {
    for (const item of items) {
      if (!item.attended || !item.evidence || said.current.has(item.key)) continue
      said.current.add(item.key)
      sayOfSent(item, item.evidence)
    }
  })
  const sent = (item: Item, evidence: Evidence) => {
    store.sent(item.key, evidence)
    sayOfSent(item, evidence)
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
  const asking = items.filter((item) => item.phase === 'received' && !item.attending)
  // The keys belong to what was dropped now, the eldest first; then to what waits from before.
  const first = (asking.findLast((item) => item.receipt) ?? asking.at(-1))?.key
  if (items.length === 0) return null
  return (
    <section className={css.cards} aria-label={t('card.list')}>
      <CertainBar items={items} official={official} periodId={periodId} onSent={(item, evidence) => store.sent(item.key, evidence)} onDone={refresh} />
      {items.map((item) => (
        <UploadCard
          key={item.key}
          item={item}
          official={official}
          periodId={periodId}
          leading={item.key === first}
          onDraft={(draft) => store.draft(item.key, draft)}
          onSent={(evidence) => sent(item, evidence)}
          onDiscard={() => void discard(item)}
          onRetry={() => store.retry(item.key)}
          onPause={() => store.pause(item.key)}
          onChosen={(files) => store.add(files, { task: item.task }, limit)}
          onUndo={() => item.evidence && void takeBack(item, item.evidence)}
          onClose={() => store.dismiss(item.key)}
        />
      ))}
    </section>
  )
}
