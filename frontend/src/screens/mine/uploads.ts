import { ApiError, toApiError } from '../../api/errors'
import type { Evidence, Receipt } from '../../api/types'
import type { Halves } from '../../intake/halves'
import type { hashFile } from '../../intake/hash-file'
import type { Send } from '../../intake/send'
import * as tus from '../../intake/tus'
import type { Target } from './choice'
import type { Draft } from './facts'

/** Hands a file in that was dropped on its row; null when a person must look first. */
export type Attend = (item: Item, signal: AbortSignal) => Promise<Evidence | null>
interface Parts { send: Send; hash: typeof hashFile; halves: Halves; attend: Attend }

/**
 * One dropped file on its way:
 * waiting → hashing → sending (→ broken, paused → sending) → received → sent, or failed.
 * halfway: cut off in an earlier visit; the server holds a part, the file must be chosen again.
 */
export interface Item {
  key: string
  name: string
  size: number
  /** The task it was dropped on, and what that means for the score. */
  task?: number
  target?: Target
  period?: number
  /** The returned item that this file answers. */
  answers?: Evidence
  phase: 'waiting' | 'hashing' | 'sending' | 'broken' | 'paused' | 'halfway' | 'received' | 'sent' | 'failed'
  /** How much of the phase is through, 0 to 1. */
  part: number
  hash?: string
  /** When a broken line is tried again by itself (ms since 1970). */
  retryAt?: number
  /** The product that the server made of it. */
  product?: number
  receipt?: Receipt
  /** What the person changed of the reading, before it is handed in. */
  draft?: Draft
  /** It is being handed in without a question, because it was dropped on its row. */
  attending?: boolean
  attended?: boolean
  evidence?: Evidence
  error?: ApiError
}
export type Drop = Pick<Item, 'task' | 'target' | 'period' | 'answers'>

const atOnce = 2
const onTheWay: ReadonlySet<Item['phase']> = new Set(['hashing', 'sending', 'broken'])

/**
 * The files of this page that are on their way. It lives outside the screens, so that going
 * to another screen stops nothing. What the server holds from an earlier visit is adopted.
 */
export class Uploads {
  private items: readonly Item[] = []
  private readonly files = new Map<string, File>()
  private readonly aborts = new Map<string, AbortController>()
  private readonly wakes = new Map<string, () => void>()
  private readonly listeners = new Set<() => void>()
  private count = 0

  constructor(private readonly parts: Parts) {}

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

  /** Sends again what failed, goes on with what was paused, wakes what waits for the line. */
  retry(key: string): void {
    const wake = this.wakes.get(key)
    if (wake) return wake()
    this.change(key, { phase: 'waiting', error: undefined })
    this.pump()
  }

  /** Stops sending; the server keeps what it has. */
  pause(key: string): void {
    this.change(key, { phase: 'paused', retryAt: undefined })
    this.aborts.get(key)?.abort()
  }

  /** Takes a card away; a transfer under way is broken off and the server keeps nothing of it. */
  dismiss(key: string): void {
    const item = this.find(key)
    const half = item?.hash && item.phase !== 'received' && item.phase !== 'sent' ? this.parts.halves.of(item.hash) : undefined
    if (half) {
      this.parts.halves.forget(half.hash)
      void tus.terminate(half.upload)
    }
    this.aborts.get(key)?.abort()
    this.aborts.delete(key)
    this.files.delete(key)
    this.set(this.items.filter((other) => other.key !== key))
  }

  /** Shows files that arrived in an earlier visit and were never handed in; known ones stay as they are. */
  adopt(rows: { id: number; name: string }[]): void {
    const known = new Set(this.items.map((item) => item.product))
    const found = rows.filter(({ id }) => !known.has(id))
    if (found.length === 0) return
    this.set([...this.items, ...found.map(({ id, name }): Item => ({ key: `product-${id}`, name, size: 0, phase: 'received', part: 1, product: id }))])
  }

  /** Shows what was cut off in an earlier visit and is still with the server. */
  async recall(): Promise<void> {
    for (const half of this.parts.halves.all()) {
      if (this.items.some((item) => item.hash === half.hash)) continue
      const offset = await tus.offsetOf(half.upload, null).catch(() => half.part * half.size)
      if (offset === null) this.parts.halves.forget(half.hash)
      else if (!this.items.some((item) => item.hash === half.hash)) {
        const { hash, name, size, task } = half
        this.set([...this.items, { key: `half-${hash}`, name, size, task, hash, phase: 'halfway', part: size > 0 ? offset / size : 0 }])
      }
    }
  }

  draft(key: string, draft: Draft): void {
    this.change(key, { draft })
  }
  sent(key: string, evidence: Evidence): void {
    this.change(key, { phase: 'sent', evidence })
  }
  takenBack(key: string): void {
    this.change(key, { phase: 'received', evidence: undefined })
  }

  private pump(): void {
    const busy = this.items.filter((item) => onTheWay.has(item.phase)).length
    const waiting = this.items.filter((item) => item.phase === 'waiting').reverse()
    for (const item of waiting.slice(0, Math.max(0, atOnce - busy))) void this.start(item)
  }

  private async start(item: Item): Promise<void> {
    const { key } = item
    const file = this.files.get(key)
    if (!file) return
    const abort = new AbortController()
    this.aborts.set(key, abort)
    this.change(key, { phase: 'hashing', part: 0 })
    try {
      const watch = {
        hash: () => this.hash(key, file, abort.signal),
        sent: (part: number) => this.change(key, { phase: 'sending', part }),
        wait: (ms: number) => this.wait(key, ms, abort.signal),
      }
      const receipt = await this.parts.send(file, { task: item.task }, watch, abort.signal)
      this.files.delete(key)
      // A list read meanwhile may have brought the same product as an old file.
      this.set(this.items.filter((other) => other.key === key || other.product !== receipt.product_id))
      this.change(key, { phase: 'received', part: 1, receipt, product: receipt.product_id })
      void this.attend(key, abort.signal)
    } catch (cause) {
      if (this.find(key)?.phase !== 'paused') this.change(key, { phase: 'failed', error: toApiError(cause) })
    } finally {
      if (this.find(key)?.phase !== 'received') this.aborts.delete(key)
      this.pump()
    }
  }

  private async hash(key: string, file: File, signal: AbortSignal): Promise<string> {
    const hash = this.find(key)?.hash ?? (await this.parts.hash(file, (part) => this.change(key, { part }), signal))
    const half = this.items.find((item) => item.phase === 'halfway' && item.hash === hash)
    if (half) this.set(this.items.filter((item) => item !== half))
    this.change(key, { hash, phase: 'sending', part: half?.part ?? 0, ...(half?.task && !this.find(key)?.task ? { task: half.task } : {}) })
    return hash
  }

  private wait(key: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        window.removeEventListener('online', wake)
        signal.removeEventListener('abort', stop)
        this.wakes.delete(key)
        settle()
      }
      const stop = () => end(() => reject(new ApiError({ code: 'cancelled', reason: 'cancelled' })))
      const wake = () => end(() => {
        this.change(key, { phase: 'sending', retryAt: undefined })
        resolve()
      })
      const timer = setTimeout(wake, ms)
      window.addEventListener('online', wake)
      signal.addEventListener('abort', stop)
      this.wakes.set(key, wake)
      this.change(key, { phase: 'broken', retryAt: Date.now() + ms })
    })
  }

  /** What was dropped on a row needs no question when everything was read with certainty. */
  private async attend(key: string, signal: AbortSignal): Promise<void> {
    const item = this.find(key)
    if (!item || (!item.target && !item.answers)) return
    this.change(key, { attending: true })
    try {
      const evidence = await this.parts.attend(item, signal)
      if (evidence) this.change(key, { phase: 'sent', evidence, attended: true })
    } catch {
      // The card asks, as for any other file; the server says there what is wrong.
    } finally {
      this.change(key, { attending: undefined })
    }
  }

  private find(key: string): Item | undefined {
    return this.items.find((item) => item.key === key)
  }
  private change(key: string, part: Partial<Item>): void {
    this.set(this.items.map((item) => (item.key === key ? { ...item, ...part } : item)))
  }
  private set(items: readonly Item[]): void {
    this.items = items
    this.listeners.forEach((tell) => tell())
  }
}
