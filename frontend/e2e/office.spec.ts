import { readFileSync } from 'node:fs'
import { MinePage } from './pages'
import { checkState, expect, test } from './test'

test('an office document is shown as text at once, and then as the pages the server prints', async ({ office }) => {
  test.slow()
  const letter = { name: 'to-trinh.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: readFileSync('../internal/intake/office/testdata/to-trinh.docx') }
  const mine = new MinePage(await office.as('canbo3'))
  await mine.open()
  await mine.drop(letter)
  await expect(mine.card(letter.name).getByRole('button', { name: /Xác nhận/ })).toBeVisible({ timeout: 60_000 })
  const { items } = (await (await mine.page.request.get('/api/products?mine=true&limit=1')).json()) as { items: { id: number }[] }
  const { searchable } = (await (await mine.page.request.get(`/api/products/${items[0]?.id}`)).json()) as { searchable: string }
  // The card shows the first page as soon as there is one.
  if (searchable !== '') await expect.poll(() => mine.card(letter.name).locator('img').first().evaluate((img: HTMLImageElement) => img.naturalWidth).catch(() => 0), { timeout: 120_000 }).toBeGreaterThan(100)
  await mine.page.goto(`/products/${items[0]?.id}`)
  const shown = mine.page.locator('[data-product]')
  if (searchable === '') { // a server without LibreOffice
    await expect(shown.getByText('Không có bản in của tệp này', { exact: false })).toBeVisible()
    await expect(shown.getByText('Nguyễn Thị Hồng Ánh')).toBeVisible()
    return
  }
  await expect(shown).toHaveAttribute('data-state', 'pdf', { timeout: 120_000 })
  await expect(shown.getByText('Bản in do máy chủ dựng', { exact: false })).toBeVisible()
  await expect.poll(() => shown.locator('canvas').first().evaluate((c: HTMLCanvasElement) => c.width), { timeout: 60_000 }).toBeGreaterThan(200)
  await checkState(mine.page, 'an office document as printed')
  const download = mine.page.waitForEvent('download')
  await mine.page.getByRole('link', { name: 'Tải bản in (PDF)' }).click()
  expect((await download).suggestedFilename()).toBe('to-trinh (bản in).pdf')
})
