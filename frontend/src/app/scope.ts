import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import * as queries from '../api/queries'
import type { Me, Period } from '../api/types'

/** The signed-in person; below the shell there always is one. */
export function useMe(): Me {
  return useSuspenseQuery(queries.me()).data
}

/** The unit and period chosen in the top bar, from the address; the present period without a choice. */
export function useScope(): { period: Period | undefined; periodId: number; unit: number | undefined } {
  const me = useMe()
  const search = useSearch({ strict: false })
  const periodId = search.period ?? me.current_period_id
  return { period: me.periods.find((period) => period.id === periodId), periodId, unit: search.unit }
}

/** The units a person may choose between, each once. */
export function unitsOf(me: Me): { id: number; name: string }[] {
  const seen = new Map(me.roles.filter((r) => r.role !== 'admin').map((r) => [r.unit_id, r.unit_name]))
  return [...seen].map(([id, name]) => ({ id, name }))
}

export const takesChanges = (period: Period | undefined) => period?.state === 'open' || period?.state === 'review'
