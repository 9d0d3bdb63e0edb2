import type { Evidence, Queue } from '../src/api/types'
import { MinePage, ReviewPage } from './pages'
import { filler } from './paper'
import { checkState, expect, inEnglish, sendings, test } from './test'

const reading = { timeout: 60_000 }

test('a dropped paper is handed in by two actions: the drop and one key', async ({ office, makePaper }) => {
  const paper = await makePaper('Kết quả thu gom rác thải', 'Đã thu gom xong rác ven kênh.')
  const mine = new MinePage(await office.as('canbo4'))
  await mine.open()
  await mine.drop(paper)
  // The answer waits under the hand: nobody has to look for the button.
  await expect(mine.confirm(paper.name)).toBeFocused(reading)
  await mine.press('Enter')
  await expect(mine.card(paper.name).getByText('Chờ chấm')).toBeVisible()
  expect(mine.actions).toBe(2)
})

test('a paper dropped on its task is handed in by that alone, and taken back by one key', async ({ office, makePaper }) => {
  const paper = await makePaper('Kết quả kiểm tra vệ sinh', 'Đã kiểm tra mười hai cơ sở.')
  const mine = new MinePage(await office.as('canbo4'))
  await mine.open()
  const row = mine.tasks.first()
  const task = await row.locator('strong').first().innerText()
  const submitted = mine.page.waitForResponse((r) => r.url().endsWith('/api/evidence') && r.request().method() === 'POST')
  await mine.dropOn(row, paper)
  const evidence = (await (await submitted).json()) as Evidence
  await expect(mine.card(paper.name).getByText('Chờ chấm')).toBeVisible()
  expect(mine.actions).toBe(1)
  expect([evidence.plan_title, evidence.type_name]).toContain(task)
  await mine.press('Control+z')
  await expect(mine.confirm(paper.name)).toBeVisible()
})

test('a paper is handed in by three actions with the mouse, and by the keyboard alone', async ({ office, makePaper }) => {
  const [clicked, typed] = [await makePaper('Kết quả hòa giải', 'Ba vụ hòa giải thành.'), await makePaper('Kết quả tuyên truyền', 'Năm buổi tuyên truyền.')]
  const mine = new MinePage(await office.as('canbo2'))
  await mine.open()
  const button = mine.page.getByRole('button', { name: 'Chọn tệp', exact: true })
  await mine.choose(() => button.click(), clicked)
  await mine.confirm(clicked.name).click(reading)
  await expect(mine.card(clicked.name).getByText('Chờ chấm')).toBeVisible()
  expect(mine.actions + 1).toBe(3)

  await mine.page.reload()
  await expect(button).toBeVisible()
  while (!(await button.evaluate((element) => element === document.activeElement))) await mine.page.keyboard.press('Tab')
  await mine.choose(() => mine.page.keyboard.press('Enter'), typed)
  await expect(mine.confirm(typed.name)).toBeFocused(reading)
  await mine.press('Enter')
  await expect(mine.card(typed.name).getByText('Chờ chấm')).toBeVisible()
})

test('many certain papers are confirmed by one press, a doubtful one is not among them', async ({ office, makePaper }) => {
  const sure = [await makePaper('Báo cáo thứ nhất', 'Việc một.'), await makePaper('Báo cáo thứ hai', 'Việc hai.')]
  const doubtful = { ...(await makePaper('Báo cáo không số', 'Việc ba.', { ref: '…' })), name: 'khong-so.pdf' }
  const mine = new MinePage(await office.as('canbo4')) // one whose plan names reports
  await mine.open()
  await mine.drop(...sure, doubtful)
  for (const paper of [...sure, doubtful]) await expect(mine.confirm(paper.name)).toBeVisible(reading)
  const all = mine.page.getByRole('button', { name: /^Xác nhận cả \d+ tệp/ })
  await expect(all).toBeVisible()
  await checkState(mine.page, 'several files')
  await all.click()
  for (const paper of sure) await expect(mine.card(paper.name).getByText('Chờ chấm')).toBeVisible()
  await expect(mine.confirm(doubtful.name)).toBeVisible()
})

test('of a file that is known no byte leaves the machine, and the earlier one is named', async ({ office, makePaper }) => {
  const paper = await makePaper('Nộp hai lần', 'Cùng một tệp không được tính hai lần.')
  const mine = new MinePage(await office.as('canbo1'))
  await mine.open()
  await mine.drop(paper)
  await expect(mine.card(paper.name).getByText('Đã nhận', { exact: true })).toBeVisible()
  await mine.open() // the card of the first visit is gone, the server still knows
  const sent = sendings(mine.page)
  await mine.drop({ ...paper, name: 'ban-sao.pdf' })
  const second = mine.card('ban-sao.pdf')
  await expect(second.getByText('Tệp này đã có trong sổ nên không gửi nữa', { exact: false })).toBeVisible()
  await expect(second.getByText(/Đã nộp ngày .+ bởi/)).toBeVisible()
  expect(sent.map((request) => `${request.method()} ${request.url()}`)).toEqual([])
  await checkState(mine.page, 'a known file')
  await second.getByRole('link', { name: 'Mở sản phẩm đã nộp' }).click()
  await expect(mine.page).toHaveURL(/\/products\/\d+/)
})

test('a near copy names the earlier paper, waits for a person, and the supervisor says that it is other work', async ({ office, makePaper }) => {
  test.slow()
  const body = `Đã làm: ${filler()}`
  const [earlier, alike] = [await makePaper('Biên bản kiểm tra quý ba', 'Mẫu chung.', { body }), await makePaper('Biên bản kiểm tra quý ba', 'Mẫu chung.', { body })]
  const mine = new MinePage(await office.as('canbo4'))
  await mine.open()
  await mine.drop(earlier)
  await expect(mine.confirm(earlier.name)).toBeVisible(reading)
  // Not even on its own row is it handed in without a look.
  await mine.dropOn(mine.tasks.first(), alike)
  const card = mine.card(alike.name)
  await expect(card.getByText(/^Giống \d+ % chữ với:$/)).toBeVisible(reading)
  await expect(card.getByRole('link', { name: 'Biên bản kiểm tra quý ba', exact: true })).toBeVisible()
  await checkState(mine.page, 'a near copy')
  const submitted = mine.page.waitForResponse((r) => r.url().endsWith('/api/evidence') && r.request().method() === 'POST')
  await mine.confirm(alike.name).click()
  const { id } = (await (await submitted).json()) as Evidence

  const review = new ReviewPage(await office.as('truongphong'))
  await review.page.goto(`/review?item=${id}`)
  await expect(review.decision.getByText(/^Giống \d+ % chữ với:$/)).toBeVisible()
  await checkState(review.page, 'the question about a near copy')
  await review.decision.getByRole('button', { name: 'Việc khác: được tính' }).click()
  await expect(review.decision.getByText(/^Giống \d+ % chữ với:$/)).toBeHidden()
  await expect(review.decision.getByRole('button', { name: /^Chấp nhận/ })).toBeEnabled()
})

test('the hash is made on a page without a secure context too', async ({ browser, server, makePaper }) => {
  // What plain http on a ward's network is to the browser: no crypto.subtle, no service worker.
  const context = await browser.newContext({ baseURL: server.url })
  await context.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }))
  await context.request.post('/api/session', { data: { login: 'canbo1', password: 'minh-chung-demo' } })
  const mine = new MinePage(await context.newPage())
  await mine.open()
  const paper = await makePaper('Không có ngữ cảnh an toàn', 'Mạng nội bộ của phường.')
  const asked = mine.page.waitForRequest(/\/api\/uploads\/known\?hash=[0-9a-f]{64}$/)
  await mine.drop(paper)
  await asked
  await expect(mine.card(paper.name).getByText('Đã nhận', { exact: true })).toBeVisible()
  await context.close()
})

test('a classified paper is refused with the legal reason, and nothing of it is kept', async ({ office, makePaper }) => {
  const paper = await makePaper('Kế hoạch diễn tập', 'Nội dung không được lưu.', { mark: 'TỐI MẬT' })
  const mine = new MinePage(await office.as('canbo1'))
  await mine.open()
  await mine.drop(paper)
  const card = mine.card(paper.name)
  await expect(card.getByText('Không nhận')).toBeVisible()
  await expect(card.getByRole('alert')).toContainText('bí mật nhà nước')
  await expect(card.getByText('upload.classified')).toBeVisible()
  await expect(card.getByText('Không có gì được lưu lại.')).toBeVisible()
  await checkState(mine.page, 'a classified paper')
})

test('a refused file says why in words and gives a code', async ({ office }) => {
  const mine = new MinePage(await office.as('canbo1'))
  await mine.open()
  await mine.drop({ name: 'trong.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) })
  const card = mine.card('trong.pdf')
  await expect(card.getByText('Không nhận')).toBeVisible()
  await expect(card.getByText(/upload\./)).toBeVisible()
  await expect(card.getByText('Không có gì được lưu lại.')).toBeVisible()
})

test('a scan shows page by page how far the reading is, and its fields where they stand', async ({ office, makePaper }) => {
  test.slow()
  const scan = await makePaper('Biên bản làm việc quét', 'Bản quét ba trang.', { scanned: 3 })
  const mine = new MinePage(await office.as('canbo2'))
  await mine.open()
  await mine.drop(scan)
  const card = mine.card(scan.name)
  await expect(card.getByRole('status').filter({ hasText: /trang [123]\/3/ })).toBeAttached(reading)
  await expect(card.getByRole('progressbar')).toBeVisible()
  await expect(mine.confirm(scan.name)).toBeVisible({ timeout: 120_000 })
  await card.getByRole('button', { name: /^Số / }).or(card.getByLabel('Số', { exact: true })).first().click()
  await expect(card.getByRole('img', { name: /Ảnh chỗ đã đọc ra/ })).toBeVisible()
  await checkState(mine.page, 'a scan that was read')
  await inEnglish(mine.page)
  await checkState(mine.page, 'a scan that was read, en')

  // Afterwards it gets a copy whose words can be found; a copy is no evidence, and says so.
  const { items } = (await (await mine.page.request.get('/api/products?mine=true&limit=1')).json()) as { items: { id: number }[] }
  await mine.page.goto(`/products/${items[0]?.id}`)
  const copy = mine.page.getByRole('link', { name: 'Tải bản sao tìm kiếm được' })
  await expect(copy).toBeVisible({ timeout: 120_000 })
  await expect(mine.page.getByText('chỉ tệp gốc là minh chứng')).toBeVisible()
  const download = mine.page.waitForEvent('download')
  await copy.click()
  expect((await download).suggestedFilename()).toBe(scan.name.replace('.pdf', ' (tìm kiếm được).pdf'))
})

test('a phone takes a photograph with its camera, and a desk pastes one', async ({ office, makePaper, press }) => {
  const paper = await makePaper('Ảnh chụp', 'Ảnh chụp tại chỗ.')
  const maker = await press.newPage()
  await maker.setContent(`<p style="font:40px serif">Ảnh ${paper.ref}</p>`)
  const photo = { name: 'anh.png', mimeType: 'image/png', buffer: await maker.screenshot() }
  const second = { name: 'image.png', mimeType: 'image/png', buffer: await maker.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } }) }
  await maker.close()

  const phone = new MinePage(await office.as('canbo1', { width: 360, height: 740 }))
  await phone.open()
  const asked = phone.page.waitForEvent('filechooser')
  await phone.page.getByRole('button', { name: 'Chụp ảnh' }).click()
  const chooser = await asked
  expect(await chooser.element().getAttribute('capture')).toBe('environment')
  await chooser.setFiles([photo])
  await expect(phone.card('anh.png').getByText('Đã nhận', { exact: true })).toBeVisible()

  const desk = new MinePage(await office.as('canbo1'))
  await desk.open()
  await desk.page.evaluate((base64) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'image.png', { type: 'image/png' }))
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }))
  }, second.buffer.toString('base64'))
  await expect(desk.page.getByRole('article', { name: /^anh-\d\d-\d\d-\d{4}/ }).getByText('Đã nhận', { exact: true })).toBeVisible()
})

test('a returned item is answered by dropping the better file on it', async ({ office, makePaper }) => {
  test.slow()
  const [first, better] = [await makePaper('Bản thiếu phụ lục', 'Bản đầu.'), await makePaper('Bản đủ phụ lục', 'Bản sau.')]
  const mine = new MinePage(await office.as('canbo4'))
  await mine.open()
  await mine.drop(first)
  const submitted = mine.page.waitForResponse((r) => r.url().endsWith('/api/evidence') && r.request().method() === 'POST')
  await mine.confirm(first.name).click(reading)
  const { id } = (await (await submitted).json()) as Evidence
  const judge = await office.as('truongphong')
  const queue = (await (await judge.request.get('/api/reviews')).json()) as Queue
  const item = queue.items.find((one) => one.id === id)
  expect(item, 'the supervisor of this member of staff sees it').toBeDefined()
  const back = await judge.request.post(`/api/evidence/${id}/return`, {
    data: { version: item!.version, judged_hash: item!.hash, reason_code: 'incomplete', reason: 'Thiếu phụ lục 2', faults: 0, delays: 0 },
  })
  expect(back.status()).toBe(200)
  await mine.open()
  const row = mine.page.getByRole('region', { name: 'Bị trả lại' }).getByRole('listitem').filter({ hasText: 'Thiếu phụ lục 2' }).first()
  await expect(row).toBeVisible()
  mine.actions = 0
  await mine.dropOn(row, better)
  await expect(mine.card(better.name).getByText('Chờ chấm')).toBeVisible(reading)
  expect(mine.actions).toBe(1)
})
