import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../api/types'
import { changeMarks, startMarks } from './marks'

const item = (part: Partial<Evidence>) => ({ state: 'submitted', faults: 0, faults_excused: 0, delays: 0, delays_excused: 0, proposed_delays: 0, reason: '', ...part }) as Evidence

describe('marks', () => {
  it('start with the delay that the server computed', () => {
    expect(startMarks(item({ proposed_delays: 2 }))).toMatchObject({ delays: 2, faults: 0, delaysOff: 0 })
  })
  it('keep the fault of an earlier return', () => {
    expect(startMarks(item({ faults: 1 })).faults).toBe(1)
  })
  it('show what was decided on a decided item', () => {
    expect(startMarks(item({ state: 'accepted', delays: 1, proposed_delays: 3, reason: 'x' }))).toMatchObject({ delays: 1, note: 'x' })
  })
  it('never go below nothing, and excuse no more than there is', () => {
    const marks = startMarks(item({ proposed_delays: 2 }))
    const excused = changeMarks(marks, { delaysOff: 5 })
    expect(excused.delaysOff).toBe(2)
    expect(changeMarks(excused, { delays: 1 }).delaysOff).toBe(1)
    expect(changeMarks(marks, { faults: -3 }).faults).toBe(0)
  })
})
