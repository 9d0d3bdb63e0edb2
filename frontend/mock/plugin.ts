import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { answer } from './routes'

/** A server of invented answers for looking at screens: dev only, never built, never shipped. */
export function mockServer(): Plugin {
  return {
    name: 'mock-server',
    apply: 'serve',
    configureServer: (server) => {
      server.middlewares.use('/api', (req, res) => void handle(req, res))
    },
  }
}

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const url = new URL(req.url ?? '/', 'http://mock')
  const raw = Buffer.concat(chunks)
  const json = req.headers['content-type']?.includes('json') && raw.length > 0 ? (JSON.parse(raw.toString()) as Record<string, unknown>) : {}
  const login = /mock=(\w+)/.exec(req.headers.cookie ?? '')?.[1] ?? ''
  const result = answer({ method: req.method ?? 'GET', path: url.pathname, query: url.searchParams, body: json, size: raw.length, login })
  res.statusCode = result.status ?? 200
  if (result.cookie !== undefined) res.setHeader('Set-Cookie', `mock=${result.cookie}; Path=/; HttpOnly`)
  if (result.bytes) {
    res.setHeader('Content-Type', result.type ?? 'application/octet-stream')
    res.setHeader('Content-Length', result.bytes.length)
    res.end(result.bytes)
    return
  }
  res.setHeader('Content-Type', 'application/json')
  res.end(result.json === undefined ? '' : JSON.stringify(result.json))
}
