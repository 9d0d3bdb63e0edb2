import type { Page } from '@playwright/test'
import { ReviewPage } from './pages'
import { checkState, expect, inEnglish, settled, test } from './test'

/** The product of the demo office whose signatures the register calls so. */
async function signed(page: Page, verdict: string): Promise<number> {
  const { items } = (await (await page.request.get('/api/products?limit=200')).json()) as { items: { id: number }[] }
  for (const { id } of items) {
    const view = (await (await page.request.get(`/api/products/${id}`)).json()) as { signature_verdict: string }
    if (view.signature_verdict === verdict) return id
  }
  throw new Error(`no demo document is ${verdict}`)
}

const stories = [
  { verdict: 'changed', word: 'Bị sửa sau khi ký', fact: 'Sau chữ ký này có thêm:' },
  { verdict: 'broken', word: 'Chữ ký hỏng', fact: 'Phần đã ký không còn nguyên' },
  { verdict: 'sound', word: 'Chữ ký còn nguyên', fact: 'Sau chữ ký này không có gì thêm' },
] as const

for (const { verdict, word, fact } of stories) {
  test(`a document whose signature is ${verdict} says so in words, with what that proves and what not`, async ({ office }) => {
    test.slow()
    const page = await office.as('thanhtra')
    await page.goto(`/products/${await signed(page, verdict)}`)
    await settled(page)
    const panel = page.getByRole('region', { name: 'Chữ ký số' })
    await expect(panel.getByText(word).first()).toBeVisible()
    await expect(panel.getByText(fact).first()).toBeVisible()
    await expect(panel.getByText(/Không chứng minh|Không cho biết|không chứng minh/).first()).toBeVisible()
    await expect(panel.getByText('không chứng minh gì', { exact: false }).first()).toBeVisible()
    await checkState(page, `signatures: ${verdict}`)
    await inEnglish(page)
    await checkState(page, `signatures: ${verdict}, en`)
  })
}

test('the supervisor sees beside the decision that a paper was altered after signing, and opens the facts', async ({ office }) => {
  const review = new ReviewPage(await office.as('truongphong'))
  await review.open()
  for (const item of await review.page.locator('[data-evidence]').all()) {
    await item.click()
    await expect(item).toHaveAttribute('aria-current', 'true')
    const line = review.decision.locator('[data-verdict]')
    await expect(line).toBeVisible()
    if ((await line.getAttribute('data-verdict')) !== 'changed') continue
    await expect(line.getByText('Bị sửa sau khi ký')).toBeVisible()
    await line.getByRole('link', { name: 'Xem từng điều' }).click()
    await expect(review.page.getByRole('heading', { name: /^Chữ ký số/ })).toBeInViewport()
    return
  }
  throw new Error('no altered paper in the queue')
})
