import type { Queue } from '../src/api/types'
import { ReviewPage } from './pages'
import { expect, test } from './test'

test('keys move, mark and undo; the switch turns them off', async ({ office }) => {
  const review = new ReviewPage(await office.as('truongphong'))
  await review.open()
  const { page } = review
  const first = await review.current.getAttribute('data-evidence')
  await page.keyboard.press('KeyJ')
  await expect(review.current).not.toHaveAttribute('data-evidence', first!)
  await page.keyboard.press('KeyK')
  await expect(review.current).toHaveAttribute('data-evidence', first!)
  const faults = review.decision.getByRole('group', { name: /Lỗi chất lượng/ }).getByRole('status')
  await page.keyboard.press('KeyQ')
  await expect(faults).toHaveText('1')
  await page.keyboard.press('Shift+KeyQ')
  await expect(faults).toHaveText('0')
  await page.keyboard.press('KeyR')
  await expect(page.getByRole('group', { name: 'Trả lại vì:' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: 'Trả lại vì:' })).toBeHidden()
  await page.getByLabel('Ghi chú, lý do').fill('aq')
  await expect(faults).toHaveText('0')
  await page.getByLabel('Ghi chú, lý do').blur()
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: 'Dùng phím tắt một chữ' }).click()
  await page.getByRole('button', { name: 'Đóng' }).click()
  await page.keyboard.press('KeyQ')
  await expect(faults).toHaveText('0')
})

test('a return with a reason goes to the next, and Z takes it back', async ({ office }) => {
  const review = new ReviewPage(await office.as('truongphong'))
  await review.open()
  await review.page.keyboard.press('KeyG')
  const id = Number(await review.current.getAttribute('data-evidence'))
  const returned = review.page.waitForResponse((r) => r.url().endsWith(`/api/evidence/${id}/return`))
  await review.page.keyboard.press('KeyR')
  await review.page.keyboard.press('Digit4')
  expect((await returned).status()).toBe(200)
  await expect(review.item(id).getByText('Trả lại')).toBeVisible()
  await review.page.keyboard.press('KeyZ')
  await expect(review.item(id).getByText('Trả lại')).toBeHidden()
  await expect(review.current).toHaveAttribute('data-evidence', String(id))
})

test('the second of two supervisors sees that something changed', async ({ office }) => {
  const review = new ReviewPage(await office.as('truongphong'))
  await review.open()
  await review.page.keyboard.press('KeyG')
  const id = Number(await review.current.getAttribute('data-evidence'))
  const other = await office.as('truongphong')
  const queue = (await (await other.request.get('/api/reviews')).json()) as Queue
  const item = queue.items.find((i) => i.id === id)!
  const decide = (verb: string, body: object) => other.request.post(`/api/evidence/${id}/${verb}`, { data: body })
  expect((await decide('return', { version: item.version, judged_hash: item.hash, reason_code: 'wrong-file', reason: 'người khác nhanh hơn', faults: 0, delays: 0 })).status()).toBe(200)
  await review.page.keyboard.press('KeyA')
  await expect(review.decision.getByRole('alert')).toContainText('Quyết định của bạn chưa được ghi.')
  await decide('undo', { version: item.version + 1 })
})
