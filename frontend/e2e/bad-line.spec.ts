import { MinePage } from './pages'
import { checkState, expect, sendings, test } from './test'

const piece = 8 * 1024 * 1024

test('an upload that was cut half way goes on from there, also in another visit', async ({ office, makePaper }) => {
  test.slow()
  const large = await makePaper('Hồ sơ bản vẽ', 'Tệp lớn trên đường truyền xấu.', { heavy: true })
  const size = large.buffer.length
  expect(size, 'larger than one piece').toBeGreaterThan(piece)
  const mine = new MinePage(await office.as('canbo2'))
  await mine.open()
  const sent = sendings(mine.page)

  // Half of it passes, then the line is dead.
  let passed = 0
  await mine.page.route('**/api/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    if (passed >= size / 2) return route.abort('connectionfailed')
    const response = await route.fetch()
    passed = Number(response.headers()['upload-offset'])
    return route.fulfill({ response })
  })
  await mine.drop(large)
  const card = mine.card(large.name)
  await expect(card.getByText('Không mất gì: máy chủ đã giữ', { exact: false })).toBeVisible({ timeout: 60_000 })
  await expect(card.getByRole('button', { name: 'Gửi tiếp ngay' })).toBeVisible()
  await checkState(mine.page, 'a broken line')
  expect(passed).toBeGreaterThanOrEqual(size / 2)
  expect(passed).toBeLessThan(size)

  // Another visit: the page knows what is half sent, and asks for the same file. The line
  // stays dead until then, or the page would try again by itself and be done.
  await mine.open()
  const half = mine.card(large.name)
  await expect(half.getByText('Gửi dở')).toBeVisible()
  await checkState(mine.page, 'half sent')
  await mine.page.unrouteAll({ behavior: 'ignoreErrors' })
  const before = sent.length
  await mine.choose(() => half.getByRole('button', { name: 'Chọn lại tệp' }).click(), large)
  await expect(mine.card(large.name).getByText('Đã nhận', { exact: true })).toBeVisible({ timeout: 60_000 })
  const later = sent.slice(before).filter((request) => request.method() === 'PATCH')
  expect(later[0]?.headers()['upload-offset'], 'nothing that arrived is sent again').toBe(String(passed))
  for (const request of later) expect(Number(request.headers()['content-length'] ?? 0)).toBeLessThanOrEqual(piece)
  expect(sent.filter((request) => request.method() === 'PUT'), 'a large file never goes in one piece').toEqual([])
})

test('sending is paused and goes on; a small file survives a cut as well', async ({ office, makePaper }) => {
  const paper = await makePaper('Tệp nhỏ', 'Đường truyền bị ngắt một lần.')
  const mine = new MinePage(await office.as('canbo2'))
  await mine.open()
  let cuts = 1
  await mine.page.route('**/api/uploads?*', (route) => (route.request().method() === 'PUT' && cuts-- > 0 ? route.abort('connectionreset') : route.continue()))
  let held = true
  await mine.page.route('**/api/uploads/*', (route) => (route.request().method() === 'PATCH' && held ? undefined : route.continue()))
  await mine.drop(paper)
  const card = mine.card(paper.name)
  await card.getByRole('button', { name: 'Gửi tiếp ngay' }).click()
  await card.getByRole('button', { name: 'Tạm dừng' }).click()
  await expect(card.getByText('Gửi tiếp lúc nào cũng được', { exact: false })).toBeVisible()
  held = false
  await card.getByRole('button', { name: 'Gửi tiếp', exact: true }).click()
  await expect(card.getByText('Đã nhận', { exact: true })).toBeVisible()
})
