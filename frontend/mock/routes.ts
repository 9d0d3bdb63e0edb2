import type * as T from '../src/api/types'
import * as data from './data'
import { pdfOf, pictureOf } from './files'

export interface Call { method: string; path: string; query: URLSearchParams; body: Record<string, unknown>; size: number; login: string }
export interface Answer { status?: number; json?: unknown; bytes?: Buffer; type?: string; cookie?: string }

const ok = (json: unknown): Answer => ({ json })
const refuse = (status: number, code: string, reason: string, vi: string, en: string, info?: unknown): Answer => ({ status, json: { status, code, reason, message: { vi, en }, request_id: 'r-7f3a', info } })

let general: T.General | null = null
const pendingUntil = new Map<number, number>()
const find = (id: number) => data.evidences.find((e) => e.id === id)

function productView(p: T.Product): T.ProductView {
  const wait = (pendingUntil.get(p.id) ?? 0) > Date.now()
  return {
    product: { ...p, read: wait ? 'pending' : p.read, title: wait ? '' : p.title },
    evidence: data.evidences.filter((e) => e.product_id === p.id),
    receipt: { product_id: p.id, hash: p.hash, size: p.size, media_type: p.media_type, file_name: p.file_name, received_at: p.received_at, entry_id: 1200 + p.id, entry_hash: p.hash },
    suggestions: data.tasks.slice(0, 3).map((t, i) => ({ indicator_id: t.plan_line.indicator_id, indicator_name: t.indicator_name, type_id: t.plan_line.type_id, type_name: t.type_name, act: 'draft', plan_line_id: i < 2 ? t.plan_line.id : 0, plan_title: i < 2 ? t.plan_line.title : '', due: t.plan_line.due, units: '1', why: { vi: 'Loại văn bản BC và trích yếu trùng với việc được giao', en: 'Document type and title match the assigned work' } })),
    may: { edit: true, submit: true, review: true, download: true },
  }
}

function decide(call: Call, id: number, verb: string): Answer {
  const e = find(id)
  if (!e) return refuse(404, 'not_found', 'evidence.unknown', 'Không có minh chứng này.', 'No such evidence.')
  if (Number(call.body.version) !== e.version) return refuse(409, 'conflict', 'evidence.changed', 'Minh chứng vừa được thay đổi.', 'The evidence has just changed.', e)
  const states: Record<string, T.EvidenceState> = { accept: 'accepted', return: 'returned', withdraw: 'withdrawn', undo: 'submitted', resubmit: 'submitted' }
  const by = data.me(call.login)?.name ?? ''
  Object.assign(e, { state: states[verb], version: e.version + 1, faults: Number(call.body.faults ?? 0), delays: Number(call.body.delays ?? 0), reason: String(call.body.reason ?? ''), reviewer_name: by, decided_at: new Date().toISOString(), may: { withdraw: verb === 'resubmit', review: true, undo: verb === 'accept' || verb === 'return' } })
  e.history = [...(e.history ?? []), { at: new Date().toISOString(), by, action: e.state, reason: e.reason, state: e.state, faults: e.faults, delays: e.delays }]
  return ok(e)
}

export function answer(call: Call): Answer {
  const { method, path, query, body } = call
  const on = `${method} ${path}`
  if (on === 'GET /status') return ok({ name: 'UBND phường Bình Minh', demo: true, setup_needed: false, max_upload_bytes: 1e8, version: 'mock', demo_accounts: data.demoAccounts })
  if (on === 'POST /session') {
    const who = data.me(String(body.login))
    return who && body.password === 'demo' ? { json: who, cookie: String(body.login) } : refuse(401, 'unauthorized', 'session.wrong', 'Sai tên hoặc mật khẩu.', 'Wrong user name or password.')
  }
  if (on === 'DELETE /session') return { status: 204, cookie: '' }
  const me = data.me(call.login)
  if (!me) return refuse(401, 'unauthorized', 'session.none', 'Chưa đăng nhập.', 'Not signed in.')
  if (on === 'GET /me') return ok(me)
  if (on === 'PUT /uploads') {
    const name = query.get('name') ?? ''
    if (name.includes('trung')) return refuse(409, 'conflict', 'upload.duplicate', 'Tệp này đã có trong kho.', 'This file is in the archive already.', { product_id: 1, submitter: 'Nguyễn Thị Hoa', at: '2026-11-19T01:05:00Z' })
    if (name.includes('mat')) return refuse(422, 'invalid', 'upload.classified', 'Văn bản có dấu mật, không được nộp lên mạng.', 'The paper is marked as classified and may not be submitted.')
    const p = data.newProduct(data.products.length + 1, data.papers[data.products.length % 3]!, { file_name: name, size: call.size, received_at: new Date().toISOString() })
    data.products.push(p)
    pendingUntil.set(p.id, Date.now() + 1500)
    return { status: 201, json: productView(p).receipt }
  }
  const product = /^\/products\/(\d+)(\/.*)?$/.exec(path)
  if (product) {
    const p = data.products[Number(product[1]) - 1]
    if (!p) return refuse(404, 'not_found', 'product.unknown', 'Không có sản phẩm này.', 'No such product.')
    const paper = data.papers[(p.id - 1) % 3]!
    const picture = /^\/pages\/(\d+)\.png$/.exec(product[2] ?? '')
    if (picture || product[2] === '/thumb.png') {
      const bytes = pictureOf(paper, Number(picture?.[1] ?? 1))
      return bytes ? { bytes, type: 'image/png' } : refuse(404, 'not_found', 'page', '', '')
    }
    if (product[2] === '/file') return { bytes: pdfOf(paper), type: 'application/pdf' }
    if (product[2] === '/text') return ok({ pages: [{ page: 1, text: [paper.type, paper.title, ...paper.body].join('\n') }] })
    if (method === 'PATCH') Object.assign(p, body)
    if (method === 'DELETE') return { status: 204 }
    return ok(productView(p))
  }
  if (on === 'GET /products') return ok({ items: [], next: '' })
  if (on === 'POST /evidence') {
    const task = data.tasks.find((t) => t.plan_line.id === Number(body.plan_line_id)) ?? data.tasks[3]!
    const e = data.newEvidence(data.evidences.length + 1, 'submitted', task, data.products[Number(body.product_id) - 1]!)
    data.evidences.push(e)
    return ok(e)
  }
  if (on === 'GET /evidence') {
    const state = query.get('state')
    const who = query.get('official')
    return ok({ items: data.evidences.filter((e) => (!state || e.state === state) && (!who || e.official_id === Number(who))) })
  }
  const one = /^\/evidence\/(\d+)(?:\/(\w+))?$/.exec(path)
  if (one) return method === 'GET' ? ok(find(Number(one[1]))) : decide(call, Number(one[1]), one[2] ?? '')
  if (on === 'GET /reviews') {
    const items = data.evidences.filter((e) => e.state !== 'withdrawn').sort((a, b) => Number(b.state === 'submitted') - Number(a.state === 'submitted'))
    const peopleOf = data.officials.slice(0, 2).map((official) => {
      const own = items.filter((e) => e.official_id === official.id)
      const pending = own.filter((e) => e.state === 'submitted').length
      return { official, pending, decided: own.length - pending, total: own.length }
    })
    return ok({ people: peopleOf, items })
  }
  if (on === 'GET /tasks') return ok({ items: query.get('official') === '1' ? data.tasks : [] })
  if (on === 'GET /choices') return ok({ indicators: data.tasks.map((t) => ({ id: t.plan_line.indicator_id, code: 'CT', name: t.indicator_name, types: [{ id: t.plan_line.type_id, name: t.type_name, unit: t.unit, act: 'draft', coefficient: data.num('1') }] })) })
  if (on === 'GET /scorecards') return ok({ items: data.officials.map((official, i) => ({ official, total: i === 4 ? null : data.num(['48,12', '91,5', '88', '93,99', '0'][i]!), level: i === 4 ? null : ['not-completed', 'excellent', 'good', 'excellent'][i], status: i === 4 ? 'insufficient-data' : i === 0 ? 'provisional' : 'complete', pending: i, returned: i % 2, overdue: i === 0 ? 1 : 0 })) })
  const score = /^\/(?:scorecards|general)\/(\d+)$/.exec(path)
  if (score) {
    if (method === 'PUT') general = { conduct: String(body.conduct), capacity: String(body.capacity), innovation: String(body.innovation), reason: String(body.reason), by: me.name }
    return ok({ card: data.card, official: data.officials[Number(score[1]) - 1], period: data.periods[0], computing: false, may_assess_general: me.roles.some((r) => r.role !== 'staff'), general, rulebook_title: { vi: 'Nghị định 335/2025, công chức không giữ chức vụ', en: 'Decree 335/2025, non-leaders' } })
  }
  return more(on, query, me, body)
}

function more(on: string, query: URLSearchParams, me: T.Me, body: Record<string, unknown>): Answer {
  switch (on) {
    case 'GET /search': {
      const q = query.get('q') ?? ''
      const hits: T.Hit[] = Array.from({ length: q === 'khongco' ? 0 : 42 }, (_, i) => {
        const p = data.products[i % 3]!
        return { page: 1 + (i % 2), title: [{ text: p.title, mark: false }], snippet: [{ text: 'Trong tháng 11, phường đã rà soát 214 hộ ', mark: false }, { text: q || 'nghèo', mark: true }, { text: ' và cận nghèo, hỗ trợ 38 hộ vay vốn', mark: false }], product: { id: p.id, title: p.title, doc_ref: `${p.number}/${p.symbol}`, doc_type: p.doc_type, unit_id: 2, unit_name: 'Phòng Văn hóa - Xã hội', submitter: p.submitter, received_at: p.received_at, issued_on: p.issued_on, pages: p.pages, media_type: p.media_type, read: p.read, restricted: i === 3 } }
      })
      return ok({ total: hits.length, exact: true, took_ms: 12, hits, facets: { type: [{ value: 'BC', label: 'Báo cáo', count: 18 }, { value: 'TTr', label: 'Tờ trình', count: 14 }, { value: 'QĐ', label: 'Quyết định', count: 10 }], unit: [{ value: '2', label: 'Phòng Văn hóa - Xã hội', count: 42 }], year: [{ value: '2026', label: '2026', count: 42 }] } })
    }
    case 'GET /units': return ok({ items: [{ id: 1, parent_id: 0, kind: 'agency', code: 'H32.12', name: 'UBND phường Bình Minh', symbol: 'UBND', valid_from: '2025-07-01', valid_to: '' }, { id: 2, parent_id: 1, kind: 'division', code: 'H32.12.2', name: 'Phòng Văn hóa - Xã hội', symbol: 'VHXH', valid_from: '2025-07-01', valid_to: '' }] })
    case 'GET /officials': return ok({ items: data.officials })
    case 'GET /accounts': return ok({ items: Object.entries(data.people).map(([login, p]) => ({ id: p.account_id, login, name: p.name, official_id: p.official?.id ?? 0, disabled: false })) })
    case 'POST /accounts': return ok({ account: { id: 99, login: body.login, name: body.name, official_id: 0, disabled: false }, one_time_password: 'tre-xanh-42-dong-lua' })
    case 'GET /grants': return ok({ items: [{ id: 1, account_id: 3, login: 'anh', name: 'Lê Thị Ngọc Ánh', role: 'supervisor', unit_id: 2, unit_name: 'Phòng Văn hóa - Xã hội', from: '2026-01-01', to: '', state: 'active', granted_by: 'Đỗ Gia Huy', confirmed_by: 'Phạm Quốc Đạt', may_confirm: false }, { id: 2, account_id: 5, login: 'thanhtra', name: 'Vũ Minh Tuấn', role: 'inspector', unit_id: 1, unit_name: 'UBND phường Bình Minh', from: '2026-11-01', to: '2026-12-31', state: 'waiting', granted_by: 'Hệ thống', confirmed_by: '', may_confirm: true }] })
    case 'GET /periods': return ok({ items: data.periods })
    case 'GET /product-types': return ok({ items: data.tasks.map((t, i) => ({ id: t.plan_line.type_id, code: `A0${i + 1}`, version: 1, name: t.type_name, group: 'B', act: 'draft', unit: t.unit, coefficient: i === 3 ? null : '8/5', state: 'approved', source: 'Quyết định 12/QĐ-UBND' })) })
    case 'GET /indicators': return ok({ items: data.tasks.map((t, i) => ({ id: t.plan_line.indicator_id, code: `CT0${i + 1}`, version: 1, name: t.indicator_name, data_source: 'Minh chứng nộp', closes_day: 0, types: [t.plan_line.type_id], state: 'approved' })) })
    case 'POST /me/password': return { status: 204 }
  }
  return refuse(404, 'not_found', 'mock.route', `Không có ${on}`, `No ${on} for ${me.login}`)
}
