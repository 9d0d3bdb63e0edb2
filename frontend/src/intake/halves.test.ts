import { beforeEach, expect, it } from 'vitest'
import { Halves, type Half } from './halves'

const half = (hash: string, at = Date.now()): Half => ({ hash, upload: `u-${hash}`, name: 'a.pdf', size: 10, part: 0.5, at })
beforeEach(() => localStorage.clear())

it('remembers over visits, one account at a time', () => {
  new Halves(1).keep(half('a'))
  expect(new Halves(1).of('a')?.upload).toBe('u-a')
  expect(new Halves(2).all()).toEqual([])
})
it('forgets what the server has swept by now, and what was finished', () => {
  const halves = new Halves(1)
  halves.keep(half('old', Date.now() - 25 * 3_600_000))
  halves.keep(half('new'))
  expect(halves.all().map(({ hash }) => hash)).toEqual(['new'])
  halves.forget('new')
  expect(localStorage.getItem('mc.uploads.1')).toBeNull()
})
it.each(['{', 'null', '{"a":1}', '[1,null,{"hash":3}]'])('survives a storage that holds %s', (text) => {
  localStorage.setItem('mc.uploads.1', text)
  expect(new Halves(1).all()).toEqual([])
})
