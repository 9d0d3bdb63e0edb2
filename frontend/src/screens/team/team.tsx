import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as queries from '../../api/queries'
import type { TeamRow } from '../../api/types'
import { useScope } from '../../app/scope'
import { useWords } from '../../i18n'
import { Empty, Failure, Loading, Page, Panel, Status } from '../../ui'
import { LevelMark } from '../level'
import { Why } from '../mine/why'
import css from './team.module.css'

/** S3 Toàn đội: everybody's score so far, and what holds it back. */
export default function Team() {
  const { t, say } = useWords()
  const { period, periodId, unit } = useScope()
  const team = useQuery(queries.team(periodId, unit))
  const [open, setOpen] = useState<number>()
  return (
    <Page title={t('nav.team')} lead={period && say(period.label)}>
      <Panel title={t('team.scores')} count={team.data?.items.length}>
        {team.isPending ? (
          <Loading rows={8} height={36} />
        ) : team.isError ? (
          <Failure error={team.error} retry={() => void team.refetch()} />
        ) : team.data.items.length === 0 ? (
          <Empty>{t('team.empty')}</Empty>
        ) : (
          <ul className={css.list}>
            <li className={css.head} aria-hidden="true">
              <span>{t('team.person')}</span>
              <span>{t('team.total')}</span>
              <span>{t('team.level')}</span>
              <span>{t('team.pending')}</span>
              <span>{t('team.returned')}</span>
              <span>{t('team.overdue')}</span>
            </li>
            {team.data.items.map((row) => (
              <Person key={row.official.id} row={row} open={open === row.official.id} onOpen={() => setOpen(open === row.official.id ? undefined : row.official.id)} />
            ))}
          </ul>
        )}
      </Panel>
      {open !== undefined && <PersonWhy official={open} periodId={periodId} />}
    </Page>
  )
}

function Person({ row, open, onOpen }: { row: TeamRow; open: boolean; onOpen: () => void }) {
  const { t } = useWords()
  const { official } = row
  return (
    <li className={css.row} data-open={open || undefined}>
      <span className={css.who}>
        <button type="button" className="link" aria-expanded={open} onClick={onOpen}>
          {official.name}
        </button>
        <span className="small muted">
          {official.staff_code} · {official.post_title} · {official.unit_name}
        </span>
      </span>
      <span className={css.total}>
        <span className="heard">{t('team.total')}: </span>
        {row.total?.show ?? '—'}
      </span>
      <span>
        <LevelMark level={row.level} status={row.status} />
      </span>
      <Count label={t('team.pending')} n={row.pending} tone="wait" />
      <Count label={t('team.returned')} n={row.returned} tone="bad" />
      <Count label={t('team.overdue')} n={row.overdue} tone="bad" />
    </li>
  )
}

function Count({ label, n, tone }: { label: string; n: number; tone: 'wait' | 'bad' }) {
  return (
    <span className={css.count}>
      <span className={css.countLabel}>{label}</span>
      {n === 0 ? <span className="muted">0</span> : <Status tone={tone} icon={tone === 'bad' ? 'warn' : 'clock'}>{n}</Status>}
    </span>
  )
}

function PersonWhy({ official, periodId }: { official: number; periodId: number }) {
  const { t } = useWords()
  const score = useQuery(queries.scorecard(official, periodId))
  if (score.isPending) return <Loading rows={4} height={48} />
  if (score.isError) return <Failure error={score.error} retry={() => void score.refetch()} />
  if (!score.data.card) return <Panel><Empty>{t('mine.noScore')}</Empty></Panel>
  return (
    <section aria-label={score.data.official.name} className="stack">
      <h2>{score.data.official.name}</h2>
      <Why answer={score.data} />
    </section>
  )
}
