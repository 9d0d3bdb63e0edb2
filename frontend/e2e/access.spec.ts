import type { Page } from '@playwright/test'
import { checkAccess, checkWidth, expect, test, type Office } from './test'

type Screen = [name: string, login: string, path: string, ready?: (page: Page) => Promise<void>]

const screens: Screen[] = [
  ['mine', 'canbo3', '/mine'],
  ['why', 'canbo3', '/mine', async (page) => page.locator('button[aria-controls="why"]').click()],
  ['review', 'truongphong', '/review'],
  ['reasons of a return', 'truongphong', '/review', async (page) => page.keyboard.press('KeyR')],
  ['team', 'truongphong', '/team'],
  ['archive', 'thanhtra', '/archive?q=bao+cao'],
  ['archive, nothing found', 'thanhtra', '/archive?q=zzqqxxkhongco'],
  ['product', 'thanhtra', '/products/1'],
  ['no such product', 'canbo1', '/products/99999999'],
  ['people', 'quantri', '/admin/people'],
  ['units', 'quantri', '/admin/units'],
  ['roles', 'quantri', '/admin/roles'],
  ['catalogue', 'quantri', '/admin/catalogue'],
  ['account', 'canbo1', '/account'],
]

async function open(office: Office, [, login, path, ready]: Screen, language: 'vi' | 'en', width: number): Promise<Page> {
  const page = await office.as(login, { language, width, height: width < 700 ? 740 : 768 })
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await ready?.(page)
  return page
}

for (const screen of screens) {
  for (const language of ['vi', 'en'] as const) {
    test(`${screen[0]} in ${language} can be read and reached by everybody`, async ({ office }) => {
      for (const width of [1366, 360]) {
        const page = await open(office, screen, language, width)
        await checkAccess(page, `${screen[0]} ${language} ${width}`)
        const text = await page.locator('body').innerText()
        expect(text, 'no raw key of a translation').not.toMatch(/\b(nav|state|error|card|mine|review|admin|archive|decision)\.[a-z]\w+/)
      }
    })
  }
  test(`${screen[0]} stays inside the window`, async ({ office }) => {
    for (const width of [320, 360, 768, 1366]) {
      const page = await open(office, screen, 'vi', width)
      await checkWidth(page, `${screen[0]} at ${width}`)
    }
  })
}

test('the sign-in can be read and reached by everybody', async ({ page, server }) => {
  for (const width of [320, 360, 768, 1366]) {
    await page.setViewportSize({ width, height: 740 })
    await page.goto(`${server.url}/signin`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await checkWidth(page, `sign-in at ${width}`)
    await checkAccess(page, `sign-in at ${width}`)
  }
})

test('a broken list says what happened, keeps the rest, and tries again', async ({ office }) => {
  const page = await office.as('canbo1')
  let broken = true
  await page.route('**/api/tasks?**', (route) =>
    broken ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500,"code":"internal","reason":"internal","request_id":"r-42","message":{"vi":"Có lỗi","en":"Error"}}' }) : route.continue(),
  )
  await page.goto('/mine')
  const panel = page.getByRole('region', { name: 'Việc cần minh chứng' })
  await expect(panel.getByRole('alert')).toContainText('r-42')
  await checkAccess(page, 'error state')
  broken = false
  await panel.getByRole('button', { name: 'Thử lại' }).click()
  await expect(panel.getByRole('alert')).toBeHidden()
})

test('every part of the screen of staff is reached by the keyboard alone', async ({ office }) => {
  const page = await office.as('canbo3')
  await page.goto('/mine')
  await expect(page.getByRole('button', { name: 'Vì sao?' })).toBeVisible()
  const reached: string[] = []
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    reached.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''))
  }
  for (const word of ['Đến nội dung chính', 'Vì sao?', 'Chọn tệp']) expect(reached.join('|')).toContain(word)
})
