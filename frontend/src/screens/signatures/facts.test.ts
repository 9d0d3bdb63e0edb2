import { describe, expect, it } from 'vitest'
import type { Signature } from '../../api/types'
import vi from '../../i18n/vi.json'
import { changeCodes, factsOf, harmless } from './facts'

const sound: Signature = {
  field: 'S', kind: 'signature', verdict: 'sound', signer: 'A', organisation: '', issuer: 'CA', intact: true, coverage: 'whole', later_changes: [],
  chain: 'trusted', timestamp: 'valid', revocation: 'good', digest: 'SHA-256', algorithm: 'RSA', weak: false, permission: 0, findings: [],
}
/** Every value that each fact may have. */
const values = {
  intact: [true, false], coverage: ['whole', 'revision', 'partial', 'invalid'], chain: ['trusted', 'untrusted', 'expired', 'revoked', 'invalid', 'unknown'],
  timestamp: ['valid', 'invalid', 'none'], revocation: ['good', 'revoked', 'unknown'], weak: [true, false], permission: [0, 1, 2, 3],
}
const said = (tree: unknown, key: string) => key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], tree)

describe('the facts of a signature', () => {
  it('all have words, and beside each what it does not tell', () => {
    for (const [name, list] of Object.entries(values)) for (const value of list) {
      for (const { key } of factsOf({ ...sound, [name]: value } as Signature)) {
        expect(said(vi.fact, key), key).toBeTypeOf('string')
        expect(said(vi.proves, key), key).toMatch(/[Kk]hông|trái ý/)
      }
    }
  })
  it('of a sound one are all good, and any other value is not', () => {
    expect(factsOf(sound).every(({ tone }) => tone === 'good')).toBe(true)
    for (const [name, list] of Object.entries(values)) for (const value of list.filter((v) => v !== sound[name as keyof Signature])) {
      expect(factsOf({ ...sound, [name]: value } as Signature).every(({ tone }) => tone === 'good'), `${name} ${value}`).toBe(false)
    }
  })
  it('name every kind of later change, and only signatures and their data as harmless', () => {
    for (const code of changeCodes) expect(said(vi.later, code), code).toBeTypeOf('string')
    expect(changeCodes.filter(harmless)).toEqual(['signature', 'timestamp', 'dss'])
  })
})
