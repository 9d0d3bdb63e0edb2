import type { Words } from './types'

/** What the server says when it refuses (RFC 9457 with our own fields). */
export interface Problem {
  status?: number
  code?: string
  reason?: string
  detail?: string
  message?: Partial<Words>
  request_id?: string
  info?: Record<string, unknown>
}

/** Reasons made in the browser, when no answer of the server explains the failure. */
export type LocalReason = 'network' | 'cancelled' | 'unexpected' | 'upload.too_large' | 'upload.duplicate' | 'file.unreadable'

/** The one error of every call: what happened, in words, and a code to read to support. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly reason: string
  readonly words: Partial<Words>
  readonly requestId: string
  readonly info: Record<string, unknown>

  constructor(problem: Problem) {
    super(problem.reason ?? problem.detail ?? 'unexpected')
    this.name = 'ApiError'
    this.status = problem.status ?? 0
    this.code = problem.code ?? 'internal'
    this.reason = problem.reason ?? 'unexpected'
    this.words = problem.message ?? {}
    this.requestId = problem.request_id ?? ''
    this.info = problem.info ?? {}
  }

  /** The short code shown to people: reason, then the request it happened in. */
  get shown(): string {
    return this.requestId ? `${this.reason} · ${this.requestId}` : this.reason
  }
}

/** Turns anything thrown or answered into an ApiError; never loses the server's own words. */
export function toApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause
  if (cause instanceof DOMException && cause.name === 'AbortError') {
    return new ApiError({ code: 'cancelled', reason: 'cancelled' })
  }
  if (cause instanceof TypeError) return new ApiError({ code: 'unavailable', reason: 'network' })
  return new ApiError({ code: 'internal', reason: 'unexpected', detail: String(cause) })
}

/** Reads a refused answer; a body that is no problem document still gives status and code. */
export function problemOf(status: number, body: string): ApiError {
  try {
    const problem: unknown = JSON.parse(body)
    if (problem !== null && typeof problem === 'object') return new ApiError({ ...problem, status })
  } catch {
    // A proxy in between may answer in HTML: the status is all there is.
  }
  return new ApiError({ status, code: 'internal', reason: status === 0 ? 'network' : `http.${status}` })
}

/** Whether trying the same again may help. */
export function mayRetry(error: ApiError): boolean {
  return error.status === 0 || error.status === 429 || error.status >= 500
}
