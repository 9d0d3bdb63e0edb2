import { expect, type Locator, type Page } from '@playwright/test'

type File = { name: string; mimeType: string; buffer: Buffer }

/** S1 as a person sees it. */
export class MinePage {
  constructor(readonly page: Page) {}
  async open() {
    await this.page.goto('/mine')
    // The window takes drops once the drop zone is there.
    await expect(this.page.getByRole('button', { name: 'Chọn tệp' })).toBeVisible()
  }
  /** Drops files on the window, as from the desktop. */
  async drop(...files: File[]) {
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
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: data })
  }
  card(name: string): Locator {
    return this.page.getByRole('article', { name })
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
