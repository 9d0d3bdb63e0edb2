import { chromium } from '@playwright/test'

let count = 0

/** An invented document in the form of Decree 30/2020, as a real PDF with text; each is another one. */
export async function makePaper(title: string, words: string): Promise<{ name: string; mimeType: string; buffer: Buffer; ref: string }> {
  const number = (Date.now() % 100_000) * 10 + (count++ % 10)
  const ref = `${number}/BC-UBND`
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'] })
  try {
    const page = await browser.newPage()
    await page.setContent(`<meta charset="utf-8"><style>body{font:14pt/1.5 'Liberation Serif','Times New Roman',serif;margin:1.5cm}
      .top{display:flex;justify-content:space-between;text-align:center}h1{font-size:14pt;text-align:center}</style>
      <div class="top"><div>ỦY BAN NHÂN DÂN<br><b>PHƯỜNG HÒA SEN</b><br>Số: ${ref}</div>
      <div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br><i>Hòa Sen, ngày 20 tháng 11 năm 2026</i></div></div>
      <h1>BÁO CÁO<br>${title}</h1><p>${words}</p>`)
    return { name: `bao-cao-${number}.pdf`, mimeType: 'application/pdf', buffer: await page.pdf({ format: 'A4' }), ref }
  } finally {
    await browser.close()
  }
}
