import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Page } from '../../api/types'
import { useWords } from '../../i18n'
import { Empty, Failure, Loading, Panel } from '../../ui'

/** A list with its four states: coming, failed, empty, there. */
export function ListPanel<Item>({ title, list, head, row, actions, empty }: {
  title: string
  list: UseQueryResult<Page<Item>>
  head: string[]
  row: (item: Item) => ReactNode
  actions?: ReactNode
  empty?: string
}) {
  const { t } = useWords()
  return (
    <Panel title={title} count={list.data?.items.length} actions={actions}>
      {list.isPending ? (
        <Loading rows={5} height={36} />
      ) : list.isError ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <Empty>{empty ?? t('admin.empty')}</Empty>
      ) : (
        <div className="sheet" tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr>{head.map((name) => <th key={name}>{name}</th>)}</tr>
            </thead>
            <tbody>{list.data.items.map(row)}</tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
