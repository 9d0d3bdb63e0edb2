/** Small settings of this browser. Storage may be refused (private windows): then they
 * last as long as the page. */
export interface Preferences {
  language: 'vi' | 'en'
  shortcuts: 'on' | 'off'
  size: 'normal' | 'large' | 'larger'
}

const defaults: Preferences = { language: 'vi', shortcuts: 'on', size: 'normal' }
const memory = new Map<string, string>()
const listeners = new Set<() => void>()

export function readPreference<K extends keyof Preferences>(key: K): Preferences[K] {
  let value = memory.get(key)
  if (value === undefined) {
    try {
      value = localStorage.getItem(`mc.${key}`) ?? undefined
    } catch {
      value = undefined
    }
  }
  return (value as Preferences[K] | undefined) ?? defaults[key]
}

export function writePreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  memory.set(key, value)
  try {
    localStorage.setItem(`mc.${key}`, value)
  } catch {
    // Kept in memory only.
  }
  listeners.forEach((tell) => tell())
}

export function onPreference(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
