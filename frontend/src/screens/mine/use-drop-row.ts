import { useState, type DragEvent } from 'react'
import { useMe } from '../../app/scope'
import type { Drop } from './uploads'
import { useUploads } from './use-uploads'

/** Makes a row take files for itself: a task, or a returned item that the file answers. */
export function useDropRow(drop: Drop) {
  const { max_upload_bytes: limit } = useMe()
  const { store } = useUploads()
  const [over, setOver] = useState(false)
  const add = (files: File[]) => store.add(files.slice(0, drop.answers ? 1 : undefined), drop, limit)
  const handlers = {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      add(Array.from(event.dataTransfer.files))
    },
  }
  return { add, handlers }
}
