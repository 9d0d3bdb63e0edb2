import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { patch, post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Choices, Evidence, ProductPatch, ProductView } from '../../api/types'
import { certain } from './certainty'
import { targetOfSuggestion, type Target } from './choice'
import { changesOf, startFields, type Draft } from './facts'
import type { Attend, Item } from './uploads'

/** What stands on a card before anybody touches it: the task it was dropped on, else the first suggestion. */
export function startDraft(item: Item, view: ProductView): Draft {
  const [first] = view.suggestions
  return { fields: startFields(view), target: item.target ?? (first ? targetOfSuggestion(first) : null), editing: false }
}

/** Writes the corrections down and hands the product in; fails with the server's words. */
export async function handIn(item: Item, view: ProductView, draft: Draft, periodId: number): Promise<Evidence> {
  const { product } = view
  const changes: ProductPatch = changesOf(draft.fields, product) ?? {}
  if (Object.keys(changes).length > 0) await patch<ProductView>(`/products/${product.id}`, changes)
  return item.answers
    ? post<Evidence>(`/evidence/${item.answers.id}/resubmit`, { version: item.answers.version, product_id: product.id })
    : post<Evidence>('/evidence', { product_id: product.id, ...(draft.target satisfies Target | null), period_id: periodId })
}

/** A card may be handed in together with others: certain, and for work that the catalogue names. */
export function ready(item: Item, view: ProductView | undefined): view is ProductView {
  if (!view || item.phase !== 'received' || item.attending) return false
  const draft = item.draft ?? startDraft(item, view)
  return certain(view, draft) && (item.answers !== undefined || draft.target !== null) && !draft.editing
}

/** The task is no guess: the file was dropped on it, or the catalogue puts papers of this type under it. */
export function belongs(item: Item, view: ProductView, choices: Choices): boolean {
  if (item.answers || item.target || item.draft) return true
  const target = startDraft(item, view).target
  const kind = view.product.doc_type || (view.product.dossier_code ? 'HS' : '')
  const type = choices.indicators.find(({ id }) => id === target?.indicator_id)?.types.find(({ id }) => id === target?.type_id)
  return kind !== '' && (type?.recognises.includes(kind) ?? false)
}

/** Waits until the reading of a dropped file is through, then hands it in if nothing is open. */
export function attendant(client: QueryClient): Attend {
  return async (item, signal) => {
    const view = await readingOf(client, item.product ?? 0, signal)
    if (!certain(view) || (!item.target && !item.answers)) return null
    return handIn(item, view, startDraft(item, view), item.period ?? 0)
  }
}

function readingOf(client: QueryClient, id: number, signal: AbortSignal): Promise<ProductView> {
  return new Promise((resolve, reject) => {
    const observer = new QueryObserver(client, queries.product(id))
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop)
      queueMicrotask(() => forget())
      settle()
    }
    const stop = () => end(() => reject(new DOMException('', 'AbortError')))
    const look = ({ data, error }: { data: ProductView | undefined; error: Error | null }) => {
      if (data && data.product.read !== 'pending') end(() => resolve(data))
      else if (error) end(() => reject(error))
    }
    signal.addEventListener('abort', stop)
    const forget = observer.subscribe(look)
    look(observer.getCurrentResult())
  })
}
