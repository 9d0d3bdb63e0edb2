import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listNames, withLists } from './lists'

it('knows every list of the server that may be null', () => {
  const schema = readFileSync(join(import.meta.dirname, '../../api/schema.d.ts'), 'utf8')
  const named = [...schema.matchAll(/^\s+(\w+)\??: .*\[\] \| null;$/gm)].map((match) => match[1]!)
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((name) => !listNames.has(name))).toEqual([])
})

it('fills lists at any depth and leaves other nulls alone', () => {
  expect(withLists({ items: null, level: null, card: { lines: [{ reasons: null }] } })).toEqual({ items: [], level: null, card: { lines: [{ reasons: [] }] } })
})
