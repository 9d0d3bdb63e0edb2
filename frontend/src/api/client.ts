import { problemOf, toApiError } from './errors'
import { withLists } from './lists'

type Query = Record<string, string | number | undefined>

/** Builds an address below /api, leaving out what is not set. */
export function address(path: string, query: Query = {}): string {
  const set = Object.entries(query).filter(([, v]) => v !== undefined && v !== '')
  const params = new URLSearchParams(set.map(([k, v]) => [k, String(v)]))
  return `/api${path}${set.length > 0 ? `?${params}` : ''}`
}

async function call<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    })
    text = await response.text()
  } catch (cause) {
    throw toApiError(cause)
  }
  if (!response.ok) throw problemOf(response.status, text)
  return (text === '' ? undefined : withLists(JSON.parse(text) as unknown)) as T
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  call<T>('GET', address(path, query), undefined, signal)
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', address(path), body)
export const put = <T>(path: string, body: unknown) => call<T>('PUT', address(path), body)
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', address(path), body)
export const remove = (path: string) => call<void>('DELETE', address(path))
