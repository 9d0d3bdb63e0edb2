import type { Evidence } from '../../api/types'

/** What the supervisor says about one item before deciding. */
export interface Marks { faults: number; faultsOff: number; delays: number; delaysOff: number; note: string }

/** The delay is computed by the server and stands there already; everything else starts at nothing. */
export const startMarks = (item: Evidence): Marks =>
  item.state === 'submitted'
    ? { faults: item.faults, faultsOff: item.faults_excused, delays: item.proposed_delays, delaysOff: 0, note: '' }
    : { faults: item.faults, faultsOff: item.faults_excused, delays: item.delays, delaysOff: item.delays_excused, note: item.reason }

const hold = (n: number, most: number) => Math.max(0, Math.min(most, n))

/** Changes the marks; no more can be excused than there are. */
export function changeMarks(marks: Marks, part: Partial<Marks>): Marks {
  const next = { ...marks, ...part }
  const faults = hold(next.faults, 99)
  const delays = hold(next.delays, 99)
  return { ...next, faults, delays, faultsOff: hold(next.faultsOff, faults), delaysOff: hold(next.delaysOff, delays) }
}
