import type { Page } from '@playwright/test'
import { checkAccess, checkState, checkWidth, expect, settled, test } from './test'

type State = [name: string, path: string, ready?: (page: Page) => Promise<void>]

/** The screens of each person, in the states that need no work of their own; the journeys check the others. */
const screens: Record<string, State[]> = {
  canbo3: [
    ['mine', '/mine'],
    ['why', '/mine', async (page) => page.locator('button[aria-controls="why"]').click()],
    ['no such product', '/products/99999999'],
    ['account', '/account'],
  ],
  truongphong: [
    ['review', '/review'],
    ['reasons of a return', '/review', async (page) => page.keyboard.press('KeyR')],
    ['team', '/team'],
  ],
  thanhtra: [
    ['archive', '/archive?q=bao+cao'],
    ['archive, nothing found', '/archive?q=zzqqxxkhongco'],
    ['product', '/products/1'],
  ],
  quantri: [
    ['people', '/admin/people'],
    ['units', '/admin/units'],
    ['roles', '/admin/roles'],
    ['catalogue', '/admin/catalogue'],
  ],
}

for (const [login, states] of Object.entries(screens)) {
  for (const language of ['vi', 'en'] as const) {
    test(`the screens of ${login} in ${language} can be read and reached by everybody, in every size`, async ({ office }) => {
      test.slow()
      const page = await office.as(login, { language })
      for (const [name, path, ready] of states) {
        await page.goto(path)
        await settled(page)
        await ready?.(page)
        const text = await page.locator('body').innerText()
        expect(text, `${name}: no raw key of a translation`).not.toMatch(/\b(nav|state|error|card|mine|review|admin|archive|decision|signature|verdict|fact|stage|seen)\.[a-z]\w+/)
        await checkState(page, `${name} ${language}`)
      }
    })
  }
}

test('the sign-in can be read and reached by everybody', async ({ page, server }) => {
  for (const width of [320, 360, 768, 1366]) {
    await page.setViewportSize({ width, height: 740 })
    await page.goto(`${server.url}/signin`)
    await settled(page)
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
