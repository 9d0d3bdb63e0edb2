import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'

/** How far the reading of a product is: `page` of `pages` are through in this stage. */
export interface Reading { id: number; read: string; stage: 'queued' | 'text' | 'ocr' | 'fields' | 'done' | 'copy'; page: number; pages: number }

let connected = false
let readings: ReadonlyMap<number, Reading> = new Map()
const listeners = new Set<() => void>()
const publish = () => listeners.forEach((tell) => tell())
const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Whether the server tells by itself what changes; else the screens ask. */
export const isLive = () => connected

/** The latest news of one reading, if there was any. */
export function useReading(id: number | undefined): Reading | undefined {
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : readings.get(id)))
}

/** After a break: what was missed is asked once. */
function caughtUp(client: QueryClient): void {
  for (const key of ['products', 'scorecards']) void client.invalidateQueries({ queryKey: [key] })
}

function hear(source: EventSource, client: QueryClient): void {
  source.addEventListener('product', ({ data }: MessageEvent<string>) => {
    const reading = JSON.parse(data) as Reading
    const through = reading.stage === 'done' || (reading.read !== 'pending' && reading.stage !== 'copy')
    readings = new Map(readings)
    if (through) (readings as Map<number, Reading>).delete(reading.id)
    else (readings as Map<number, Reading>).set(reading.id, reading)
    publish()
    if (through) void client.invalidateQueries({ queryKey: ['products', reading.id] })
  })
  source.addEventListener('score', ({ data }: MessageEvent<string>) => {
    const { official, period } = JSON.parse(data) as { official: number; period: number }
    void client.invalidateQueries({ queryKey: ['scorecards', official, period] })
    void client.invalidateQueries({ queryKey: ['scorecards', 'team', period] })
  })
}

/**
 * Listens while somebody is looking: one stream a visible window, because a browser gives a
 * host six connections in all, and forgotten windows would take every one of them.
 */
export function listen(client: QueryClient): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let broke = false
  const set = (now: boolean) => {
    if (connected === now) return
    connected = now
    publish()
  }
  const close = () => {
    clearTimeout(again)
    source?.close()
    source = undefined
    set(false)
  }
  const open = () => {
    close()
    source = new EventSource('/api/me/events')
    hear(source, client)
    source.onopen = () => {
      tries = 0
      set(true)
      if (broke) caughtUp(client)
      broke = false
    }
    source.onerror = () => {
      broke = true
      set(false)
      // The browser tries again by itself, except after an answer that was no stream.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, Math.min(60_000, 2_000 * 2 ** tries++))
    }
  }
  const look = () => {
    if (document.visibilityState === 'visible') {
      if (!source) open()
    } else {
      broke = true
      close()
    }
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    close()
    readings = new Map()
  }
}

/** One stream for the whole signed-in frame. */
export function useLive(account: number): void {
  const client = useQueryClient()
  useEffect(() => listen(client), [client, account])
}
