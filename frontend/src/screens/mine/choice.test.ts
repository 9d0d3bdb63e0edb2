import { describe, expect, it } from 'vitest'
import type { Choices, Task } from '../../api/types'
import { optionGroups, targetOf, valueOf } from './choice'

describe('the picker', () => {
  it('reads back every value that it writes, and nothing else', () => {
    const target = { indicator_id: 3, type_id: 14, plan_line_id: 0 }
    expect(targetOf(valueOf(target))).toEqual(target)
    for (const wrong of ['', '1:2', '1:2:3:4', 'a:b:c', '1:-2:3']) expect(targetOf(wrong), wrong).toBeNull()
  })
  it('offers assigned work first and leaves empty groups out', () => {
    const task = { plan_line: { id: 5, indicator_id: 1, type_id: 2, title: 'Báo cáo' }, indicator_name: 'Giảm nghèo', type_name: 'BC' } as Task
    const choices = { indicators: [{ id: 1, code: '', name: 'Giảm nghèo', types: [{ id: 2, name: 'BC' }] }, { id: 9, code: '', name: 'Trống', types: [] }] } as unknown as Choices
    const groups = optionGroups([task], choices, { assigned: 'Giao', arisen: 'Phát sinh' })
    expect(groups.map((g) => g.group)).toEqual(['Giao', 'Phát sinh: Giảm nghèo'])
    expect(groups[0]!.items[0]!.value).toBe('5:1:2')
    expect(groups[1]!.items[0]!.value).toBe('0:1:2')
  })
})
