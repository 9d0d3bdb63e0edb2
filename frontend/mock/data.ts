import type * as T from '../src/api/types'
import type { Paper } from './files'

/** One invented ward, small enough to read. */
export const num = (show: string, exact = show.replace(',', '.')): T.Num => ({ exact, show })
const words = (vi: string, en: string): T.Words => ({ vi, en })

export const officials: T.Official[] = [
  ['CB001', 'Nguyễn Thị Hoa', 'Công chức Văn hóa - Xã hội', 2, 'Phòng Văn hóa - Xã hội'],
  ['CB002', 'Trần Văn Bình', 'Công chức Văn hóa - Xã hội', 2, 'Phòng Văn hóa - Xã hội'],
  ['CB003', 'Lê Thị Ngọc Ánh', 'Trưởng phòng', 2, 'Phòng Văn hóa - Xã hội'],
  ['CB004', 'Phạm Quốc Đạt', 'Chủ tịch UBND phường', 1, 'UBND phường Bình Minh'],
  ['CB005', 'Nguyễn Thị Hoa', 'Công chức Tư pháp - Hộ tịch', 2, 'Phòng Văn hóa - Xã hội'],
].map(([staff_code, name, post_title, unit_id, unit_name], i) => ({
  id: i + 1, staff_code, name, unit_id, unit_name, post_title, leader: i === 2 || i === 3,
})) as T.Official[]

export const periods: T.Period[] = [
  { id: 2, agency_id: 1, kind: 'month', first: '2026-11-01', last: '2026-11-30', review_closes: '2026-12-05', state: 'open', rulebook: 'vn-335-2025-nonleader@1', label: words('Tháng 11/2026', 'November 2026') },
  { id: 1, agency_id: 1, kind: 'month', first: '2026-10-01', last: '2026-10-31', review_closes: '2026-11-05', state: 'sealed', rulebook: 'vn-335-2025-nonleader@1', label: words('Tháng 10/2026', 'October 2026') },
]

type Login = 'hoa' | 'anh' | 'dat' | 'thanhtra' | 'quantri'
export const people: Record<Login, Pick<T.Me, 'account_id' | 'name' | 'official' | 'roles'>> = {
  hoa: { account_id: 1, name: 'Nguyễn Thị Hoa', official: officials[0]!, roles: [{ role: 'staff', unit_id: 2, unit_name: 'Phòng Văn hóa - Xã hội' }] },
  anh: { account_id: 3, name: 'Lê Thị Ngọc Ánh', official: officials[2]!, roles: [{ role: 'supervisor', unit_id: 2, unit_name: 'Phòng Văn hóa - Xã hội' }, { role: 'staff', unit_id: 2, unit_name: 'Phòng Văn hóa - Xã hội' }] },
  dat: { account_id: 4, name: 'Phạm Quốc Đạt', official: officials[3]!, roles: [{ role: 'head', unit_id: 1, unit_name: 'UBND phường Bình Minh' }] },
  thanhtra: { account_id: 5, name: 'Vũ Minh Tuấn', official: null, roles: [{ role: 'inspector', unit_id: 1, unit_name: 'UBND phường Bình Minh' }] },
  quantri: { account_id: 6, name: 'Đỗ Gia Huy', official: null, roles: [{ role: 'admin', unit_id: 1, unit_name: 'UBND phường Bình Minh' }] },
}
export const me = (login: string): T.Me | undefined =>
  login in people ? { ...people[login as Login], login, max_upload_bytes: 100_000_000, periods, current_period_id: 2 } : undefined
export const demoAccounts = [
  ['hoa', words('Công chức, việc của tôi', 'Staff, my own work')],
  ['anh', words('Trưởng phòng, chấm điểm', 'Supervisor, review')],
  ['dat', words('Chủ tịch, quyết định', 'Head, decides')],
  ['thanhtra', words('Thanh tra, đọc kho', 'Inspector, reads the archive')],
  ['quantri', words('Quản trị viên', 'Administrator')],
].map(([login, role_text]) => ({ login, password: 'demo', name: people[login as Login].name, role_text })) as NonNullable<T.Status['demo_accounts']>

export const papers: Paper[] = [
  { ref: '112/BC-UBND', place: 'Bình Minh, ngày 18 tháng 11 năm 2026', type: 'BÁO CÁO', title: 'Kết quả giảm nghèo bền vững tháng 11 năm 2026', body: Array.from({ length: 24 }, (_, i) => `${i + 1}. Trong tháng 11, phường đã rà soát 214 hộ nghèo và cận nghèo, hỗ trợ 38 hộ vay vốn, tổ chức 02 lớp tập huấn với 76 lượt người tham gia; giá trị giải ngân đạt 93,5 % kế hoạch giao đầu năm.`) },
  { ref: '45/TTr-VHXH', place: 'Bình Minh, ngày 12 tháng 11 năm 2026', type: 'TỜ TRÌNH', title: 'Về việc phê duyệt danh sách người có công được điều dưỡng năm 2026', body: ['Căn cứ Pháp lệnh Ưu đãi người có công với cách mạng;', 'Phòng Văn hóa - Xã hội kính trình Ủy ban nhân dân phường xem xét, phê duyệt danh sách 27 người có công được điều dưỡng năm 2026.'] },
  { ref: '231/QĐ-UBND', place: 'Bình Minh, ngày 20 tháng 11 năm 2026', type: 'QUYẾT ĐỊNH', title: 'Về việc trợ cấp xã hội hằng tháng cho người khuyết tật', body: ['Điều 1. Trợ cấp xã hội hằng tháng cho 12 người khuyết tật nặng thường trú tại phường.', 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.'] },
]

const product = (id: number, paper: Paper, more: Partial<T.Product> = {}): T.Product => {
  const [number = '', symbol = ''] = paper.ref.split('/')
  return {
    id, unit_id: 2, submitted_by: 1, submitter: 'Nguyễn Thị Hoa', title: paper.title, doc_type: symbol.split('-')[0]!, number, symbol, issuer: 'UBND phường Bình Minh',
    issued_on: '2026-11-18', dossier_code: '', completed_on: '2026-11-18', due_on: '', received_at: '2026-11-19T01:05:00Z', read: 'read', read_problem: '', pages: 2,
    hash: `${id}f2c9d0b7a4e1358866acb0d3e9f7715c2a44b8190de3f6a7c5b2e8d9401f37a2`.slice(0, 64), size: 184_220, media_type: 'application/pdf', file_name: `${paper.ref.replace('/', '-')}.pdf`, restricted: false,
    confidence: [
      { field: 'number', value: number, percent: 98, page: 1 }, { field: 'symbol', value: symbol, percent: 96, page: 1 },
      { field: 'title', value: paper.title, percent: 91, page: 1 }, { field: 'issued_on', value: '2026-11-18', percent: 64, page: 1 },
    ],
    ...more,
  }
}
export const products: T.Product[] = papers.map((paper, i) => product(i + 1, paper))
export const newProduct = product

export const tasks: T.Task[] = [
  [1, 'Báo cáo giảm nghèo tháng 11', 'Công tác giảm nghèo', 'Báo cáo định kỳ', 'báo cáo', '1', '0', '0', '2026-11-20', -3],
  [2, 'Tờ trình danh sách người có công', 'Người có công', 'Tờ trình', 'văn bản', '2', '1', '1', '2026-11-23', 0],
  [3, 'Quyết định trợ cấp xã hội', 'Bảo trợ xã hội', 'Dự thảo quyết định', 'văn bản', '5', '2', '0', '2026-11-25', 2],
  [4, 'Giải quyết hồ sơ bảo trợ xã hội đúng hạn', 'Bảo trợ xã hội', 'Hồ sơ giải quyết', 'hồ sơ', '40', '31', '4', '2026-11-30', 7],
].map(([id, title, indicator_name, type_name, unit, assigned, accepted, pending, due, days_left]) => ({
  plan_line: { id, official_id: 1, period_id: 2, indicator_id: 10 + Number(id), type_id: 20 + Number(id), quantity: `${assigned}/1`, due, title, unplanned: false, approved: true },
  indicator_name, type_name, unit, assigned: num(assigned as string), accepted: num(accepted as string), pending: num(pending as string, pending === '0' ? '0/1' : `${pending}/1`), returned: 0, days_left, overdue: Number(days_left) < 0,
})) as T.Task[]

const evidence = (id: number, state: T.EvidenceState, task: T.Task, p: T.Product, more: Partial<T.Evidence> = {}): T.Evidence => ({
  id, product_id: p.id, indicator_id: task.plan_line.indicator_id, type_id: task.plan_line.type_id, official_id: 1, period_id: 2, plan_line_id: task.plan_line.id, state, units: '1/1',
  faults: 0, faults_excused: 0, delays: 0, delays_excused: 0, judged_hash: '', reviewer: 0, reason: '', version: 1, submitted_at: '2026-11-19T01:06:00Z', decided_at: null,
  product_title: p.title, doc_ref: `${p.number}/${p.symbol}`, read: p.read, pages: p.pages, media_type: p.media_type, hash: p.hash, indicator_name: task.indicator_name, type_name: task.type_name, unit: task.unit,
  official_name: 'Nguyễn Thị Hoa', staff_code: 'CB001', unit_name: 'Phòng Văn hóa - Xã hội', due: task.plan_line.due, completed_on: p.completed_on, proposed_delays: 0, plan_quantity: task.plan_line.quantity,
  coefficient: num('1,6', '8/5'), reviewer_name: '', may: { withdraw: state === 'submitted', review: true, undo: false },
  history: [{ at: '2026-11-19T01:06:00Z', by: 'Nguyễn Thị Hoa', action: 'submitted', reason: '', state: 'submitted', faults: 0, delays: 0 }], exceptions: [], ...more,
})
export const newEvidence = evidence
export const evidences: T.Evidence[] = [
  evidence(1, 'submitted', tasks[0]!, products[0]!, { proposed_delays: 1, due: '2026-11-15', exceptions: [words('Hoàn thành sau hạn 3 ngày', 'Completed 3 days after the due date')] }),
  evidence(2, 'submitted', tasks[1]!, products[1]!, { official_id: 2, official_name: 'Trần Văn Bình', staff_code: 'CB002' }),
  evidence(3, 'returned', tasks[2]!, products[2]!, { reason: 'Thiếu căn cứ pháp lý ở phần đầu quyết định.', reviewer: 3, reviewer_name: 'Lê Thị Ngọc Ánh', decided_at: '2026-11-20T03:12:00Z', version: 2 }),
  evidence(4, 'accepted', tasks[3]!, products[1]!, { reviewer: 3, reviewer_name: 'Lê Thị Ngọc Ánh', decided_at: '2026-11-20T03:15:00Z' }),
  evidence(5, 'submitted', tasks[2]!, products[2]!, {}),
]

const line = (task: T.Task, points: string, lost: string): T.CardLine => ({
  indicator_id: task.plan_line.indicator_id, indicator_name: task.indicator_name, type_id: task.plan_line.type_id, type_name: task.type_name, unit: task.unit, coefficient: num('1,6', '8/5'),
  assigned: task.assigned, done: task.accepted, assigned_converted: task.assigned, done_converted: task.accepted, quality_converted: task.accepted, on_time_converted: task.accepted, points: num(points), lost: num(lost),
  reasons: [words('Nghị định 335/2025/NĐ-CP: quy đổi theo hệ số của danh mục', 'Decree 335/2025: converted by the coefficient of the catalogue')],
  evidence: task.accepted.show === '0' ? [] : [{ evidence_id: 4, product_id: 2, title: products[1]!.title, units: num('1'), quality: num('100'), on_time: num('75'), reasons: [words('Một lần chậm: trừ 25 % điểm tiến độ', 'One delay: 25 % of the progress points')] }],
})
export const card: T.Card = {
  id: 9, rulebook: 'vn-335-2025-nonleader@1', facts_hash: '3be1c0ffee42aa07d1f0b9d2c4a1887e', status: 'provisional', missing: [words('Tiêu chí chung chưa được đánh giá', 'General criteria not assessed yet')],
  a: num('70,83'), b: num('68,75'), c: num('66,66'), task: num('48,12'), general: null, total: num('48,12'), level: null,
  lines: [line(tasks[0]!, '0', '6,4'), line(tasks[1]!, '5,2', '5,2'), line(tasks[2]!, '8,1', '6,2'), line(tasks[3]!, '34,82', '4,08')],
  unconfirmed: [words('Trần 100 % cho a, b, c', 'Cap of 100 % on a, b and c'), words('Cách trừ điểm chất lượng: giữ phần còn lại', 'Quality deduction: keep the remainder')],
  steps: [
    { label: words('Số lượng (a)', 'Quantity (a)'), sum: 'a = 34 / 48 = 70,83 %', value: num('70,83'), source: words('Điều 13 Nghị định 335/2025/NĐ-CP', 'Article 13 of Decree 335/2025'), open: false },
    { label: words('Chất lượng (b)', 'Quality (b)'), sum: 'b = 33 / 48 = 68,75 %', value: num('68,75'), source: words('Tham số của sổ quy tắc, luật chưa nêu', 'A parameter of the rulebook; the law leaves it open'), open: true },
    { label: words('Điểm nhiệm vụ', 'Task points'), sum: '(70,83 + 68,75 + 66,66) / 3 × 70 %', value: num('48,12'), source: words('Điều 13 Nghị định 335/2025/NĐ-CP', 'Article 13 of Decree 335/2025'), open: false },
  ],
  not_counted: [{ evidence_id: 3, product_id: 3, title: products[2]!.title, reasons: [words('Bị trả lại, chưa nộp lại', 'Returned, not submitted again')] }],
}
