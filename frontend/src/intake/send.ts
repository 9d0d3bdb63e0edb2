import { address, get, post } from '../api/client'
import { ApiError, mayRetry, toApiError } from '../api/errors'
import type { Known, ProductView, Receipt } from '../api/types'
import type { Halves } from './halves'
import { transfer } from './transfer'
import * as tus from './tus'

export interface Target { task?: number }

/** What the sender tells and asks while a file is on its way. */
export interface Watch {
  /** SHA-256 of the file; made once, also over retries. */
  hash: () => Promise<string>
  /** The part of the file, 0 to 1, that the server has, as far as this machine knows. */
  sent: (part: number) => void
  /** The line broke: waits so many milliseconds, less when the person or the network says so. */
  wait: (ms: number) => Promise<void>
}
export type Send = (file: File, target: Target, watch: Watch, signal: AbortSignal) => Promise<Receipt>

/** Up to here a file goes in one piece; past it, and after any cut, in parts that can go on. */
export const whole = 8 * 1024 * 1024
/** How often a server that answers with a fault is asked again when nothing moves; a broken line, for ever. */
const patience = 5
const backOff = (tries: number) => Math.min(30_000, 1_000 * 2 ** tries)

/** Refusals after which the same file goes on from wherever the server says it stands. */
const standing = new Set(['upload.cut', 'upload.offset', 'upload.busy', 'upload.incomplete', 'upload.not_found'])
const again = (error: ApiError) => error.reason !== 'unexpected' && (mayRetry(error) || standing.has(error.reason))

const duplicate = (product: Known['product']) =>
  new ApiError({ status: 409, code: 'conflict', reason: 'upload.duplicate', info: product ? { product_id: product.id, submitter: product.submitter, at: product.received_at, title: product.title } : {} })

/** Sends files for one account: asks by hash first, survives cuts, never sends what is there. */
export function sender(halves: Halves): Send {
  return async (file, target, watch, signal) => {
    const hash = await watch.hash()
    let begun = halves.of(hash) !== undefined
    let tries = 0
    let reached = 0
    for (;;) {
      try {
        const known = await get<Known>('/uploads/known', { hash }, signal)
        if (known.known) {
          // It may be this very file, of which only the receipt was lost on the way.
          const own = begun && known.product ? await receiptOf(known.product.id) : null
          if (own) return own
          throw duplicate(known.product)
        }
        if (file.size <= whole && !begun) {
          begun = true
          return await sendWhole(file, target, watch, signal)
        }
        begun = true
        return await sendParts(file, hash, target, halves, (part) => {
          if (part > reached) tries = 0
          reached = Math.max(reached, part)
          watch.sent(part)
        }, signal)
      } catch (cause) {
        const error = toApiError(cause)
        if (error.reason === 'cancelled') throw error
        if (!again(error) || (error.status > 0 && tries >= patience)) {
          if (!mayRetry(error)) halves.forget(hash) // the server looked at it and said no
          throw error
        }
        await readable(file)
        watch.sent(halves.of(hash)?.part ?? 0) // what the server kept, and not what left this machine
        await watch.wait(backOff(tries++))
      }
    }
  }
}

async function sendWhole(file: File, target: Target, watch: Watch, signal: AbortSignal): Promise<Receipt> {
  const { text } = await transfer({
    method: 'PUT',
    url: address('/uploads', { name: file.name, task: target.task }),
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
    sent: (bytes) => watch.sent(bytes / file.size),
    signal,
  })
  return JSON.parse(text) as Receipt
}

async function sendParts(file: File, hash: string, target: Target, halves: Halves, sent: (part: number) => void, signal: AbortSignal): Promise<Receipt> {
  const half = halves.of(hash)
  let offset = half ? await tus.offsetOf(half.upload, signal) : null
  const upload = half && offset !== null ? half.upload : await tus.create(file, signal)
  offset ??= 0
  const keep = (at: number) => halves.keep({ hash, upload, name: file.name, size: file.size, part: at / file.size, task: target.task, at: Date.now() })
  keep(offset)
  sent(offset / file.size)
  while (offset < file.size) {
    offset = await tus.append(upload, file, offset, (bytes) => sent(bytes / file.size), signal)
    keep(offset)
    sent(offset / file.size)
  }
  const receipt = await post<Receipt>('/products/from-upload', { upload, ...target })
  halves.forget(hash)
  return receipt
}

/** The receipt of a product that is one's own and still unused; else null. */
async function receiptOf(id: number): Promise<Receipt | null> {
  const view = await get<ProductView>(`/products/${id}`)
  return view.may.remove ? view.receipt : null
}

/** A file that went away looks like a broken line to the browser, and no waiting brings it back. */
async function readable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer()
  } catch {
    throw new ApiError({ status: 422, code: 'invalid', reason: 'file.unreadable' })
  }
}
