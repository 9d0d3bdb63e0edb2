import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Evidence, ProductView } from '../../api/types'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { Button, toast } from '../../ui'
import { belongs, handIn, ready, startDraft } from './hand-in'
import type { Item } from './uploads'
import css from './mine.module.css'

interface Props { items: readonly Item[]; official: number; periodId: number; onSent: (item: Item, evidence: Evidence) => void; onDone: () => void }

/** Many files at once: one press for all that leave no doubt, never for the others. */
export function CertainBar({ items, official, periodId, onSent, onDone }: Props) {
  const { t } = useWords()
  const text = useErrorText()
  const [busy, setBusy] = useState(false)
  const received = items.filter((item) => item.phase === 'received' && item.product)
  const views = useQueries({ queries: received.map((item) => queries.product(item.product ?? 0)) })
  const read = received.flatMap((item, i): [Item, ProductView][] => {
    const view = views[i]?.data
    return ready(item, view) ? [[item, view]] : []
  })
  const choices = useQuery({ ...queries.choices(official, periodId), enabled: read.length > 1 })
  const sure = read.filter(([item, view]) => choices.data && belongs(item, view, choices.data))
  if (sure.length < 2) return null
  const confirm = async () => {
    setBusy(true)
    let done = 0
    for (const [item, view] of sure) {
      try {
        onSent(item, await handIn(item, view, item.draft ?? startDraft(item, view), item.period ?? periodId))
        done++
      } catch (cause) {
        toast(text(toApiError(cause))) // its card stays, with everything on it
      }
    }
    setBusy(false)
    onDone()
    toast(t('card.sentAll', { count: done }))
  }
  return (
    <div className={css.certain}>
      <span>{t('card.confirmAllText')}</span>
      <Button icon="check" loading={busy} onClick={() => void confirm()}>
        {t('card.confirmAll', { count: sure.length })}
      </Button>
    </div>
  )
}
