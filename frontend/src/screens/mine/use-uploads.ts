import { useSyncExternalStore } from 'react'
import { upload } from '../../api/upload'
import { useMe } from '../../app/scope'
import { Uploads, type Item } from './uploads'

const stores = new Map<number, Uploads>()

/** The uploads of one account in this page; another account on the same machine sees none of them. */
function storeOf(account: number): Uploads {
  const known = stores.get(account)
  if (known) return known
  const store = new Uploads(upload)
  stores.set(account, store)
  return store
}

export function useUploads(): { store: Uploads; items: readonly Item[] } {
  const store = storeOf(useMe().account_id)
  const items = useSyncExternalStore(store.subscribe, store.list)
  return { store, items }
}
