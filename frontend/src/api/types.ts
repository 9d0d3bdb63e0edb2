import type { components } from '../../api/schema'

/**
 * The words of the API, from the server's own description. Quantities are exact fractions
 * ("n/d"); only `show` is printed. Lists are never null here: see lists.ts.
 */
type Schemas = components['schemas']

/** T with every `X[] | null` made `X[]`, to any depth. */
export type Lists<T> = T extends (infer Item)[]
  ? Lists<Item>[]
  : T extends object
    ? { [K in keyof T]: NonNullable<T[K]> extends readonly unknown[] ? Lists<NonNullable<T[K]>> : Lists<T[K]> }
    : T
type Word<K extends keyof Schemas> = Lists<Schemas[K]>

export type Rat = string
/** ISO date, or "" for none. */
export type Day = string
export type Words = Word<'Text'>
export type Num = Word<'Number'>

export type Status = Word<'Status'>
export type Me = Word<'Me'>
export type Role = Me['roles'][number]['role']
export type Official = Word<'Official'>
export type Period = Word<'PeriodJSON'>

export type Receipt = Word<'Receipt'>
export type Known = Word<'Known'>
export type Product = Word<'Product'>
export type ProductPatch = Word<'EditInputBody'>
/** The facts of one digital signature or document timestamp. */
export type Signature = Word<'Signature'>
export type SignatureVerdict = Signature['verdict']
/** Another product that is, or may be, the same paper. */
export type SeenBefore = Word<'Seen'>
export type ProductView = Word<'ProductJSON'>
export type Guess = ProductView['product']['confidence'][number]
export type Place = { x: number; y: number; w: number; h: number }
export type ProductRow = Word<'ProductRow'>
export type Suggestion = Word<'Suggestion'>

export type Evidence = Word<'EvidenceJSON'>
export type EvidenceState = Evidence['state']
export type Choices = Word<'ChoicesJSON'>
export type Queue = Word<'QueueJSON'>
export type Task = Word<'TaskJSON'>
/** The reasons of a return on the keys 1 to 6; the first three cost a quality fault. */
export const returnCodes = ['content', 'incomplete', 'authority', 'wrong-file', 'unreadable', 'wrong-indicator'] as const
export type ReturnCode = (typeof returnCodes)[number]

export type Level = 'excellent' | 'good' | 'completed' | 'not-completed'
export type Card = Word<'Scorecard'>
export type CardStatus = Card['status']
export type CardLine = Word<'CardLine'>
export type General = Word<'GeneralCriteria'>
export type ScoreAnswer = Word<'CardJSON'>
export type TeamRow = Word<'CardRowJSON'>

export type SearchAnswer = Word<'FoundJSON'>
export type Hit = Word<'HitJSON'>
export type Run = Word<'Piece'>
export type Facet = Word<'Facet'>

export type Unit = Word<'Unit'>
export type Account = Word<'AccountJSON'>
export type NewPassword = Word<'PasswordJSON'>
export type Grant = Word<'GrantJSON'>
export type ProductType = Word<'ProductType'>
export type Indicator = Word<'Indicator'>
export interface Page<T> { items: T[]; next: number }

/** A file that was set aside, and what is left of it. */
export type SetAside = Word<'QuarantineJSON'>
/** Why bytes are removed for good. */
export const purgeReasons = ['state-secret', 'program', 'by-mistake'] as const
export type NoticeList = Word<'NoticeList'>
