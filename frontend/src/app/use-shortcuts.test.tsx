import { fireEvent, render } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useShortcuts, type Shortcuts } from './keys'
import { writePreference } from './preferences'

function Keys({ shortcuts }: { shortcuts: Shortcuts }) {
  useShortcuts(shortcuts)
  return <input aria-label="field" />
}

it('runs the shortcut and takes the press', () => {
  const accept = vi.fn()
  render(<Keys shortcuts={{ A: accept }} />)
  const taken = !fireEvent.keyDown(document.body, { code: 'KeyA' })
  expect(accept).toHaveBeenCalledOnce()
  expect(taken).toBe(true)
})

it('does nothing inside a field', () => {
  const accept = vi.fn()
  const { getByLabelText } = render(<Keys shortcuts={{ A: accept }} />)
  fireEvent.keyDown(getByLabelText('field'), { code: 'KeyA' })
  expect(accept).not.toHaveBeenCalled()
})

it('obeys the switch for single keys, and keeps Ctrl+Z', () => {
  const accept = vi.fn()
  const undo = vi.fn()
  writePreference('shortcuts', 'off')
  render(<Keys shortcuts={{ A: accept, 'Ctrl+Z': undo }} />)
  fireEvent.keyDown(document.body, { code: 'KeyA' })
  fireEvent.keyDown(document.body, { code: 'KeyZ', ctrlKey: true })
  writePreference('shortcuts', 'on')
  expect(accept).not.toHaveBeenCalled()
  expect(undo).toHaveBeenCalledOnce()
})

it('follows the latest closure', () => {
  const first = vi.fn()
  const second = vi.fn()
  const { rerender } = render(<Keys shortcuts={{ G: first }} />)
  rerender(<Keys shortcuts={{ G: second }} />)
  fireEvent.keyDown(document.body, { code: 'KeyG' })
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
})
