import { expect, test } from 'vitest'
import { placeOf } from './notices'

test('a notice leads to the screen of what it names', () => {
  expect(placeOf('quarantine:3')).toBe('/quarantine')
  expect(placeOf('evidence:12')).toBeUndefined()
  expect(placeOf('')).toBeUndefined()
})
