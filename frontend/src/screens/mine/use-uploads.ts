import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useMe } from '../../app/scope'
import { Halves } from '../../intake/halves'
import { hashFile } from '../../intake/hash-file'
import { sender } from '../../intake/send'
import { attendant } from './hand-in'
import { Uploads, type Item } from './uploads'

const stores = new Map<number, Uploads>()

/** The uploads of one account in this page; another account on the same machine sees none of them. */
function storeOf(account: number, client: QueryClient): Uploads {
  const known = stores.get(account)
  if (known) return known
  const halves = new Halves(account)
  const store = new Uploads({ send: sender(halves), hash: hashFile, halves, attend: attendant(client) })
  stores.set(account, store)
  return store
}

export function useUploads(): { store: Uploads; items: readonly Item[] } {
  const client = useQueryClient()
  const store = storeOf(useMe().account_id, client)
  const items = useSyncExternalStore(store.subscribe, store.list)
  return { store, items }
}
