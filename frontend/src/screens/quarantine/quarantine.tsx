import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../../api/client'
import type { Page as ListOf, SetAside } from '../../api/types'
import { useWords } from '../../i18n'
import { Empty, Failure, Loading, Notice, Page, Panel } from '../../ui'
import { Entry } from './entry'
import css from './quarantine.module.css'

const quarantine = () =>
  queryOptions({
    queryKey: ['quarantine'],
    queryFn: ({ signal }) => get<ListOf<SetAside>>('/quarantine', {}, signal),
    // The bytes are removed a moment after the confirmation.
    refetchInterval: (query) => (query.state.data?.items.some((item) => item.confirmed && !item.purged_at) ? 1_000 : false),
  })

/** Files that may not be kept: what was set aside, who asked to purge it, who confirmed, what is left. */
export default function Quarantine() {
  const { t } = useWords()
  const list = useQuery(quarantine())
  const waits = (item: SetAside) => !item.released && !item.confirmed
  const items = [...(list.data?.items ?? [])].sort((a, b) => Number(waits(b)) - Number(waits(a)) || b.id - a.id)
  return (
    <Page title={t('quarantine.title')} lead={t('quarantine.lead')}>
      <Notice tone="info">{t('quarantine.procedure')}</Notice>
      <Panel title={t('quarantine.list')} count={list.data?.items.length}>
        {list.isPending ? (
          <Loading rows={3} height={88} />
        ) : list.isError ? (
          <Failure error={list.error} retry={() => void list.refetch()} />
        ) : items.length === 0 ? (
          <Empty>{t('quarantine.none')}</Empty>
        ) : (
          <ul className={css.list}>
            {items.map((item) => (
              <Entry key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Panel>
    </Page>
  )
}
