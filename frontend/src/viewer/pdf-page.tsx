import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import css from './viewer.module.css'

/** Enough for print quality, little enough for an office machine. */
const mostPixels = 12_000_000

/** One page: a box of the right shape, drawn only while it is near the screen. */
export function PdfPage({ document: pdf, page, width, shape, onSeen, children }: {
  document: PDFDocumentProxy
  page: number
  width: number
  shape: number
  onSeen: (page: number, part: number) => void
  children?: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(page === 1)
  const [ratio, setRatio] = useState(shape)

  useEffect(() => {
    const root = box.current?.closest('[data-scroll]') ?? null
    const nearness = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), { root, rootMargin: '60% 0px' })
    const sight = new IntersectionObserver(([entry]) => onSeen(page, entry?.intersectionRatio ?? 0), { root, threshold: [0, 0.25, 0.5, 0.75] })
    nearness.observe(box.current!)
    sight.observe(box.current!)
    return () => {
      nearness.disconnect()
      sight.disconnect()
    }
  }, [page, onSeen])

  useEffect(() => {
    const target = canvas.current
    if (!near || width <= 0 || !target) return
    let render: RenderTask | undefined
    let gone = false
    void (async () => {
      try {
        const sheet = await pdf.getPage(page)
        const plain = sheet.getViewport({ scale: 1 })
        if (gone) return
        setRatio(plain.height / plain.width)
        const dense = Math.min(window.devicePixelRatio || 1, 2)
        const wanted = (width / plain.width) * dense
        const scale = Math.min(wanted, Math.sqrt(mostPixels / (plain.width * plain.height)))
        const viewport = sheet.getViewport({ scale })
        target.width = Math.floor(viewport.width)
        target.height = Math.floor(viewport.height)
        render = sheet.render({ canvas: target, viewport })
        await render.promise
        target.dataset.drawn = String(page)
      } catch {
        // Cancelled because the page left the screen, or destroyed because the document did.
      }
    })()
    return () => {
      gone = true
      render?.cancel()
      target.width = 0 // gives the memory back at once
      target.height = 0
      delete target.dataset.drawn
    }
  }, [near, pdf, page, width])

  return (
    <div ref={box} className={css.sheet} data-page={page} style={{ width, height: width * ratio }}>
      <canvas ref={canvas} aria-hidden="true" />
      {children}
    </div>
  )
}
