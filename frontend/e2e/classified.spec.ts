import { checkAccess, checkWidth, expect, test } from './test'
import { MinePage } from './pages'
import { today } from './paper'

test('classified work counts without a word of it, once the head confirms', async ({ office }) => {
  const page = await office.as('canbo1')
  const mine = new MinePage(page)
  await mine.open()
  await page.getByText('Việc mật: khai một đơn vị').click()
  const form = page.locator('form').filter({ hasText: '117/2025/QH15' })
  await form.getByLabel('Ngày hoàn thành').fill('hôm qua')
  await expect(form.getByText('ngày/tháng/năm')).toBeVisible()
  await checkAccess(page, 'declaring classified work')
  const { day, month, year } = today()
  await form.getByRole('combobox').selectOption({ index: 1 })
  await form.getByLabel('Ngày hoàn thành').fill(`${day}/${month}/${year}`)
  const answer = page.waitForResponse((r) => r.url().endsWith('/api/products/classified'))
  await form.getByRole('button', { name: 'Khai một đơn vị' }).click()
  const made = (await (await answer).json()) as { id: number; product_title: string; hash: string }
  expect([made.product_title, made.hash]).toEqual(['', ''])
  await expect(page.getByText('Đã khai; chờ người đứng đầu xác nhận.')).toBeVisible()

  // The same again: nothing tells it from the first, so that it has to be said.
  await page.getByText('Việc mật: khai một đơn vị').click()
  await form.getByRole('combobox').selectOption({ index: 1 })
  await form.getByLabel('Ngày hoàn thành').fill(`${day}/${month}/${year}`)
  await form.getByRole('button', { name: 'Khai một đơn vị' }).click()
  await expect(form.getByText('Bạn đã khai 1 đơn vị việc mật cùng loại', { exact: false })).toBeVisible()
  await checkAccess(page, 'declaring classified work again')
  await form.getByRole('button', { name: 'Đây là việc khác: khai đơn vị thứ 2' }).click()
  await expect(form).toBeHidden()

  const head = await office.as('chutich', { width: 360, height: 740 })
  await head.goto(`/review?item=${made.id}`)
  await expect(head.getByRole('region', { name: 'Việc mật, không kèm nội dung' })).toBeVisible()
  await expect(head.getByText('còn khai 1 đơn vị việc mật khác cùng loại', { exact: false })).toBeVisible()
  await checkAccess(head, 'confirming classified work')
  await checkWidth(head, 'confirming classified work at 360')
  await head.getByRole('button', { name: /^Xác nhận/ }).click()
  await expect(head.getByText('Đã xác nhận việc mật.')).toBeVisible()
})
