import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/errors'
import type { Receipt } from '../../api/types'
import { Uploads, type Send } from './uploads'

const file = (name: string, size = 10) => new File(['x'.repeat(size)], name)
const receipt = (id: number) => ({ product_id: id, hash: 'h' }) as Receipt
/** A server whose answers the test gives one by one. */
function gate() {
  const open: { name: string; done: (receipt: Receipt) => void; fail: (error: unknown) => void; signal: AbortSignal }[] = []
  const send: Send = (f, _, progress, signal) =>
    new Promise((done, fail) => {
      progress(0.5)
      open.push({ name: f.name, done, fail, signal })
    })
  return { open, send }
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
