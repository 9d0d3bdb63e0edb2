// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeServer } from '../testing/fake-server'
import { Halves } from './halves'
import { sender, whole, type Watch } from './send'
import { chunk } from './tus'

let server: ReturnType<typeof fakeServer>
let account = 100
let halves: Halves
beforeEach(() => {
  server = fakeServer()
  halves = new Halves(++account)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const file = (size: number) => new File([new Uint8Array(size)], 'báo cáo.pdf')
function watch() {
  const parts: number[] = []
  const waits: number[] = []
  const told: Watch = {
    hash: () => Promise.resolve('abc'),
    sent: (part) => parts.push(part),
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  }
  return { told, parts, waits }
}
const send = (size: number, w = watch()) => sender(halves)(file(size), { task: 7 }, w.told, new AbortController().signal)
const bodies = () => server.seen.filter(({ method }) => method === 'PUT' || method === 'PATCH')

describe('the sender', () => {
  it('asks by hash first, and of a known file no byte leaves the machine', async () => {
    server.known = { known: true, product: { id: 9, title: 'T', submitter: 'A', received_at: '2026-11-01T00:00:00Z' } }
    await expect(send(100)).rejects.toMatchObject({ reason: 'upload.duplicate', info: { product_id: 9 } })
    expect(server.seen.map(({ method }) => method)).toEqual(['GET'])
  })

  it('sends a small file whole', async () => {
    expect(await send(100)).toMatchObject({ product_id: 1 })
    expect(bodies()).toEqual([{ method: 'PUT', path: '/api/uploads', bytes: 100 }])
  })

  it('sends a large file in parts that the server takes', async () => {
    const size = whole + 5
    expect(await send(size)).toMatchObject({ product_id: 2 })
    expect(bodies().every(({ method, bytes }) => method === 'PATCH' && bytes <= chunk && chunk <= 8 * 1024 * 1024)).toBe(true)
    expect(bodies().reduce((sum, { bytes }) => sum + bytes, 0)).toBe(size)
    expect(halves.of('abc')).toBeUndefined()
  })

  it('goes on after a cut from what the server kept, not from the start', async () => {
    const size = 3 * chunk
    server.cutAfter = chunk + 1000
    const w = watch()
    await send(size, w)
    expect(w.waits).toHaveLength(1)
    expect(bodies().reduce((sum, { bytes }) => sum + bytes, 0)).toBe(size)
    expect(Math.max(...w.parts)).toBe(1)
  })

  it('sends a small file in parts after a cut', async () => {
    server.cutAfter = 10
    await send(100)
    expect(bodies().map(({ method }) => method)).toEqual(['PUT', 'PATCH'])
  })

  it('goes on in another visit, from the offset that the server tells', async () => {
    server.uploads.set('u9', { length: 3 * chunk, offset: 2 * chunk })
    halves.keep({ hash: 'abc', upload: 'u9', name: 'x', size: 3 * chunk, part: 0.1, at: Date.now() })
    await send(3 * chunk)
    expect(bodies()).toEqual([{ method: 'PATCH', path: '/api/uploads/u9', bytes: chunk }])
  })

  it('begins anew when the server swept its half', async () => {
    halves.keep({ hash: 'abc', upload: 'gone', name: 'x', size: 2 * chunk, part: 0.5, at: Date.now() })
    await send(2 * chunk)
    expect(bodies()).toHaveLength(2)
  })

  it('knows its own file when only the receipt was lost on the way', async () => {
    server.loseAnswer = 'POST /api/products/from-upload'
    server.products.set(2, { may: { remove: true }, receipt: { product_id: 2, entry_id: 4 } })
    const w = watch()
    w.told.wait = () => {
      server.known = { known: true, product: { id: 2 } }
      return Promise.resolve()
    }
    expect(await send(whole + 1, w)).toMatchObject({ product_id: 2, entry_id: 4 })
  })

  it('does not take for its own what somebody else submitted meanwhile', async () => {
    server.loseAnswer = 'POST /api/products/from-upload'
    server.products.set(2, { may: { remove: false }, receipt: {} })
    const w = watch()
    w.told.wait = () => {
      server.known = { known: true, product: { id: 2 } }
      return Promise.resolve()
    }
    await expect(send(whole + 1, w)).rejects.toMatchObject({ reason: 'upload.duplicate' })
  })

  it('waits longer each time, and for a broken line for as long as it takes', async () => {
    const real = globalThis.fetch
    let broken = 9
    vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => (broken-- > 0 ? Promise.reject(new TypeError('x')) : real(...args)))
    const w = watch()
    await send(100, w)
    expect(w.waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000])
  })

  it('gives up on a server that only answers with faults, and keeps the half for later', async () => {
    halves.keep({ hash: 'abc', upload: 'u', name: 'x', size: 5, part: 0.5, at: Date.now() })
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"reason":"storage.unavailable"}', { status: 503 })))
    const w = watch()
    await expect(send(100, w)).rejects.toMatchObject({ status: 503 })
    expect(w.waits).toHaveLength(5)
    expect(halves.of('abc')).toBeDefined()
  })
})
