import { describe, expect, it } from 'vitest'
import type { ProductView } from '../../api/types'
import { certain } from './certainty'
import { startFields } from './facts'

const guesses = { title: 'Kết quả', number: '12', symbol: 'BC-UBND', issued_on: '2026-11-20', dossier_code: '' }
type Change = { percent?: Record<string, number>; product?: object; view?: object }
function view({ percent = {}, product = {}, view: rest = {} }: Change = {}): ProductView {
  return {
    product: {
      ...guesses, doc_type: 'BC', issuer: 'UBND', completed_on: '', read: 'read', read_problem: '',
      confidence: Object.entries(guesses).filter(([, value]) => value).map(([field, value]) => ({ field, value, percent: percent[field] ?? 95, page: 1 })),
      ...product,
    },
    typed: false, may: { submit: true }, seen: [], signature_verdict: 'sound', ...rest,
  } as unknown as ProductView
}

describe('what may be handed in without a look', () => {
  it('is a paper that was read with certainty', () => expect(certain(view())).toBe(true))
  it.each(['title', 'number', 'symbol', 'issued_on'])('is not one whose %s is in doubt', (field) => expect(certain(view({ percent: { [field]: 79 } }))).toBe(false))
  it.each<[string, Change]>([
    ['that was not read', { product: { read: 'not-read' } }],
    ['with a warning of the reader', { product: { read_problem: 'text.mixed' } }],
    ['without a number', { product: { number: '' } }],
    ['that was seen before', { view: { seen: [{ product: 3 }] } }],
    ['that is another file of the same paper', { view: { duplicate_of: { product_id: 3 } } }],
    ['that was changed after signing', { view: { signature_verdict: 'changed' } }],
    ['with a broken signature', { view: { signature_verdict: 'broken' } }],
    ['that may not be submitted', { view: { may: { submit: false } } }],
  ])('is not a paper %s', (_, change) => expect(certain(view(change))).toBe(false))
  it.each(['sound', 'unsigned', 'untrusted'])('does not depend on a signature being there or known: %s', (signature_verdict) => expect(certain(view({ view: { signature_verdict } }))).toBe(true))
  it('is a dossier that is known by its code', () => {
    const dossier = { number: '', symbol: '', issued_on: '2026-11-20', dossier_code: 'H30.1', confidence: [{ field: 'dossier_code', percent: 95 }, { field: 'title', percent: 90 }] }
    expect(certain(view({ product: dossier }))).toBe(true)
  })
  it('trusts what a person typed over a doubtful reading, and no day that cannot be', () => {
    const doubtful = view({ percent: { number: 60 } })
    const fields = startFields(doubtful)
    expect(certain(doubtful, { fields: { ...fields, number: '13' }, target: null, editing: false })).toBe(true)
    expect(certain(doubtful, { fields: { ...fields, number: '13', issued_on: '31/02/2026' }, target: null, editing: false })).toBe(false)
  })
})
