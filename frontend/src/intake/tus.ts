import { toApiError, ApiError, problemOf } from '../api/errors'
import { transfer } from './transfer'

/**
 * The client's side of tus 1.0.0 (core, creation, termination): an upload that the server
 * keeps half of, and that goes on from there after a cut, a pause or another day. What is
 * sent is not yet a product: that comes by `/api/products/from-upload`.
 */
const at = '/api/uploads'
const version = { 'Tus-Resumable': '1.0.0' }
/** The server takes at most 8 MB at once; half of that loses less to a cut. */
export const chunk = 4 * 1024 * 1024

async function call(method: string, url: string, headers: Record<string, string>, signal: AbortSignal | null): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { method, headers: { ...version, ...headers }, credentials: 'same-origin', signal })
  } catch (cause) {
    throw toApiError(cause)
  }
  if (!response.ok) throw problemOf(response.status, await response.text().catch(() => ''))
  return response
}

/** Base64 of a text's UTF-8 bytes, as tus wants its metadata. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** Announces an upload and gives its id. */
export async function create(file: File, signal: AbortSignal): Promise<string> {
  const response = await call('POST', at, { 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name)}` }, signal)
  const id = (response.headers.get('Location') ?? '').split('/').pop()
  if (!id) throw new ApiError({ reason: 'unexpected', detail: 'no Location' })
  return id
}

/** How many bytes the server keeps of an upload; null when it keeps none of it any more. */
export async function offsetOf(id: string, signal: AbortSignal | null): Promise<number | null> {
  try {
    const response = await call('HEAD', `${at}/${id}`, {}, signal)
    const offset = Number(response.headers.get('Upload-Offset'))
    return Number.isSafeInteger(offset) && offset >= 0 ? offset : null
  } catch (cause) {
    const error = toApiError(cause)
    if (error.status === 404 || error.status === 410 || error.status === 403) return null
    throw error
  }
}

/** Sends the next part from `offset` and gives the new offset. */
export async function append(id: string, file: Blob, offset: number, sent: (bytes: number) => void, signal: AbortSignal): Promise<number> {
  const answer = await transfer({
    method: 'PATCH',
    url: `${at}/${id}`,
    headers: { ...version, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
    body: file.slice(offset, offset + chunk),
    sent: (bytes) => sent(offset + bytes),
    signal,
  })
  const next = Number(answer.header('Upload-Offset'))
  if (!Number.isSafeInteger(next) || next <= offset) throw new ApiError({ reason: 'unexpected', detail: 'no progress' })
  return next
}

/** Lets the server forget an upload; it would do so by itself some time later. */
export async function terminate(id: string): Promise<void> {
  await call('DELETE', `${at}/${id}`, {}, null).catch(() => undefined)
}
