import { test, expect } from '@playwright/test'
import { startEmpty } from './server'
import { checkAccess, checkWidth } from './test'

test('the one-time link of a first start makes the administrator, once', async ({ page }) => {
  test.slow()
  const server = await startEmpty()
  try {
    await expect.poll(server.said).toMatch(/\/setup\?token=\S+/)
    const link = /(https?:\S+\/setup\?token=\S+)/.exec(server.said())![1]!
    await page.goto(`${server.url}/signin`)
    await expect(page.getByText('Cơ quan chưa có quản trị viên', { exact: false })).toBeVisible()
    await page.goto(link)
    await page.getByLabel('Tên cơ quan').fill('UBND phường Mẫu')
    await page.getByLabel('Họ và tên').fill('Người Quản Trị')
    await page.getByLabel('Tên đăng nhập').fill('quantri')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('quá ngắn')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('khác nhau')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await expect(page.getByText('Mật khẩu cần ít nhất 12 ký tự.')).toBeVisible()
    await expect(page.getByText('Hai lần nhập chưa giống nhau.')).toBeVisible()
    for (const width of [1366, 360]) {
      await page.setViewportSize({ width, height: 740 })
      await checkWidth(page, `setup at ${width}`)
      await checkAccess(page, `setup at ${width}`)
    }
    await page.getByLabel('Mật khẩu', { exact: true }).fill('một câu dễ nhớ là tốt nhất')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('một câu dễ nhớ là tốt nhất')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Quản trị' })).toBeVisible()
    await page.context().clearCookies()
    await page.goto(link)
    await page.getByLabel('Tên cơ quan').fill('UBND phường Khác')
    await page.getByLabel('Họ và tên').fill('Người Khác')
    await page.getByLabel('Tên đăng nhập').fill('nguoikhac')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('một câu dễ nhớ là tốt nhất')
    await page.getByLabel('Nhập lại mật khẩu mới').fill('một câu dễ nhớ là tốt nhất')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
  } finally {
    await server.stop()
  }
})
