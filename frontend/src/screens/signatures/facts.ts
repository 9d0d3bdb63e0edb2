import type { Signature } from '../../api/types'
import type { Tone } from '../../ui'

/**
 * The facts of a signature as keys of sentences: what was found, and beside each what it
 * proves and what it does not. Nothing is weighed here; the verdict is the server's.
 */
export type FactKey =
  | 'intact.yes' | 'intact.no'
  | 'coverage.whole' | 'coverage.revision' | 'coverage.partial' | 'coverage.invalid'
  | 'chain.trusted' | 'chain.untrusted' | 'chain.expired' | 'chain.revoked' | 'chain.invalid' | 'chain.unknown'
  | 'revocation.good' | 'revocation.revoked' | 'revocation.unknown'
  | 'timestamp.valid' | 'timestamp.invalid' | 'timestamp.none'
  | 'weak.yes' | 'permission.1' | 'permission.2' | 'permission.3'

export interface Fact { key: FactKey; tone: Tone }

const coverage = { whole: 'good', revision: 'info', partial: 'bad', invalid: 'bad' } as const
const chain = { trusted: 'good', untrusted: 'wait', expired: 'wait', revoked: 'bad', invalid: 'bad', unknown: 'wait' } as const
const revocation = { good: 'good', revoked: 'bad', unknown: 'wait' } as const
const timestamp = { valid: 'good', invalid: 'bad', none: 'calm' } as const

export function factsOf(s: Signature): Fact[] {
  const facts: Fact[] = [
    { key: s.intact ? 'intact.yes' : 'intact.no', tone: s.intact ? 'good' : 'bad' },
    { key: `coverage.${s.coverage}`, tone: coverage[s.coverage] },
    { key: `chain.${s.chain}`, tone: chain[s.chain] },
    { key: `revocation.${s.revocation}`, tone: revocation[s.revocation] },
    { key: `timestamp.${s.timestamp}`, tone: timestamp[s.timestamp] },
  ]
  if (s.weak) facts.push({ key: 'weak.yes', tone: 'wait' })
  if (s.permission === 1 || s.permission === 2 || s.permission === 3) facts.push({ key: `permission.${s.permission}`, tone: 'info' })
  return facts
}

/** The codes of later changes that have words; another code is shown as it came. */
export const changeCodes = ['signature', 'timestamp', 'dss', 'form', 'metadata', 'annotation', 'content', 'structure', 'unreadable'] as const
export type ChangeCode = (typeof changeCodes)[number]
export const knownChange = (code: string): code is ChangeCode => (changeCodes as readonly string[]).includes(code)
/** What came later and touches nothing that a reader sees. */
export const harmless = (code: string) => code === 'signature' || code === 'timestamp' || code === 'dss'
