import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/errors'
import type { Evidence, Receipt } from '../../api/types'
import { Halves } from '../../intake/halves'
import type { Send } from '../../intake/send'
import { Uploads as Store, type Attend } from './uploads'

const file = (name: string, size = 10) => new File(['x'.repeat(size)], name)
const receipt = (id: number) => ({ product_id: id, hash: 'h' }) as Receipt
/** A server whose answers the test gives one by one. */
function gate() {
  const open: { name: string; done: (receipt: Receipt) => void; fail: (error: unknown) => void; wait: (ms: number) => Promise<void>; signal: AbortSignal }[] = []
  const send: Send = (f, _, watch, signal) =>
    new Promise((done, fail) => {
      watch.sent(0.5)
      signal.addEventListener('abort', () => fail(new ApiError({ reason: 'cancelled' })))
      open.push({ name: f.name, done, fail, wait: watch.wait, signal })
    })
  return { open, send }
}
let accounts = 0
class Uploads extends Store {
  constructor(send: Send, attend: Attend = () => Promise.resolve(null)) {
    super({ send, attend, hash: () => Promise.resolve('h'), halves: new Halves(++accounts) })
  }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('Uploads', () => {
  it('sends two at once and the third when one is through', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a'), file('b'), file('c')], {}, 1000)
    expect(open).toHaveLength(2)
    open[0]!.done(receipt(1))
    await settle()
    expect(open).toHaveLength(3)
    expect(uploads.list().filter((i) => i.phase === 'sending')).toHaveLength(2)
    expect(uploads.list().filter((i) => i.phase === 'received')).toHaveLength(1)
  })

  it('refuses a file over the limit before a byte travels', () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('big', 11)], {}, 10)
    expect(open).toHaveLength(0)
    expect(uploads.list()[0]).toMatchObject({ phase: 'failed', error: { reason: 'upload.too_large', status: 413 } })
  })

  it('keeps the error of one file to itself', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a'), file('b')], {}, 1000)
    const bad = open.find((o) => o.name === 'a')!
    bad.fail(new ApiError({ status: 422, reason: 'upload.empty' }))
    open.find((o) => o.name === 'b')!.done(receipt(2))
    await settle()
    const phase = (name: string) => uploads.list().find((i) => i.name === name)?.phase
    expect([phase('a'), phase('b')]).toEqual(['failed', 'received'])
  })

  it('sends the same bytes again on retry', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a')], { task: 7 }, 1000)
    open[0]!.fail(new ApiError({ reason: 'network' }))
    await settle()
    uploads.retry(uploads.list()[0]!.key)
    open[1]!.done(receipt(1))
    await settle()
    expect(open[1]!.name).toBe('a')
    expect(uploads.list()[0]).toMatchObject({ phase: 'received', task: 7 })
  })

  it('breaks a transfer off when its card is taken away', () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a')], {}, 1000)
    uploads.dismiss(uploads.list()[0]!.key)
    expect(open[0]!.signal.aborted).toBe(true)
    expect(uploads.list()).toHaveLength(0)
  })

  it('pauses without a failure, and goes on with the same bytes', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a')], {}, 1000)
    const { key } = uploads.list()[0]!
    uploads.pause(key)
    await settle()
    expect(open[0]!.signal.aborted).toBe(true)
    expect(uploads.list()[0]).toMatchObject({ phase: 'paused', part: 0.5 })
    uploads.retry(key)
    open[1]!.done(receipt(1))
    await settle()
    expect(uploads.list()[0]).toMatchObject({ phase: 'received', product: 1 })
  })

  it('waits for a broken line until the network or the person says so', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a')], {}, 1000)
    const { key } = uploads.list()[0]!
    const first = open[0]!.wait(3_600_000)
    expect(uploads.list()[0]!.phase).toBe('broken')
    window.dispatchEvent(new Event('online'))
    await first
    expect(uploads.list()[0]!.phase).toBe('sending')
    const second = open[0]!.wait(3_600_000)
    uploads.retry(key)
    await second
    expect(open).toHaveLength(1)
  })

  it('hands in by itself only what was dropped on a row, and only what the judge lets through', async () => {
    const evidence = { id: 5 } as Evidence
    const attend = vi.fn<Attend>(() => Promise.resolve(evidence))
    const { open, send } = gate()
    const uploads = new Uploads(send, attend)
    const target = { plan_line_id: 1, indicator_id: 2, type_id: 3 }
    uploads.add([file('row')], { task: 1, target }, 1000)
    uploads.add([file('window')], {}, 1000)
    open.forEach((o, i) => o.done(receipt(i + 1)))
    await settle()
    const of = (name: string) => uploads.list().find((i) => i.name === name)
    expect(of('row')).toMatchObject({ phase: 'sent', attended: true, evidence })
    expect(of('window')!.phase).toBe('received')
    attend.mockResolvedValue(null)
    uploads.add([file('unsure')], { task: 1, target }, 1000)
    open[2]!.done(receipt(9))
    await settle()
    expect(of('unsure')).toMatchObject({ phase: 'received', attending: undefined })
  })

  it('adopts what the server holds from before, once, and leaves its own cards alone', async () => {
    const { open, send } = gate()
    const uploads = new Uploads(send)
    uploads.add([file('a')], {}, 1000)
    open[0]!.done(receipt(1))
    await settle()
    uploads.adopt([{ id: 1, name: 'a again' }, { id: 2, name: 'b' }])
    uploads.adopt([{ id: 2, name: 'b' }])
    expect(uploads.list().map((i) => [i.name, i.phase, i.product])).toEqual([['a', 'received', 1], ['b', 'received', 2]])
  })

  it('tells its listeners of every change', () => {
    const { send } = gate()
    const uploads = new Uploads(send)
    const tell = vi.fn()
    const stop = uploads.subscribe(tell)
    uploads.add([file('a')], {}, 1000)
    const calls = tell.mock.calls.length
    expect(calls).toBeGreaterThan(0)
    stop()
    uploads.dismiss(uploads.list()[0]!.key)
    expect(tell.mock.calls.length).toBe(calls)
  })
})
