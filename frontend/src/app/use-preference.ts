import { useSyncExternalStore } from 'react'
import { onPreference, readPreference, writePreference, type Preferences } from './preferences'

export function usePreference<K extends keyof Preferences>(key: K) {
  const value = useSyncExternalStore(onPreference, () => readPreference(key))
  return [value, (next: Preferences[K]) => writePreference(key, next)] as const
}
