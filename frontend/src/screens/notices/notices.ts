import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api/client'
import type { NoticeList } from '../../api/types'

/** What the signed-in account should know of; asked for again each minute the page is seen. */
export const notices = () =>
  queryOptions({
    queryKey: ['notices'],
    queryFn: ({ signal }) => get<NoticeList>('/notices', {}, signal),
    refetchInterval: 60_000,
  })

/** Where the thing lies that a notice names; undefined when no screen shows it by itself. */
export function placeOf(object: string): '/quarantine' | undefined {
  return object.startsWith('quarantine:') ? '/quarantine' : undefined
}
