import type { ProductView } from '../../api/types'
import { changesOf, startFields, sure, type Draft } from './facts'

/** The fields by which a paper is told from every other. */
const telling = ['title', 'number', 'symbol', 'issued_on'] as const

/**
 * Whether a file may be handed in without a look: it was read, it tells with certainty which
 * paper it is (number, symbol, day and title; or a dossier's code), nothing like it came
 * before, and its signature, if it has one, is not broken. Never what a score depends on:
 * the supervisor still judges.
 */
export function certain(view: ProductView, draft?: Draft): boolean {
  const { product } = view
  const fields = draft?.fields ?? startFields(view)
  if (product.read !== 'read' || product.read_problem !== '' || view.duplicate_of || !view.may.submit) return false
  if (view.seen.length > 0 || view.signature_verdict === 'changed' || view.signature_verdict === 'broken') return false
  if (changesOf(fields, product) === null || fields.completed_on === '') return false
  const start = startFields(view)
  const held = (name: (typeof telling)[number] | 'dossier_code') => {
    if (fields[name].trim() === '') return false
    const percent = product.confidence.find((guess) => guess.field === name)?.percent
    return view.typed || fields[name] !== start[name] || (percent ?? 0) >= sure
  }
  return telling.every(held) || (held('dossier_code') && held('title'))
}
