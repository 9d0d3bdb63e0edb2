import { describe, expect, it } from 'vitest'
import { bytes, day, instant, quantity, shortHash, typedDay, typedNumber } from './format'

describe('days', () => {
  it.each([
    ['2026-11-23', '23/11/2026'],
    ['2026-11-23T01:00:00Z', '23/11/2026'],
    ['', ''],
    [null, ''],
    ['rubbish', ''],
  ])('writes %s as %s', (iso, text) => expect(day(iso)).toBe(text))

  it('writes instants in Vietnam, whatever the zone of the machine', () => {
    expect(instant('2026-11-22T18:30:00Z')).toBe('23/11/2026 01:30')
    expect(instant('2026-11-22T18:30:00-05:00')).toBe('23/11/2026 06:30')
    expect(instant(null)).toBe('')
  })
  it.each([
    ['23/11/2026', '2026-11-23'],
    ['3/1/2026', '2026-01-03'],
    [' 03-01-2026 ', '2026-01-03'],
    ['03.01.2026', '2026-01-03'],
    ['', ''],
    ['31/02/2026', null],
    ['29/02/2026', null],
    ['29/02/2028', '2028-02-29'],
    ['11/23/2026', null],
    ['23/11/26', null],
    ['2026-11-23', null],
  ])('reads %s as %s', (text, iso) => expect(typedDay(text)).toBe(iso))

  it('reads back every day that it writes', () => {
    for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2028, 11, 31); at += 86_400_000) {
      const iso = new Date(at).toISOString().slice(0, 10)
      expect(typedDay(day(iso))).toBe(iso)
    }
  })
})

describe('numbers', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [1024, '1 KB'],
    [3_355_443, '3,2 MB'],
    [104_857_600, '100 MB'],
    [2_684_354_560, '2,5 GB'],
  ])('writes %d bytes as %s', (n, text) => expect(bytes(n)).toBe(text))

  it('prints fractions as they are and calculates nothing', () => {
    expect(quantity('5/1')).toBe('5')
    expect(quantity('1/3')).toBe('1/3')
    expect(quantity('11/1')).toBe('11')
    expect(quantity('1/11')).toBe('1/11')
  })
  it.each([
    ['8,5', '8.5'],
    ['8.5', '8.5'],
    [' 10 ', '10'],
    ['', null],
    ['-1', null],
    ['1e3', null],
    ['8,5,1', null],
    ['tám', null],
  ])('reads %s as %s', (text, number) => expect(typedNumber(text)).toBe(number))

  it('shortens a hash from both ends', () => {
    expect(shortHash('0123456789abcdef0123456789abcdef')).toBe('01234567…89abcdef')
    expect(shortHash('short')).toBe('short')
  })
})
