import { ApiError } from '../api/errors'
import type { HashNews } from './hash.worker'

const cancelled = () => new ApiError({ code: 'cancelled', reason: 'cancelled' })
/** Moved, deleted, on a drive that went away, or locked by another program. */
const unreadable = () => new ApiError({ status: 422, code: 'invalid', reason: 'file.unreadable' })

/** SHA-256 of a file in lower hex, made beside the page so that typing never waits. */
export async function hashFile(file: Blob, progress: (part: number) => void, signal: AbortSignal): Promise<string> {
  const read = (bytes: number) => progress(file.size > 0 ? bytes / file.size : 1)
  try {
    return await inWorker(file, read, signal)
  } catch (cause) {
    if (cause instanceof ApiError) throw cause
    return onPage(file, read, signal) // an old or locked-down browser may refuse workers
  }
}

function inWorker(file: Blob, read: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module', name: 'hash' })
    const end = (settle: () => void) => {
      worker.terminate()
      signal.removeEventListener('abort', stop)
      settle()
    }
    const stop = () => end(() => reject(cancelled()))
    signal.addEventListener('abort', stop)
    worker.onerror = (event) => end(() => reject(new Error(event.message)))
    worker.onmessage = ({ data }: MessageEvent<HashNews>) => {
      if ('read' in data) read(data.read)
      else if ('hash' in data) end(() => resolve(data.hash))
      else end(() => reject(unreadable()))
    }
    if (signal.aborted) stop()
    else worker.postMessage(file)
  })
}

async function onPage(file: Blob, read: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const { digest } = await import('./digest')
  try {
    const hash = await digest(file, read, () => signal.aborted)
    if (!signal.aborted) return hash
  } catch {
    throw unreadable()
  }
  throw cancelled()
}
