import { expect, test } from './test'

const seen: Record<string, { words: string[]; hidden: string[] }> = {
  canbo1: { words: ['Của tôi', 'Kho sản phẩm'], hidden: ['Chấm điểm', 'Quản trị'] },
  truongphong: { words: ['Chấm điểm', 'Toàn đội', 'Kho sản phẩm'], hidden: ['Quản trị'] },
  chutich: { words: ['Chấm điểm', 'Toàn đội'], hidden: ['Quản trị'] },
  thanhtra: { words: ['Kho sản phẩm'], hidden: ['Của tôi', 'Chấm điểm', 'Quản trị'] },
  quantri: { words: ['Quản trị'], hidden: ['Chấm điểm', 'Kho sản phẩm'] },
}

for (const [login, { words, hidden }] of Object.entries(seen)) {
  test(`${login} lands on the work that waits and sees no more than the role`, async ({ office }) => {
    const page = await office.as(login)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const nav = page.getByRole('navigation', { name: 'Điều hướng chính' })
    for (const word of words) await expect(nav.getByRole('link', { name: word })).toBeVisible()
    for (const word of hidden) await expect(nav.getByRole('link', { name: word })).toHaveCount(0)
  })
}

test('a person of the demo office enters with one press, and leaves', async ({ page, server }) => {
  await page.goto(`${server.url}/signin`)
  await page.getByRole('button', { name: /công chức — làm tốt/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Của tôi' })).toBeVisible()
  await page.getByRole('button', { name: 'Đăng xuất' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Đăng nhập' })).toBeVisible()
  await page.goto(`${server.url}/mine`)
  await expect(page).toHaveURL(/signin\?next=/)
})

test('a wrong password is said, and nothing else is told', async ({ page, server }) => {
  await page.goto(`${server.url}/signin`)
  await page.getByLabel('Tên đăng nhập').fill('khong-co-ai')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('sai-mat-khau-roi')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('không đúng')
})

test('the administrator makes an account and gives a role that a second person must confirm', async ({ office }) => {
  const page = await office.as('quantri')
  const login = `moi${Date.now() % 1_000_000}`
  await page.goto('/admin/people')
  await page.getByRole('button', { name: 'Thêm tài khoản' }).click()
  await page.getByLabel('Họ tên, tên gọi').fill('Người Mới')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByRole('button', { name: 'Tạo' }).click()
  await expect(page.getByTestId('one-time')).not.toBeEmpty()
  await page.getByRole('link', { name: 'Vai trò' }).click()
  await page.getByRole('button', { name: 'Cấp vai trò' }).click()
  const form = page.locator('form')
  await form.getByLabel('Tài khoản', { exact: true }).selectOption({ label: `Người Mới · ${login}` })
  await form.getByLabel('Vai trò', { exact: true }).selectOption('inspector')
  await form.getByLabel('Đơn vị', { exact: true }).selectOption({ index: 1 })
  await form.getByRole('button', { name: 'Cấp', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: login })
  await expect(row.getByText('Chờ xác nhận')).toBeVisible()
  await expect(row.getByRole('button', { name: /^Xác nhận/ })).toHaveCount(0)

  const second = await office.as('quantri2')
  await second.goto('/admin/roles')
  const waiting = second.getByRole('row').filter({ hasText: login })
  await waiting.getByRole('button', { name: /^Xác nhận/ }).click()
  await expect(waiting.getByText('Đang hiệu lực')).toBeVisible()
})
