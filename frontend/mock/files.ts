import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Invented papers for looking at screens without the server: made once, kept in node_modules/.cache. */
const dir = join(import.meta.dirname, '../node_modules/.cache/mock')
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'

export interface Paper { ref: string; place: string; type: string; title: string; body: string[] }

export function pdfOf(paper: Paper): Buffer {
  mkdirSync(dir, { recursive: true })
  const name = join(dir, `${paper.ref.replace(/[^\w-]/g, '_')}.pdf`)
  if (!existsSync(name)) {
    const html = `<meta charset="utf-8"><style>body{font:14pt/1.5 'Liberation Serif',serif;margin:1.5cm}.t{display:flex;justify-content:space-between;text-align:center;gap:2cm}h1{text-align:center;font-size:15pt;margin-top:1.5cm}p{text-align:justify;text-indent:1cm}</style>
<div class="t"><div>UBND PHƯỜNG BÌNH MINH<br>Số: ${paper.ref}</div><div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br><i>${paper.place}</i></div></div>
<h1>${paper.type}<br>${paper.title}</h1>${paper.body.map((p) => `<p>${p}</p>`).join('')}`
    const page = name.replace(/pdf$/, 'html')
    writeFileSync(page, html)
    execFileSync(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${name}`, `file://${page}`], { stdio: 'ignore' })
  }
  return readFileSync(name)
}

export function pictureOf(paper: Paper, page: number): Buffer | null {
  const pdf = join(dir, `${paper.ref.replace(/[^\w-]/g, '_')}.pdf`)
  const out = pdf.replace(/\.pdf$/, `-${page}`)
  pdfOf(paper)
  try {
    if (!existsSync(`${out}.png`)) execFileSync('pdftoppm', ['-png', '-singlefile', '-r', '100', '-f', String(page), '-l', String(page), pdf, out], { stdio: 'ignore' })
    return readFileSync(`${out}.png`)
  } catch {
    return null
  }
}
