import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { post } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Evidence, Queue, ReturnCode } from '../../api/types'
import type { Marks } from './marks'

/** A decision that the server refused, with what stands there now when it tells. */
export interface Refusal { id: number; error: ApiError; now: Evidence | null }

/**
 * Sends decisions while the eye is on the next item already. A refusal comes back as a notice;
 * nothing is shown as decided that the server did not take.
 */
export function useDecisions(periodId: number, unit: number | undefined) {
  const client = useQueryClient()
  const key = queries.queue(periodId, unit).queryKey
  const made = useRef<number[]>([])
  const [refusal, setRefusal] = useState<Refusal>()
  const [sending, setSending] = useState<readonly number[]>([])

  const put = (item: Evidence) =>
    client.setQueryData<Queue>(key, (old) => old && { ...old, ...recount(old, item) })
  const after = () => {
    for (const name of ['evidence', 'scorecards', 'reviews']) void client.invalidateQueries({ queryKey: [name] })
  }
  const send = async (item: Evidence, verb: string, body: object): Promise<boolean> => {
    setRefusal(undefined)
    setSending((ids) => [...ids, item.id])
    try {
      put(await post<Evidence>(`/evidence/${item.id}/${verb}`, { version: item.version, ...body }))
      if (verb !== 'undo') made.current.push(item.id)
      return true
    } catch (cause) {
      const error = toApiError(cause)
      const now = error.reason === 'evidence.changed' && typeof error.info.version === 'number' ? (error.info as unknown as Evidence) : null
      setRefusal({ id: item.id, error, now })
      return false
    } finally {
      setSending((ids) => ids.filter((id) => id !== item.id))
      after()
    }
  }
  return {
    refusal,
    sending,
    forgetRefusal: () => setRefusal(undefined),
    accept: (item: Evidence, marks: Marks, seen: number) =>
      send(item, 'accept', {
        judged_hash: item.hash, faults: marks.faults, faults_excused: marks.faultsOff,
        delays: marks.delays, delays_excused: marks.delaysOff, reason: marks.note, seen_ms: seen,
      }),
    giveBack: (item: Evidence, code: ReturnCode, reason: string, seen: number) =>
      send(item, 'return', { judged_hash: item.hash, reason_code: code, reason, seen_ms: seen }),
    /** Takes the last decision of this visit back; gives the item it was about. */
    undo: async (items: readonly Evidence[]): Promise<Evidence | undefined> => {
      const item = items.find((i) => i.id === made.current.at(-1))
      if (!item) return undefined
      if (await send(item, 'undo', {})) made.current.pop()
      return item
    },
  }
}

/** The queue with one item replaced and the counts of its person following. */
export function recount(queue: Queue, item: Evidence): Queue {
  const items = queue.items.map((old) => (old.id === item.id ? { ...old, ...item } : old))
  const people = queue.people.map((person) => {
    if (person.official.id !== item.official_id) return person
    const pending = items.filter((i) => i.official_id === item.official_id && i.state === 'submitted').length
    return { ...person, pending, decided: Math.max(0, person.total - pending) }
  })
  return { items, people }
}
