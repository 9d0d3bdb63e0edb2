import type { Evidence, Queue } from '../../api/types'

export const waits = (item: Evidence) => item.state === 'submitted'

/**
 * The queue in the order of its people. What was seen before keeps its place, so that nothing
 * jumps under the hand when the list is read again; what is new comes at the end of its person.
 */
export function arrange(queue: Queue, known: readonly number[]): Evidence[] {
  const person = new Map(queue.people.map(({ official }, i) => [official.id, i]))
  const place = new Map(known.map((id, i) => [id, i]))
  const last = queue.people.length
  return queue.items
    .map((item, i) => ({ item, who: person.get(item.official_id) ?? last, at: place.get(item.id) ?? known.length + i }))
    .sort((a, b) => a.who - b.who || a.at - b.at)
    .map(({ item }) => item)
}

/** The next item that waits after `from`, round the end; undefined when none waits. */
export function nextWaiting(items: readonly Evidence[], from: number): Evidence | undefined {
  const at = items.findIndex((item) => item.id === from)
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))].find(waits)
}

export function step(items: readonly Evidence[], from: number, by: 1 | -1): Evidence | undefined {
  const at = items.findIndex((item) => item.id === from)
  return items[at + by]
}

/** The first waiting item (else the first) of the next or previous person. */
export function stepPerson(items: readonly Evidence[], from: number, by: 1 | -1): Evidence | undefined {
  const people = [...new Set(items.map((item) => item.official_id))]
  const here = items.find((item) => item.id === from)?.official_id
  const who = people[people.indexOf(here ?? -1) + by]
  const own = items.filter((item) => item.official_id === who)
  return own.find(waits) ?? own[0]
}
