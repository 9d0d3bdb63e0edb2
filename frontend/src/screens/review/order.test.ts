import { describe, expect, it } from 'vitest'
import type { Evidence, Official, Queue } from '../../api/types'
import { arrange, nextWaiting, step, stepPerson } from './order'
import { recount } from './use-decisions'

const item = (id: number, official: number, state: Evidence['state'] = 'submitted') => ({ id, official_id: official, state }) as Evidence
const person = (id: number, pending = 0, total = 0) => ({ official: { id } as Official, pending, decided: total - pending, total })
const ids = (items: readonly Evidence[]) => items.map((i) => i.id)

describe('arrange', () => {
  const queue: Queue = { people: [person(1), person(2)], items: [item(11, 2), item(12, 1), item(13, 2), item(14, 1)] }
  it('puts people together and keeps the order of the server within them', () => {
    expect(ids(arrange(queue, []))).toEqual([12, 14, 11, 13])
  })
  it('lets nothing jump when the list is read again', () => {
    const before = arrange(queue, [])
    const again: Queue = { ...queue, items: [item(13, 2), item(14, 1), item(12, 1, 'accepted'), item(11, 2, 'accepted'), item(15, 1)] }
    expect(ids(arrange(again, ids(before)))).toEqual([12, 14, 15, 11, 13])
  })
  it('keeps an item of somebody not in the list of people, at the end', () => {
    expect(ids(arrange({ people: [person(2)], items: [item(1, 9), item(2, 2)] }, []))).toEqual([2, 1])
  })
})

describe('moving', () => {
  const items = [item(1, 1, 'accepted'), item(2, 1), item(3, 2, 'returned'), item(4, 2), item(5, 3, 'accepted')]
  it('finds the next that waits, round the end', () => {
    expect(nextWaiting(items, 2)?.id).toBe(4)
    expect(nextWaiting(items, 4)?.id).toBe(2)
    expect(nextWaiting([item(1, 1)], 1)).toBeUndefined()
  })
  it('stops at both ends', () => {
    expect(step(items, 1, -1)).toBeUndefined()
    expect(step(items, 5, 1)).toBeUndefined()
    expect(step(items, 1, 1)?.id).toBe(2)
  })
  it('goes to what waits of the next person, else to their first', () => {
    expect(stepPerson(items, 1, 1)?.id).toBe(4)
    expect(stepPerson(items, 4, 1)?.id).toBe(5)
    expect(stepPerson(items, 4, -1)?.id).toBe(2)
    expect(stepPerson(items, 5, 1)).toBeUndefined()
  })
})

describe('recount', () => {
  it('takes the decision over and lets the counts of its person follow', () => {
    const queue: Queue = { people: [person(1, 2, 2), person(2, 1, 1)], items: [item(1, 1), item(2, 1), item(3, 2)] }
    const next = recount(queue, item(1, 1, 'accepted'))
    expect(next.people.map((p) => [p.pending, p.decided])).toEqual([[1, 1], [1, 0]])
    expect(next.items[0]!.state).toBe('accepted')
  })
})
