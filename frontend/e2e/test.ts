import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Browser, type Page, type Request } from '@playwright/test'
import { paperMaker, type MakePaper } from './paper'
import { startServer } from './server'

export interface Office {
  url: string
  /** A page signed in as one of the demo accounts, in Vietnamese unless asked otherwise. */
  as: (login: string, options?: { language?: 'vi' | 'en'; width?: number; height?: number }) => Promise<Page>
}
export const password = 'minh-chung-demo'

export const test = base.extend<{ office: Office; makePaper: MakePaper }, { server: { url: string }; press: Browser }>({
  server: [
    async ({}, use) => {
      const server = await startServer()
      await use({ url: server.url })
      await server.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  press: [async ({ browser }, use) => use(browser), { scope: 'worker' }],
  makePaper: async ({ press }, use) => {
    const context = await press.newContext()
    await use(paperMaker(await context.newPage()))
    await context.close()
  },
  office: async ({ browser, server }, use) => {
    const closers: (() => Promise<void>)[] = []
    const problems: string[] = []
    await use({
      url: server.url,
      as: async (login, { language = 'vi', width = 1366, height = 768 } = {}) => {
        const context = await browser.newContext({ baseURL: server.url, viewport: { width, height } })
        closers.push(() => context.close())
        await context.addInitScript((l) => localStorage.setItem('mc.language', l), language)
        const answer = await context.request.post('/api/session', { data: { login, password } })
        expect(answer.status(), `sign in as ${login}`).toBe(200)
        const page = await context.newPage()
        page.on('pageerror', (error) => problems.push(error.message))
        page.on('console', (message) => {
          if (/Content.Security.Policy/i.test(message.text())) problems.push(message.text())
        })
        return page
      },
    })
    for (const close of closers) await close()
    expect(problems, 'errors on the pages').toEqual([])
  },
})
export { expect }

/** The screen is there and nothing on it still loads. (The stream of news never ends, so that no network is ever idle.) */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(/^(Đang tải…|Loading…)$/)).toHaveCount(0)
}

/** The requests of a page that carry bytes of a file or announce them. */
export function sendings(page: Page): Request[] {
  const seen: Request[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/uploads') && ['PUT', 'PATCH', 'POST'].includes(request.method())) seen.push(request)
  })
  return seen
}

/** No violation, and nothing that the tool could not decide because text has the colour of its ground. */
export async function checkAccess(page: Page, name: string): Promise<void> {
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  const told = result.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)
  const invisible = result.incomplete
    .filter((i) => i.id === 'color-contrast')
    .flatMap((i) => i.nodes)
    .filter((n) => n.any.some((a) => (a.data as { messageKey?: string } | null)?.messageKey === 'equalRatio'))
    .map((n) => `equalRatio: ${n.target.join(' ')}`)
  expect([...told, ...invisible], name).toEqual([])
}

/** Nothing may stand past the window, except inside a box that scrolls by itself. */
export async function checkWidth(page: Page, name: string): Promise<void> {
  const past = await page.evaluate(() => {
    const wide: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) wide.push(`page ${document.documentElement.scrollWidth}`)
    for (const element of document.querySelectorAll('body *')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || (box.right <= window.innerWidth + 1 && box.left >= -1)) continue
      let holder = element.parentElement
      while (holder && !/auto|scroll|hidden|clip/.test(getComputedStyle(holder).overflowX)) holder = holder.parentElement
      if (!holder && getComputedStyle(element).clipPath === 'none') wide.push(`${element.tagName}.${element.className} ${Math.round(box.right)}`)
    }
    return wide.slice(0, 5)
  })
  expect(past, name).toEqual([])
}

const sizes = { 1366: 768, 768: 768, 360: 740, 320: 740 } as const

/** One state of a screen in every size: readable by everybody at both main ones, inside the window at all. */
export async function checkState(page: Page, name: string): Promise<void> {
  for (const [width, height] of Object.entries(sizes).reverse()) {
    await page.setViewportSize({ width: Number(width), height })
    await checkWidth(page, `${name} at ${width}`)
    if (width === '1366' || width === '360') await checkAccess(page, `${name} at ${width}`)
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}

/** Says every sentence of the page in the other language, without losing what is on it. */
export async function inEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
}
