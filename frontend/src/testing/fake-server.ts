import { vi } from 'vitest'

/** What a test sees of one request. */
export interface Seen { method: string; path: string; bytes: number }

/**
 * A server of uploads for tests: fetch and XMLHttpRequest answered from memory, with a line
 * that can be cut. It keeps parts as tus 1.0.0 says and refuses what would not fit.
 */
export function fakeServer() {
  const uploads = new Map<string, { length: number; offset: number }>()
  const seen: Seen[] = []
  const server = {
    seen,
    uploads,
    known: null as object | null,
    /** After so many bytes of bodies the line breaks once. */
    cutAfter: Infinity,
    /** The next answer with this method and path is lost, although the work was done. */
    loseAnswer: '',
    products: new Map<number, object>(),
  }
  const reply = (status: number, body: unknown = '', headers: Record<string, string> = {}) => ({ status, body: JSON.stringify(body), headers })
  function answer(method: string, address: string, headers: Headers, bytes: number) {
    const { pathname } = new URL(address, 'http://x')
    seen.push({ method, path: pathname, bytes })
    const id = pathname.split('/').pop()!
    const upload = uploads.get(id)
    if (pathname === '/api/uploads/known') return reply(200, server.known ?? { known: false })
    if (method === 'PUT') return reply(201, { product_id: 1 })
    if (method === 'POST' && pathname === '/api/uploads') {
      const name = `u${uploads.size + 1}`
      uploads.set(name, { length: Number(headers.get('Upload-Length')), offset: 0 })
      return reply(201, '', { Location: `/api/uploads/${name}` })
    }
    if (method === 'POST') return reply(201, { product_id: 2 })
    if (pathname.startsWith('/api/products/')) return reply(200, server.products.get(Number(id)))
    if (!upload) return reply(404)
    if (method === 'HEAD') return reply(200, '', { 'Upload-Offset': String(upload.offset) })
    if (method === 'DELETE') return uploads.delete(id), reply(204)
    if (Number(headers.get('Upload-Offset')) !== upload.offset) return reply(409, { reason: 'upload.offset' })
    upload.offset += bytes
    return reply(204, '', { 'Upload-Offset': String(upload.offset) })
  }
  const lost = (method: string, address: string) => {
    if (server.loseAnswer !== `${method} ${address}`) return false
    server.loseAnswer = ''
    return true
  }

  vi.stubGlobal('fetch', (address: string, { method = 'GET', headers = {} }: RequestInit = {}) => {
    const { status, body, headers: own } = answer(method, address, new Headers(headers), 0)
    if (lost(method, address)) return Promise.reject(new TypeError('Failed to fetch'))
    return Promise.resolve(new Response(status === 204 ? null : body, { status, headers: own }))
  })

  class Request {
    upload: { onprogress?: (e: object) => void; onload?: () => void } = {}
    onload?: () => void
    onerror?: () => void
    onabort?: () => void
    status = 0
    responseText = ''
    private method = ''
    private address = ''
    private gone = false
    private readonly headers = new Headers()
    private answered: Record<string, string> = {}
    open(method: string, address: string) {
      this.method = method
      this.address = address
    }
    setRequestHeader(name: string, value: string) {
      this.headers.set(name, value)
    }
    getResponseHeader(name: string) {
      return this.answered[name] ?? null
    }
    abort() {
      this.gone = true
      queueMicrotask(() => this.onabort?.())
    }
    send(body: Blob) {
      setTimeout(() => {
        if (this.gone) return
        if (server.cutAfter < body.size) {
          // The server keeps what came before the cut.
          const upload = uploads.get(this.address.split('/').pop()!)
          if (upload && this.method === 'PATCH') upload.offset += server.cutAfter
          seen.push({ method: this.method, path: new URL(this.address, 'http://x').pathname, bytes: server.cutAfter })
          server.cutAfter = Infinity
          return this.onerror?.()
        }
        server.cutAfter -= body.size
        this.upload.onprogress?.({ loaded: body.size })
        const { status, body: text, headers } = answer(this.method, this.address, this.headers, body.size)
        if (lost(this.method, this.address)) return this.onerror?.()
        this.status = status
        this.responseText = text
        this.answered = headers
        this.onload?.()
      })
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return server
}
