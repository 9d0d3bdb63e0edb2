import { useEffect, useState } from 'react'
import { bytes, instant } from '../../app/format'
import { useMe } from '../../app/scope'
import { useWords } from '../../i18n'
import { FileButton, Icon, Kbd } from '../../ui'
import { useUploads } from './use-uploads'
import css from './mine.module.css'

const filesOf = (data: DataTransfer | null) => Array.from(data?.files ?? [])
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** A pasted picture comes as "image.png" every time: it gets the moment as its name. */
function named(file: File): File {
  if (!/^image\.\w+$/.test(file.name)) return file
  const moment = instant(new Date().toISOString()).replace(/\D+/g, '-')
  return new File([file], file.name.replace('image', `anh-${moment}`), { type: file.type })
}

/** Drop anywhere in the window, paste, choose, or photograph. */
export function DropPanel() {
  const { t } = useWords()
  const { max_upload_bytes: limit } = useMe()
  const { store } = useUploads()
  const [over, setOver] = useState(false)

  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth++
      setOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault() // else the browser opens the file itself
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      if (!carriesFiles(event) || event.defaultPrevented) return // a row below took it
      event.preventDefault()
      store.add(filesOf(event.dataTransfer), {}, limit)
    }
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData).map(named)
      if (files.length === 0) return
      event.preventDefault()
      store.add(files, {}, limit)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hover)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [store, limit])

  const add = (files: File[]) => store.add(files, {}, limit)
  return (
    <section className={css.drop} data-over={over || undefined} aria-labelledby="drop-title">
      <Icon name="upload" size={34} />
      <h2 id="drop-title">{over ? t('drop.now') : t('drop.title')}</h2>
      <p className="muted">{t('drop.text')}</p>
      <div className="row">
        <FileButton icon="file" onFiles={add}>
          {t('drop.choose')}
        </FileButton>
        <FileButton icon="camera" variant="default" capture onFiles={add} className={css.camera}>
          {t('drop.camera')}
        </FileButton>
      </div>
      <p className="small muted">
        <span className={css.paste}>
          {t('drop.paste')} <Kbd>Ctrl</Kbd> <Kbd>V</Kbd> ·{' '}
        </span>
        {t('drop.limit', { size: bytes(limit) })}
      </p>
    </section>
  )
}
