import { describe, expect, it } from 'vitest'
import { shortcutOf, type Press } from './keys'

const press = (code: string, part: Partial<Press> = {}): Press => ({
  code, key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, keyCode: 0, target: document.body, ...part,
})

describe('shortcutOf', () => {
  it.each([
    [press('KeyA'), 'A'],
    [press('KeyJ', { shiftKey: true }), 'Shift+J'],
    [press('Digit3'), '3'],
    [press('Numpad6'), '6'],
    [press('ArrowRight'), 'ArrowRight'],
    [press('Slash'), '/'],
    [press('Slash', { shiftKey: true }), '?'],
    [press('Minus', { shiftKey: true, key: '?' }), '?'],
    [press('KeyZ', { ctrlKey: true }), 'Ctrl+Z'],
    [press('KeyZ', { metaKey: true }), 'Ctrl+Z'],
    [press('Escape'), 'Escape'],
  ])('names %o', (event, name) => expect(shortcutOf(event)).toBe(name))

  it.each([
    ['a letter that Telex is composing', press('KeyA', { isComposing: true })],
    ['the process key of an input method', press('KeyA', { keyCode: 229 })],
    ['a menu key', press('KeyA', { altKey: true })],
    ['a shortcut of the browser', press('KeyR', { ctrlKey: true })],
    ['redo', press('KeyZ', { ctrlKey: true, shiftKey: true })],
    ['Tab', press('Tab')],
    ['Enter, which belongs to what has the focus', press('Enter')],
  ])('leaves %s alone', (_, event) => expect(shortcutOf(event)).toBeNull())

  it.each(['text', 'search', 'password'])('leaves a %s field alone', (type) => {
    const input = document.createElement('input')
    input.type = type
    expect(shortcutOf(press('KeyA', { target: input }))).toBeNull()
  })
  it.each(['textarea', 'select'])('leaves a %s alone', (tag) => {
    expect(shortcutOf(press('KeyA', { target: document.createElement(tag) }))).toBeNull()
  })
  it('works while a radio button has the focus', () => {
    const radio = document.createElement('input')
    radio.type = 'radio'
    expect(shortcutOf(press('Digit2', { target: radio }))).toBe('2')
  })
})
