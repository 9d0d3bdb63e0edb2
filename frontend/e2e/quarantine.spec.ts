import { checkAccess, checkWidth, expect, test } from './test'
import { MinePage } from './pages'

/** A PDF of one page that runs a program when it is opened; each is another file. */
function program(): { name: string; mimeType: string; buffer: Buffer } {
  const number = Date.now() % 1_000_000
  const parts = ['%PDF-1.7\n', `% ${number}\n`]
  const offsets: number[] = []
  const object = (text: string) => {
    offsets.push(parts.join('').length)
    parts.push(`${offsets.length} 0 obj\n${text}\nendobj\n`)
  }
  object('<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>')
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  object('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>')
  object('<< /Length 5 >>\nstream\nBT ET\nendstream')
  const table = parts.join('').length
  parts.push(`xref\n0 5\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`)
  return { name: `bieu-mau-co-ma-${number}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(parts.join(''), 'latin1') }
}

test('a file with a program is shut away, and purged by the word of two people', async ({ office }) => {
  const page = await office.as('canbo1')
  const mine = new MinePage(page)
  await mine.open()
  const file = program()
  await mine.drop(file)
  await expect(mine.card(file.name)).toBeVisible()

  const admin = await office.as('quantri')
  await expect(async () => {
    await admin.goto('/quarantine')
    await expect(admin.getByRole('article').first()).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  // Those that wait come first, and of them the newest.
  const name = (await admin.getByRole('article').first().getAttribute('aria-label')) ?? ''
  const entry = admin.getByRole('article', { name, exact: true })
  await expect(entry.getByText('Đang cách ly')).toBeVisible()
  await checkAccess(admin, 'set aside')
  await entry.getByRole('button', { name: 'Đề nghị tiêu hủy' }).click()
  await expect(entry.getByLabel('Lý do tiêu hủy')).toHaveValue('program')
  await checkAccess(admin, 'asking for a purge')
  await entry.getByRole('button', { name: 'Gửi đề nghị' }).click()
  await expect(entry.getByText('Chờ xác nhận tiêu hủy')).toBeVisible()
  await expect(entry.getByRole('button', { name: 'Xác nhận tiêu hủy' })).toHaveCount(0)

  const head = await office.as('chutich', { width: 360, height: 740 })
  await head.goto('/review')
  await head.getByRole('button', { name: /^Thông báo: \d+ mục chưa đọc/ }).click()
  const notices = head.getByRole('region', { name: 'Thông báo' })
  await checkAccess(head, 'notices')
  await checkWidth(head, 'notices at 360')
  await notices.getByRole('link', { name: 'Xem' }).first().click()
  const waiting = head.getByRole('article', { name, exact: true })
  await waiting.getByRole('button', { name: 'Xác nhận tiêu hủy' }).click()
  await checkWidth(head, 'confirming at 360')
  await head.getByRole('button', { name: 'Tiêu hủy hẳn' }).click()
  await expect(waiting.getByText('Đã tiêu hủy')).toBeVisible({ timeout: 30_000 })

  // The very bytes are refused from now on, with the reason.
  await mine.open()
  await mine.drop(file)
  await expect(mine.card(file.name).getByRole('alert')).toBeVisible()
})
