import type { Day } from '../api/types'

/** 2026-11-23 -> 23/11/2026; "" stays "". Both languages write days the Vietnamese way. */
export function day(iso: Day | null | undefined): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '')
  return match ? `${match[3]}/${match[2]}/${match[1]}` : ''
}

/** An instant as 23/11/2026 14:05 in Vietnam, whatever the clock of the machine says. */
export function instant(iso: string | null | undefined): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return ''
  const shifted = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return `${day(shifted)} ${shifted.slice(11, 16)}`
}

/** Bytes for people, as Windows counts them, with a decimal comma: 812 B, 3,2 MB. */
export function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = n
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  const text = unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)
  return `${text.replace('.', ',').replace(/,0$/, '')} ${units[unit]}`
}

/** A quantity "n/d" for people: whole numbers bare, fractions as they are. Nothing is calculated. */
export function quantity(rat: string): string {
  return rat.replace(/\/1$/, '')
}

/** The first and last characters of a hash, to compare by eye. */
export function shortHash(hash: string): string {
  return hash.length > 20 ? `${hash.slice(0, 8)}…${hash.slice(-8)}` : hash
}

/** Reads what a person typed as points: "8,5" or "8.5" -> "8.5"; null when it is no such number. */
export function typedNumber(text: string): string | null {
  const plain = text.trim().replace(',', '.')
  return /^\d{1,4}(\.\d{1,4})?$/.test(plain) ? plain : null
}

/** Reads dd/mm/yyyy (also d/m/yyyy, with - or .) -> ISO; null when it is no day. */
export function typedDay(text: string): Day | null {
  if (text.trim() === '') return ''
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text)
  if (!match) return null
  const iso = `${match[3]}-${match[2]!.padStart(2, '0')}-${match[1]!.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso ? iso : null
}
