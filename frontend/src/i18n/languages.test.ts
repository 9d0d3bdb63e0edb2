import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import vi from './vi.json'

type Tree = { [key: string]: string | Tree }

/** Every leaf as "a.b.c" -> text; forms of a plural are one key. */
function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const at = path ? `${path}.${key}` : key
    if (typeof value === 'string') found.set(at, value)
    else leaves(value, at).forEach((text, k) => found.set(k, text))
  }
  return found
}
const single = (key: string) => key.replace(/_(one|other)$/, '')
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()
const languages = { vi: leaves(vi), en: leaves(en) }

describe('the languages', () => {
  it('have the same keys', () => {
    const keys = (name: keyof typeof languages) => [...new Set([...languages[name].keys()].map(single))].sort()
    expect(keys('en')).toEqual(keys('vi'))
  })
  it('have no empty text and no text with spaces at its ends', () => {
    for (const texts of Object.values(languages)) for (const [key, text] of texts) expect(text.trim(), key).toBe(text || 'never empty')
  })
  it('use the same variables in every sentence', () => {
    for (const [key, text] of languages.en) {
      const other = languages.vi.get(key) ?? languages.vi.get(`${single(key)}_other`)!
      expect(variables(text), key).toEqual(variables(other))
    }
  })
  it('count in English with one and other, in Vietnamese with other alone', () => {
    for (const key of languages.en.keys()) if (key.endsWith('_one')) expect(languages.en.has(`${single(key)}_other`), key).toBe(true)
    for (const key of languages.vi.keys()) expect(key.endsWith('_one'), key).toBe(false)
  })
  it('are written in composed letters (NFC), as people search for them', () => {
    for (const [key, text] of languages.vi) expect(text.normalize('NFC'), key).toBe(text)
  })
})

it('no screen carries Vietnamese words outside the language file', () => {
  const root = join(import.meta.dirname, '..')
  const marked = /[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.tsx') || entry.includes('.test.')) continue
    const code = readFileSync(join(root, entry), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/Tiếng Việt|Minh Chứng/g, '')
    expect(code, entry).not.toMatch(marked)
  }
})
