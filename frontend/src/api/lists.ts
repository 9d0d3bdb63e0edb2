import type { Lists } from './types'

/**
 * The names of the fields that hold lists. The server may write null for an empty one; past
 * this point an empty list is []. A test compares the names with the server's description.
 */
export const listNames: ReadonlySet<string> = new Set([
  'confidence', 'demo_accounts', 'errors', 'evidence', 'exceptions', 'facets', 'fields', 'findings', 'history', 'hits', 'identities', 'indicators', 'items', 'later_changes', 'lines', 'missing',
  'not_counted', 'pages', 'people', 'periods', 'problems', 'reasons', 'recognises', 'roles', 'seen', 'signatures', 'snippet', 'steps', 'suggestions', 'title', 'types', 'unconfirmed',
])

/** Replaces the nulls of lists by empty lists, to any depth. */
export function withLists<T>(value: T): Lists<T> {
  if (Array.isArray(value)) return value.map(withLists) as Lists<T>
  if (value === null || typeof value !== 'object') return value as Lists<T>
  const entries = Object.entries(value).map(([key, part]) => [key, part === null && listNames.has(key) ? [] : withLists(part)])
  return Object.fromEntries(entries) as Lists<T>
}
