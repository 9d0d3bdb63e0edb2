import type { Evidence } from '../src/api/types'
import { MinePage, ReviewPage } from './pages'
import { checkAccess, expect, test } from './test'

test('a dropped paper becomes points: drop, confirm, accept, why, found without marks', async ({ office, makePaper }) => {
  test.slow()
  const word = `rà soát cây đước số ${Date.now() % 100000}`
  const paper = await makePaper('Kết quả trồng rừng ngập mặn', `Trong tháng, phường đã ${word} tại ba khu phố.`)

  // Staff: one drop, one Enter.
  const staff = new MinePage(await office.as('canbo4'))
  await staff.open()
  await expect(staff.page.getByTestId('total')).toBeVisible()
  const before = await staff.total()
  await staff.drop(paper)
  const card = staff.card(paper.name)
  await expect(card.getByText(/Máy chủ nhận lúc/)).toBeVisible()
  await expect(card.getByText(/SHA-256/)).toBeVisible()
  const confirm = card.getByRole('button', { name: 'Xác nhận và nộp' })
  await expect(confirm).toBeVisible({ timeout: 60_000 })
  await expect(card.locator('img').first()).toHaveJSProperty('complete', true)
  await expect.poll(() => card.locator('img').first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
  await card.getByText('Chữ đã nhận dạng').click()
  await expect(card.getByText('rà soát cây đước', { exact: false })).toBeVisible()
  await expect(card.getByRole('radio').first()).toBeChecked()
  await checkAccess(staff.page, 'a received paper')
  await confirm.focus()
  const submitted = staff.page.waitForResponse((r) => r.url().endsWith('/api/evidence') && r.request().method() === 'POST')
  await staff.page.keyboard.press('Enter')
  const evidence = (await (await submitted).json()) as Evidence
  expect(evidence.state).toBe('submitted')
  await expect(card.getByText('Chờ chấm')).toBeVisible()

  // Supervisor: the paper beside the score, one key.
  const judge = new ReviewPage(await office.as('truongphong'))
  await judge.page.goto(`/review?item=${evidence.id}`)
  const judged = judge.item(evidence.id)
  await expect(judged).toHaveAttribute('aria-current', 'true')
  await judge.drawn()
  const accepted = judge.page.waitForResponse((r) => r.url().endsWith(`/api/evidence/${evidence.id}/accept`))
  await judge.page.keyboard.press('KeyA')
  expect((await accepted).status()).toBe(200)
  await expect(judged.getByText('Đã chấp nhận')).toBeVisible()

  // The score follows, and opens to the paper.
  await expect(async () => {
    await staff.open()
    await expect(staff.page.getByTestId('total')).toBeVisible()
    expect(await staff.total()).not.toBe(before)
  }).toPass({ timeout: 30_000 })
  await staff.page.getByRole('button', { name: 'Vì sao?' }).click()
  await expect(staff.page.getByRole('heading', { name: 'Phép tính từng bước' })).toBeVisible()

  // Anybody with the right finds it by words without marks.
  const inspector = await office.as('thanhtra')
  await inspector.goto('/archive')
  await expect(inspector.getByRole('searchbox')).toBeVisible()
  await inspector.keyboard.press('/')
  await expect(inspector.getByRole('searchbox')).toBeFocused()
  await inspector.keyboard.type(`"ra soat cay duoc" ${word.split(' ').pop()}`)
  await expect(inspector).toHaveURL(/q=/)
  // The index follows by a job: the address keeps the search, so looking again is one reload.
  await expect(async () => {
    await inspector.reload()
    await expect(inspector.getByRole('list', { name: 'Kết quả tìm' }).locator('mark').first()).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 45_000 })
})

test('a submission is taken back without being asked "are you sure"', async ({ office, makePaper }) => {
  const paper = await makePaper('Rút lại', 'Nộp rồi rút.')
  const mine = new MinePage(await office.as('canbo2'))
  await mine.open()
  await mine.drop(paper)
  const card = mine.card(paper.name)
  await card.getByRole('button', { name: 'Xác nhận và nộp' }).click({ timeout: 60_000 })
  await card.getByRole('button', { name: 'Hoàn tác' }).click()
  await expect(card.getByRole('button', { name: 'Xác nhận và nộp' })).toBeVisible()
})
