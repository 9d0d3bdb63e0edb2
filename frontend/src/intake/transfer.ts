import { ApiError, problemOf } from '../api/errors'

/** An answer of a transfer: its status is below 300. */
export interface Answer { text: string; header: (name: string) => string | null }

interface Transfer {
  method: 'PUT' | 'PATCH'
  url: string
  headers: Record<string, string>
  body: Blob
  /** Bytes of the body that have left this machine. */
  sent: (bytes: number) => void
  signal: AbortSignal
}

/** Without a byte moving for so long a line counts as broken; an answer may take longer than a byte. */
const silence = { sending: 30_000, answering: 180_000 }

/**
 * Sends bytes by XMLHttpRequest, because fetch tells nothing of how much has left the
 * machine. Fails with an ApiError: reason "network" when the line broke or went silent.
 */
export function transfer({ method, url, headers, body, sent, signal }: Transfer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let watch: ReturnType<typeof setTimeout> | undefined
    const patience = (ms: number) => {
      clearTimeout(watch)
      watch = setTimeout(() => {
        fail(new ApiError({ code: 'unavailable', reason: 'network' }))
        request.abort()
      }, ms)
    }
    const stop = () => request.abort()
    const end = () => {
      clearTimeout(watch)
      signal.removeEventListener('abort', stop)
    }
    const fail = (error: ApiError) => {
      end()
      reject(error)
    }
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => {
      patience(silence.sending)
      sent(event.loaded)
    }
    request.upload.onload = () => patience(silence.answering)
    request.onload = () => {
      end()
      if (request.status >= 200 && request.status < 300) {
        resolve({ text: request.responseText, header: (name) => request.getResponseHeader(name) })
      } else {
        reject(problemOf(request.status, request.responseText))
      }
    }
    request.onerror = () => fail(new ApiError({ code: 'unavailable', reason: 'network' }))
    request.onabort = () => fail(new ApiError({ code: 'cancelled', reason: 'cancelled' }))
    signal.addEventListener('abort', stop)
    if (signal.aborted) return fail(new ApiError({ code: 'cancelled', reason: 'cancelled' }))
    patience(silence.sending)
    request.send(body)
  })
}
