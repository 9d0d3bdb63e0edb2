import { useEffect, useRef } from 'react'
import { readPreference } from './preferences'

/** What a shortcut needs to know of a key press. */
export interface Press {
  code: string
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  isComposing: boolean
  keyCode: number
  target: EventTarget | null
}

const typed = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const quiet = new Set(['checkbox', 'radio', 'button', 'range', 'file'])

/** Whether the press belongs to somebody who is writing or choosing in a field. */
function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement && quiet.has(target.type)) return false
  return typed.has(target.tagName)
}

/**
 * The name of a shortcut press: "A", "1", "Shift+J", "ArrowLeft", "/", "?", "Ctrl+Z"; null when
 * it is none. Physical keys (event.code) are named, because Telex and VNI rewrite the letters
 * that arrive; a press during composition or inside a field is never a shortcut.
 */
export function shortcutOf(press: Press): string | null {
  if (press.isComposing || press.keyCode === 229 || press.altKey || inField(press.target)) return null
  // A sign sits on another key in another layout: it is known by what it writes.
  if (press.key === '?') return '?'
  const match = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d)|(Arrow(?:Left|Right|Up|Down))|(Slash)|(Escape)|(Home|End))$/.exec(press.code)
  const key = match?.slice(1).find((part) => part !== undefined)
  if (!key) return null
  if (key === 'Slash') return press.ctrlKey || press.metaKey ? null : press.shiftKey ? '?' : '/'
  const control = press.ctrlKey || press.metaKey
  if (control) return key === 'Z' && !press.shiftKey ? 'Ctrl+Z' : null
  return press.shiftKey ? `Shift+${key}` : key
}

export type Shortcuts = Record<string, (() => void) | undefined>

/** Listens while mounted. Single keys can be turned off (WCAG 2.1.4); Ctrl+Z and Escape stay. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const name = shortcutOf(event)
      const run = name === null ? undefined : latest.current[name]
      if (!run) return
      if (name !== 'Ctrl+Z' && name !== 'Escape' && readPreference('shortcuts') === 'off') return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
