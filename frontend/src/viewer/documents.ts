import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { original } from '../api/queries'

/** How many documents may be alive; a browser freezes after some dozens that nobody destroyed. */
const alive = 4

interface Open { id: number; task: PDFDocumentLoadingTask; document: Promise<PDFDocumentProxy> }

let pdfjs: Promise<{ lib: typeof import('pdfjs-dist'); worker: PDFWorker }> | undefined
let opened: Open[] = []

/** pdf.js comes only when a document opens; one worker serves all of them. */
function engine() {
  pdfjs ??= import('pdfjs-dist').then((lib) => {
    const port = new Worker(workerAddress, { type: 'module', name: 'pdf' })
    return { lib, worker: lib.PDFWorker.create({ port } as never) }
  })
  pdfjs.catch(() => {
    pdfjs = undefined // perhaps only the network was away: the next document tries again
  })
  return pdfjs
}

/**
 * Opens a product's PDF by ranges, or the copy of what is none; asking again gives the same
 * one. The eldest is destroyed.
 */
export async function openDocument(id: number, url = original(id)): Promise<PDFDocumentProxy> {
  const { lib, worker } = await engine()
  const known = opened.find((o) => o.id === id)
  if (known) {
    opened = [...opened.filter((o) => o !== known), known]
    return known.document
  }
  const task = lib.getDocument({
    url,
    worker,
    cMapUrl: '/pdf/cmaps/',
    cMapPacked: true,
    standardFontDataUrl: '/pdf/standard_fonts/',
    wasmUrl: '/pdf/wasm/',
    iccUrl: '/pdf/iccs/',
    enableXfa: false,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 262_144,
  })
  const entry: Open = { id, task, document: task.promise }
  opened = [...opened, entry]
  task.promise.catch(() => {
    opened = opened.filter((o) => o !== entry)
    void task.destroy()
  })
  while (opened.length > alive) void opened.shift()!.task.destroy()
  return task.promise
}

/** Brings the next document before anybody asks; a failure is said when it is opened. */
export function preloadDocument(id: number): void {
  openDocument(id)
    .then((document) => document.getPage(1))
    .catch(() => undefined)
}

/** How many documents are alive now; for tests of the promise above. */
export const aliveDocuments = () => opened.length
