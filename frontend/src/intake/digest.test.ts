// @vitest-environment node
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { digest } from './digest'

const two = 2 * 1024 * 1024
it.each([0, 1, 63, 64, two - 1, two, two + 1, 5_000_000])('a file of %d bytes has the hash that others give it', async (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255)
  const reads: number[] = []
  expect(await digest(new Blob([bytes]), (n) => reads.push(n))).toBe(createHash('sha256').update(bytes).digest('hex'))
  if (size > 0) expect(reads.at(-1)).toBe(size)
  expect(reads.every((n, i) => i === 0 || n > reads[i - 1]!)).toBe(true)
})
