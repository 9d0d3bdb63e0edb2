import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorText } from '../i18n/error-text'
import { startLanguages } from '../i18n'
import { ApiError, mayRetry, problemOf, toApiError } from './errors'

beforeAll(() => startLanguages())
const t = () => i18next.t

describe('problemOf', () => {
  it('keeps the words, the reason and the request of the server', () => {
    const error = problemOf(409, '{"status":409,"code":"conflict","reason":"upload.duplicate","message":{"vi":"Đã có","en":"There already"},"request_id":"r-1","info":{"product_id":7}}')
    expect(error.shown).toBe('upload.duplicate · r-1')
    expect(error.info.product_id).toBe(7)
    expect(errorText(error, 'vi', t())).toBe('Đã có')
    expect(errorText(error, 'en', t())).toBe('There already')
  })
  it('believes the status line more than the body', () => {
    expect(problemOf(503, '{"status":200}').status).toBe(503)
  })
  it.each(['<html>Bad gateway</html>', '', 'null', '"text"'])('says something sensible for the body %s', (body) => {
    const error = problemOf(502, body)
    expect(error.reason).toBe('http.502')
    expect(errorText(error, 'vi', t())).not.toBe('')
  })
})

describe('errorText', () => {
  it.each([401, 403, 404, 409, 429, 500, 503])('has words of its own for %d', (status) => {
    const text = errorText(problemOf(status, ''), 'vi', t())
    expect(text).not.toMatch(/^error\./)
    expect(text.length).toBeGreaterThan(10)
  })
  it('tells a broken network from a broken server', () => {
    const network = errorText(toApiError(new TypeError('Failed to fetch')), 'vi', t())
    expect(network).not.toBe(errorText(problemOf(500, ''), 'vi', t()))
    expect(network).toContain('mạng')
  })
  it('falls back to the other language rather than to nothing', () => {
    expect(errorText(new ApiError({ message: { vi: 'Chỉ có tiếng Việt' } }), 'en', t())).toBe('Chỉ có tiếng Việt')
  })
})

describe('mayRetry', () => {
  it.each([
    [0, true],
    [429, true],
    [503, true],
    [400, false],
    [403, false],
    [409, false],
    [422, false],
  ])('status %d: %s', (status, again) => expect(mayRetry(new ApiError({ status }))).toBe(again))
})

it('turns an aborted request into "cancelled", not into a fault', () => {
  expect(toApiError(new DOMException('x', 'AbortError')).reason).toBe('cancelled')
})
