import type { Page } from '@playwright/test'

export interface Paper { name: string; mimeType: string; buffer: Buffer }
/** What differs from a plain report. */
export interface Wishes { mark?: string; ref?: string; scanned?: number; heavy?: boolean; body?: string }
export type MakePaper = (title: string, words: string, wishes?: Wishes) => Promise<Paper & { ref: string }>

/** The day in Vietnam: the demo office has its period in the month it is made in. */
export function today(): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).split('-')
  return { day, month, year }
}

let count = 0
const syllables = 'ba bà bản bằng bến bình bông bờ cá cam canh cát cau cầu chanh chè chim chợ cỏ cọ cốm cồn dừa dương đá đa đào đầm đất đèn đê đình đò đồi đồng đường gạo gạch ghe gió giếng gốm hạ hàng hến hoa hồ hội kênh khế khoai kho làng lá lau lúa lưới mai mía mít mơ muối mưa nắng ngô nhà nhãn non núi nước ổi phà phố quán quế rau rạch rừng rơm sáo sen sim song sông sương thuyền tre trăng trúc vải vịt vườn xoài'.split(' ')
/** Words without a meaning, others each time: two papers of one form are no copies of each other. */
export const filler = () => Array.from({ length: 150 }, () => syllables[Math.floor(Math.random() * syllables.length)]).join(' ')

/**
 * Invented documents in the form of Decree 30/2020, as real PDFs with text, each another
 * one. `mark` prints a mark of secrecy; `body` gives the words that are others each time else; `scanned` makes so many pages of pictures without
 * text; `heavy` puts in a picture that makes the file larger than one piece of an upload.
 */
export function paperMaker(page: Page): MakePaper {
  return async (title, words, { mark = '', ref, scanned = 0, heavy = false, body } = {}) => {
    const number = (Date.now() % 100_000) * 10 + (count++ % 10)
    const { day, month, year } = today()
    const own = ref ?? `${number}/BC-UBND`
    await page.setViewportSize({ width: 794, height: 1123 })
    await page.setContent(`<meta charset="utf-8"><style>body{font:14pt/1.5 'Liberation Serif','Times New Roman',serif;margin:1.5cm;background:#fff}
      .top{display:flex;justify-content:space-between;text-align:center}h1{font-size:14pt;text-align:center}.end{text-align:right}</style>
      <div class="top"><div>ỦY BAN NHÂN DÂN<br><b>PHƯỜNG HÒA SEN</b><br>Số: ${own}${mark && `<br><b>${mark}</b>`}</div>
      <div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br><i>Hòa Sen, ngày ${day} tháng ${month} năm ${year}</i></div></div>
      <h1>BÁO CÁO<br>${title}</h1><p>${words}</p><p>${body ?? `Việc thứ ${number}: ${filler()}`}.</p><p class="end"><b>CHỦ TỊCH</b><br><br><br><b>Lê Văn Ví Dụ</b></p>`)
    if (scanned > 0) {
      const picture = (await page.screenshot()).toString('base64')
      await page.setContent(`<style>@page{margin:0}body{margin:0}img{width:210mm;height:296mm;display:block}</style>${`<img src="data:image/png;base64,${picture}">`.repeat(scanned)}`)
      await page.waitForFunction(() => Array.from(document.images).every((image) => image.complete && image.naturalWidth > 0))
    }
    if (heavy) await page.evaluate(addNoise)
    const buffer = await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: scanned > 0 })
    return { name: `bao-cao-${number}.pdf`, mimeType: 'application/pdf', buffer, ref: own }
  }
}

/** A picture of dots that no compression makes smaller: about 12 MB. */
async function addNoise(): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 2000
  const context = canvas.getContext('2d')!
  const dots = context.createImageData(2000, 2000)
  for (let i = 0; i < dots.data.length; i++) dots.data[i] = i % 4 === 3 ? 255 : Math.random() * 256
  context.putImageData(dots, 0, 0)
  const image = new Image()
  image.src = canvas.toDataURL('image/png')
  image.style.cssText = 'break-before: page; width: 10cm'
  await image.decode()
  document.body.append(image)
}
