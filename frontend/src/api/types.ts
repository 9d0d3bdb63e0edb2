/** The words of the API. Quantities are exact fractions ("n/d"); only `show` is printed. */
export type Rat = string
export type Day = string // ISO date or ""
export interface Words { vi: string; en: string }
export interface Num { exact: Rat; show: string }

export interface Status {
  name: string
  demo: boolean
  setup_needed: boolean
  max_upload_bytes: number
  version: string
  demo_accounts?: { login: string; password: string; name: string; role_text: Words }[]
}

export type Role = 'staff' | 'supervisor' | 'head' | 'inspector' | 'admin'
export interface Official {
  id: number
  staff_code: string
  name: string
  unit_id: number
  unit_name: string
  post_title: string
  leader: boolean
}
export interface Period {
  id: number
  agency_id: number
  kind: 'month' | 'quarter' | 'year'
  first: Day
  last: Day
  review_closes: Day
  state: 'open' | 'review' | 'closed' | 'sealed'
  rulebook: string
  label: Words
}
export interface Me {
  account_id: number
  login: string
  name: string
  official: Official | null
  roles: { role: Role; unit_id: number; unit_name: string }[]
  max_upload_bytes: number
  periods: Period[]
  current_period_id: number
}

export interface Receipt {
  product_id: number
  hash: string
  size: number
  media_type: string
  file_name: string
  received_at: string
  entry_id: number
  entry_hash: string
}
export type Read = 'pending' | 'read' | 'not-read'
export interface Guess { field: string; value: string; percent: number; page: number }
export interface Product {
  id: number
  unit_id: number
  submitted_by: number
  submitter: string
  title: string
  doc_type: string
  number: string
  symbol: string
  issuer: string
  issued_on: Day
  dossier_code: string
  completed_on: Day
  due_on: Day
  received_at: string
  read: Read
  read_problem: string
  pages: number
  hash: string
  size: number
  media_type: string
  file_name: string
  restricted: boolean
  confidence: Guess[]
}
export type ProductPatch = Partial<
  Pick<Product, 'title' | 'number' | 'symbol' | 'doc_type' | 'issuer' | 'issued_on' | 'completed_on' | 'dossier_code'>
>
export interface Suggestion {
  indicator_id: number
  indicator_name: string
  type_id: number
  type_name: string
  act: string
  plan_line_id: number
  plan_title: string
  due: Day
  units: Rat
  why: Words
}
export interface ProductView {
  product: Product
  evidence: Evidence[]
  receipt: Receipt
  suggestions: Suggestion[]
  may: { edit: boolean; submit: boolean; review: boolean; download: boolean }
}
export interface ProductRow {
  id: number
  title: string
  doc_ref: string
  doc_type: string
  unit_id: number
  unit_name: string
  submitter: string
  received_at: string
  issued_on: Day
  pages: number
  media_type: string
  read: Read
  restricted: boolean
}

export type EvidenceState = 'draft' | 'submitted' | 'accepted' | 'returned' | 'withdrawn'
export interface HistoryItem {
  at: string
  by: string
  action: string
  reason: string
  state: EvidenceState
  faults: number
  delays: number
}
export interface Evidence {
  id: number
  product_id: number
  indicator_id: number
  type_id: number
  official_id: number
  period_id: number
  plan_line_id: number
  state: EvidenceState
  units: Rat
  faults: number
  faults_excused: number
  delays: number
  delays_excused: number
  judged_hash: string
  reviewer: number
  reason: string
  version: number
  submitted_at: string
  decided_at: string | null
  product_title: string
  doc_ref: string
  read: Read
  pages: number
  media_type: string
  hash: string
  indicator_name: string
  type_name: string
  unit: string
  official_name: string
  staff_code: string
  unit_name: string
  due: Day
  completed_on: Day
  proposed_delays: number
  plan_quantity: Rat
  coefficient: Num
  reviewer_name: string
  may: { withdraw: boolean; review: boolean; undo: boolean }
  history?: HistoryItem[]
  exceptions?: Words[]
}
export interface ChoiceType { id: number; name: string; unit: string; act: string; coefficient: Num | null }
export interface Choices { indicators: { id: number; code: string; name: string; types: ChoiceType[] }[] }

export interface Queue {
  people: { official: Official; pending: number; decided: number; total: number }[]
  items: Evidence[]
}
export const returnCodes = ['content', 'incomplete', 'authority', 'wrong-file', 'unreadable', 'wrong-indicator'] as const
export type ReturnCode = (typeof returnCodes)[number]

export interface PlanLine {
  id: number
  official_id: number
  period_id: number
  indicator_id: number
  type_id: number
  quantity: Rat
  due: Day
  title: string
  unplanned: boolean
  approved: boolean
}
export interface Task {
  plan_line: PlanLine
  indicator_name: string
  type_name: string
  unit: string
  assigned: Num
  accepted: Num
  pending: Num
  returned: number
  days_left: number
  overdue: boolean
}

export type Level = 'excellent' | 'good' | 'completed' | 'not-completed'
export type CardStatus = 'complete' | 'provisional' | 'insufficient-data'
export interface CardEvidence {
  evidence_id: number
  product_id: number
  title: string
  units: Num
  quality: Num
  on_time: Num
  reasons: Words[]
}
export interface CardLine {
  indicator_id: number
  indicator_code?: string
  indicator_name: string
  type_id: number
  type_name: string
  unit: string
  coefficient: Num
  assigned: Num
  done: Num
  assigned_converted: Num
  done_converted: Num
  quality_converted: Num
  on_time_converted: Num
  points: Num
  lost: Num
  reasons: Words[]
  evidence: CardEvidence[]
}
export interface Card {
  id: number
  rulebook: string
  facts_hash: string
  status: CardStatus
  missing: Words[]
  a: Num | null
  b: Num | null
  c: Num | null
  task: Num | null
  general: Num | null
  total: Num | null
  level: Level | null
  lines: CardLine[]
  unconfirmed: Words[]
  steps: { label: Words; sum: string; value: Num; source: Words; open: boolean }[]
  not_counted: { evidence_id: number; product_id: number; title: string; reasons: Words[] }[]
}
export interface General { conduct: Rat; capacity: Rat; innovation: Rat; reason: string; by: string }
export interface ScoreAnswer {
  card: Card | null
  official: Official
  period: Period
  computing: boolean
  may_assess_general: boolean
  general: General | null
  rulebook_title: Words
}
export interface TeamRow {
  official: Official
  total: Num | null
  level: Level | null | ''
  status: CardStatus | ''
  pending: number
  returned: number
  overdue: number
}

export interface Run { text: string; mark: boolean }
export interface Hit { product: ProductRow; page: number; title: Run[]; snippet: Run[] }
export interface Facet { value: string; label: string; count: number }
export interface SearchAnswer {
  total: number
  exact: boolean
  took_ms: number
  hits: Hit[]
  facets: { type: Facet[]; unit: Facet[]; year: Facet[] }
}

export interface Unit {
  id: number
  parent_id: number
  kind: 'agency' | 'division'
  code: string
  name: string
  symbol: string
  valid_from: Day
  valid_to: Day
}
export interface Account {
  id: number
  login: string
  name: string
  official_id: number
  disabled: boolean
}
export interface Grant {
  id: number
  account_id: number
  login: string
  name: string
  role: Role
  unit_id: number
  unit_name: string
  from: Day
  to: Day
  state: 'waiting' | 'active' | 'revoked'
  granted_by: string
  confirmed_by: string
  may_confirm: boolean
}
export interface ProductType {
  id: number
  code: string
  version: number
  name: string
  group: string
  act: string
  unit: string
  coefficient: Rat | null
  state: 'draft' | 'approved' | 'retired'
  source: string
}
export interface Indicator {
  id: number
  code: string
  version: number
  name: string
  data_source: string
  closes_day: number
  types: number[]
  state: 'draft' | 'approved' | 'retired'
}
export interface Page<T> { items: T[]; next?: string }
