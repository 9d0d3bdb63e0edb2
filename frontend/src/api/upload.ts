import { address } from './client'
import { ApiError, problemOf } from './errors'
import type { Receipt } from './types'

export interface UploadTarget { task?: number }

/**
 * Sends one file as a raw body. XMLHttpRequest, because fetch tells nothing of how
 * much has left the machine. `progress` gets parts of 1; the promise fails with an
 * ApiError and then nothing was kept on the server.
 */
export function upload(
  file: File,
  target: UploadTarget,
  progress: (part: number) => void,
  signal?: AbortSignal,
): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address('/uploads', { name: file.name, task: target.task }))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status === 201 || request.status === 200) resolve(JSON.parse(request.responseText) as Receipt)
      else reject(problemOf(request.status, request.responseText))
    }
    request.onerror = () => reject(new ApiError({ code: 'unavailable', reason: 'network' }))
    request.onabort = () => reject(new ApiError({ code: 'cancelled', reason: 'cancelled' }))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
