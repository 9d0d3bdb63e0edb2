import { useQueryClient } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react'
import { pagePicture, searchableCopy } from '../api/queries'
import type { ProductView } from '../api/types'
import { useWords } from '../i18n'
import { Icon, Loading, Notice } from '../ui'
import { openDocument } from './documents'
import { isOffice } from './kinds'
import { PdfPage } from './pdf-page'
import { ReadText } from './read-text'
import css from './viewer.module.css'

/** `copy` is the state of the product's PDF copy; undefined while it is not known. */
export interface Viewed { id: number; media_type: string; pages: number; title: string; copy?: ProductView['searchable'] | undefined }
export interface ViewerHandle { turn: (by: number) => void; goto: (page: number) => void }
/** A place to show: thousandths of the page's width and height, from its top left corner. */
export interface Marked { page: number; place: { x: number; y: number; w: number; h: number } }

type State = { id: number; kind: 'loading' } | { id: number; kind: 'pdf'; document: PDFDocumentProxy; shape: number } | { id: number; kind: 'pictures' | 'words' }

/**
 * A document beside its decision: the PDF itself or the printed copy of an office document,
 * else the server's page pictures (pictures, and browsers too old for pdf.js), else its text.
 */
export function Viewer({ viewed, start = 1, marked, ref }: { viewed: Viewed; start?: number; marked?: Marked; ref?: Ref<ViewerHandle> }) {
  const { t } = useWords()
  const scroll = useRef<HTMLDivElement>(null)
  const [loaded, setLoaded] = useState<State>({ id: viewed.id, kind: 'loading' })
  const [page, setPage] = useState(1)
  const [zoom, setZoom] = useState(1)
  const [asText, setAsText] = useState(false)
  const [room, setRoom] = useState(0)
  const seen = useRef(new Map<number, number>())
  const client = useQueryClient()
  const office = isOffice(viewed.media_type)
  const wait = office ? viewed.copy : 'made'
  // A state of another document is no state of this one.
  const state: State = loaded.id === viewed.id ? loaded : { id: viewed.id, kind: 'loading' }

  useEffect(() => {
    let gone = false
    const { id } = viewed
    seen.current.clear()
    scroll.current?.scrollTo(0, 0)
    void (async () => {
      if (wait === undefined) return setLoaded({ id, kind: 'loading' })
      if (wait !== 'made') return setLoaded({ id, kind: 'words' })
      if (viewed.media_type !== 'application/pdf' && !office) return setLoaded({ id, kind: 'pictures' })
      try {
        const document = await (office ? openDocument(id, searchableCopy(id)) : openDocument(id))
        const first = (await document.getPage(1)).getViewport({ scale: 1 })
        if (!gone) setLoaded({ id, kind: 'pdf', document, shape: first.height / first.width })
      } catch {
        if (gone) return
        setLoaded({ id, kind: office ? 'words' : 'pictures' })
        if (office) void client.invalidateQueries({ queryKey: ['products', id] }) // perhaps it is made again
      }
    })()
    return () => {
      gone = true
    }
  }, [viewed.id, viewed.media_type, wait]) // eslint-disable-line react-hooks/exhaustive-deps -- the same document under a new title needs no opening

  useEffect(() => {
    const box = scroll.current
    if (!box) return
    const watch = new ResizeObserver(() => setRoom(Math.max(0, box.clientWidth - 24)))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])

  const pages = state.kind === 'pdf' ? state.document.numPages : Math.max(1, viewed.pages)
  const goto = useCallback((to: number) => {
    scroll.current?.querySelector(`[data-page="${to}"]`)?.scrollIntoView({ block: 'start' })
    setPage(to)
  }, [])
  const turn = (by: number) => goto(Math.min(pages, Math.max(1, page + by)))
  useImperativeHandle(ref, () => ({ turn, goto }))
  useEffect(() => {
    // The pages of a text are not those that were printed of it.
    if (state.kind !== 'loading' && room > 0 && start > 1 && !(office && state.kind === 'pdf')) goto(Math.min(start, pages))
    else if (state.kind !== 'loading') setPage(1)
  }, [state.kind, viewed.id, start, room > 0]) // eslint-disable-line react-hooks/exhaustive-deps -- once a document

  // The place is brought into sight when it is asked for, and not again when a page is turned.
  useEffect(() => {
    if (state.kind === 'loading' || room <= 0 || !marked) return
    setAsText(false)
    goto(Math.min(marked.page, pages))
    requestAnimationFrame(() => scroll.current?.querySelector('[data-mark]')?.scrollIntoView({ block: 'center', inline: 'nearest' }))
  }, [state.kind, viewed.id, marked, room > 0, goto]) // eslint-disable-line react-hooks/exhaustive-deps -- once a place

  const onSeen = useCallback((at: number, part: number) => {
    seen.current.set(at, part)
    const [best] = [...seen.current].sort((a, b) => b[1] - a[1])
    if (best && best[1] > 0) setPage(best[0])
  }, [])
  const width = Math.floor(room * zoom)

  return (
    <section className={css.viewer} aria-label={t('viewer.label', { title: viewed.title })} data-state={state.kind} data-product={viewed.id}>
      <div className={css.tools}>
        <button type="button" onClick={() => turn(-1)} disabled={page <= 1} aria-label={t('viewer.previous')}><Icon name="left" size={18} /></button>
        <span className="number" aria-live="off">{t('viewer.at', { page, pages })}</span>
        <button type="button" onClick={() => turn(1)} disabled={page >= pages} aria-label={t('viewer.next')}><Icon name="right" size={18} /></button>
        <span className={css.gap} />
        <button type="button" onClick={() => setZoom(Math.max(0.5, zoom - 0.25))} aria-label={t('viewer.smaller')}><Icon name="minus" size={18} /></button>
        <button type="button" onClick={() => setZoom(Math.min(3, zoom + 0.25))} aria-label={t('viewer.larger')}><Icon name="plus" size={18} /></button>
        <button type="button" className={css.word} aria-pressed={asText} onClick={() => setAsText(!asText)}>{t('viewer.text')}</button>
      </div>
      <div ref={scroll} className={css.scroll} data-scroll tabIndex={0} role="group" aria-label={t('viewer.pages')}>
        {office && !asText && state.kind !== 'loading' && (
          <div className={css.note}><Notice tone="info">{t(state.kind === 'pdf' ? 'viewer.printed' : viewed.copy === 'wanted' ? 'viewer.printing' : 'viewer.notPrinted')}</Notice></div>
        )}
        {asText || state.kind === 'words' ? (
          <ReadText id={viewed.id} />
        ) : state.kind === 'loading' ? (
          <Loading rows={1} height={480} />
        ) : state.kind === 'pdf' ? (
          Array.from({ length: pages }, (_, i) => (
            <PdfPage key={`${viewed.id}-${i}`} document={state.document} page={i + 1} width={width} shape={state.shape} onSeen={onSeen}>
              {marked?.page === i + 1 && <Frame {...marked} />}
            </PdfPage>
          ))
        ) : (
          Array.from({ length: pages }, (_, i) => (
            <Picture key={`${viewed.id}-${i}`} id={viewed.id} page={i + 1} width={width}>
              {marked?.page === i + 1 && <Frame {...marked} />}
            </Picture>
          ))
        )}
      </div>
    </section>
  )
}

/** A frame round a place on its page. */
function Frame({ place }: Marked) {
  const at = { left: `${place.x / 10}%`, top: `${place.y / 10}%`, width: `${place.w / 10}%`, height: `${place.h / 10}%` }
  return <span className={css.mark} data-mark style={at} aria-hidden="true" />
}

function Picture({ id, page, width, children }: { id: number; page: number; width: number; children: ReactNode }) {
  const { t } = useWords()
  const [missing, setMissing] = useState(false)
  if (missing) return <p className={css.missing} data-page={page}>{t('product.noPicture')}</p>
  return (
    <div className={css.picture} data-page={page} style={{ width }}>
      <img className={css.sheet} src={pagePicture(id, page)} alt={t('product.page', { page })} width={width} loading="lazy" onError={() => setMissing(true)} />
      {children}
    </div>
  )
}
