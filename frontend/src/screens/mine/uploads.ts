import { ApiError, toApiError } from '../../api/errors'
import type { Evidence, Receipt } from '../../api/types'
import type { UploadTarget } from '../../api/upload'

export type Send = (file: File, target: UploadTarget, progress: (part: number) => void, signal: AbortSignal) => Promise<Receipt>

/** One dropped file on its way: sending -> received (recognised, confirmed by its card) -> sent, or failed. */
export interface Item {
  key: string
  name: string
  size: number
  task?: number
  /** The returned item that this file answers. */
  answers?: Evidence
  phase: 'waiting' | 'sending' | 'received' | 'sent' | 'failed'
  part: number
  /** The product that the server made of it. */
  product?: number
  receipt?: Receipt
  evidence?: Evidence
  error?: ApiError
}
export interface Drop { task?: number; answers?: Evidence }

const atOnce = 2

/**
 * The files of this page that are on their way. It lives outside the screens, so that going
 * to another screen stops nothing. What the server holds from an earlier visit is adopted.
 */
export class Uploads {
  private items: readonly Item[] = []
  private readonly files = new Map<string, File>()
  private readonly aborts = new Map<string, AbortController>()
  private readonly listeners = new Set<() => void>()
  private count = 0

  constructor(private readonly send: Send) {}

  subscribe = (tell: () => void) => {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }
  list = () => this.items

  add(files: File[], drop: Drop, limit: number): void {
    const added = files.map((file): Item => {
      const key = `${Date.now()}-${++this.count}`
      this.files.set(key, file)
      const item: Item = { key, name: file.name, size: file.size, ...drop, phase: 'waiting', part: 0 }
      // The limit is told before choosing; a file over it is refused here, before its bytes travel.
      if (file.size > limit) return { ...item, phase: 'failed', error: new ApiError({ status: 413, code: 'too_large', reason: 'upload.too_large' }) }
      return item
    })
    this.set([...added, ...this.items])
    this.pump()
  }

  retry(key: string): void {
    this.change(key, { phase: 'waiting', part: 0, error: undefined })
    this.pump()
  }

  /** Takes a card away; a transfer under way is broken off and the server keeps nothing of it. */
  dismiss(key: string): void {
    this.aborts.get(key)?.abort()
    this.aborts.delete(key)
    this.files.delete(key)
    this.set(this.items.filter((item) => item.key !== key))
  }

  /** Shows files that arrived in an earlier visit and were never handed in; known ones stay as they are. */
  adopt(rows: { id: number; name: string }[]): void {
    const known = new Set(this.items.map((item) => item.product))
    const found = rows.filter(({ id }) => !known.has(id))
    if (found.length === 0) return
    this.set([...this.items, ...found.map(({ id, name }): Item => ({ key: `product-${id}`, name, size: 0, phase: 'received', part: 1, product: id }))])
  }

  sent(key: string, evidence: Evidence): void {
    this.change(key, { phase: 'sent', evidence })
  }
  takenBack(key: string): void {
    this.change(key, { phase: 'received', evidence: undefined })
  }

  private pump(): void {
    const busy = this.items.filter((item) => item.phase === 'sending').length
    const waiting = this.items.filter((item) => item.phase === 'waiting').reverse()
    for (const item of waiting.slice(0, Math.max(0, atOnce - busy))) void this.start(item)
  }

  private async start(item: Item): Promise<void> {
    const file = this.files.get(item.key)
    if (!file) return
    const abort = new AbortController()
    this.aborts.set(item.key, abort)
    this.change(item.key, { phase: 'sending' })
    try {
      const receipt = await this.send(file, { task: item.task }, (part) => this.change(item.key, { part }), abort.signal)
      this.files.delete(item.key)
      // A list read meanwhile may have brought the same product as an old file.
      this.set(this.items.filter((other) => other.product !== receipt.product_id))
      this.change(item.key, { phase: 'received', part: 1, receipt, product: receipt.product_id })
    } catch (cause) {
      this.change(item.key, { phase: 'failed', error: toApiError(cause) })
    } finally {
      this.aborts.delete(item.key)
      this.pump()
    }
  }

  private change(key: string, part: Partial<Item>): void {
    this.set(this.items.map((item) => (item.key === key ? { ...item, ...part } : item)))
  }
  private set(items: readonly Item[]): void {
    this.items = items
    this.listeners.forEach((tell) => tell())
  }
}
