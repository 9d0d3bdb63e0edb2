import { expect, type Locator, type Page } from '@playwright/test'
import type { Paper } from './paper'

/** S1 as a person sees it. `actions` counts what the hand did: a drop, a press, a choice of files. */
export class MinePage {
  actions = 0
  constructor(readonly page: Page) {
    // From now on the browser's own chooser never opens: turning that on late could lose a race.
    page.on('filechooser', () => undefined)
  }
  async open() {
    await this.page.goto('/mine')
    // The window takes drops once the drop zone is there.
    await expect(this.page.getByRole('button', { name: 'Chọn tệp' })).toBeVisible()
  }
  /** Drops files on the window, as from the desktop, or on one row. */
  async drop(...files: Paper[]) {
    await this.dropOn('body', ...files)
  }
  async dropOn(target: Locator | string, ...files: Paper[]) {
    this.actions++
    const data = await this.page.evaluateHandle(
      (list) => {
        const transfer = new DataTransfer()
        for (const { name, mimeType, base64 } of list) {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
          transfer.items.add(new File([bytes], name, { type: mimeType }))
        }
        return transfer
      },
      files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') })),
    )
    if (typeof target === 'string') await this.page.dispatchEvent(target, 'drop', { dataTransfer: data })
    else await target.dispatchEvent('drop', { dataTransfer: data })
  }
  /** Chooses files behind a button, by the mouse or by the key that `open` presses. */
  async choose(open: () => Promise<unknown>, ...files: Paper[]) {
    this.actions += 2
    const asked = this.page.waitForEvent('filechooser')
    await open()
    await (await asked).setFiles(files)
  }
  async press(key: string) {
    this.actions++
    await this.page.keyboard.press(key)
  }
  card(name: string): Locator {
    return this.page.getByRole('article', { name })
  }
  confirm(name: string): Locator {
    return this.card(name).getByRole('button', { name: 'Xác nhận và nộp' })
  }
  get tasks(): Locator {
    return this.page.getByRole('region', { name: 'Việc cần minh chứng' }).getByRole('listitem')
  }
  async total(): Promise<string> {
    return (await this.page.getByTestId('total').textContent()) ?? ''
  }
}

/** S2: the queue, the document and the decision. */
export class ReviewPage {
  constructor(readonly page: Page) {}
  async open() {
    await this.page.goto('/review')
    await expect(this.page.getByRole('complementary', { name: 'Quyết định' })).toBeVisible()
  }
  get decision(): Locator {
    return this.page.getByRole('complementary', { name: 'Quyết định' })
  }
  get current(): Locator {
    return this.page.locator('[data-evidence][aria-current]')
  }
  item(id: number): Locator {
    return this.page.locator(`[data-evidence="${id}"]`)
  }
  /** Waits until the first page of the document really has ink on it. */
  async drawn() {
    await expect(this.page.locator('canvas[data-drawn="1"]')).toBeVisible()
  }
}
