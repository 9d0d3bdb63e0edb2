import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as queries from '../../api/queries'
import { takesChanges, useMe, useScope } from '../../app/scope'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Notice, Page } from '../../ui'
import { Classified } from './classified'
import { Cards } from './cards'
import { DropPanel } from './drop-panel'
import { MineHelp } from './help'
import { Returned } from './returned'
import { ScorePanel } from './score-panel'
import { Submitted } from './submitted'
import { Tasks } from './tasks'
import { Why } from './why'
import css from './mine.module.css'

/** S1 Của tôi: the score so far, the place to drop work, and what still waits for a proof. */
export default function Mine() {
  const { t, say } = useWords()
  const me = useMe()
  const { period, periodId } = useScope()
  const official = me.official?.id ?? 0
  const score = useQuery({ ...queries.scorecard(official, periodId), enabled: official > 0 && periodId > 0 })
  const [why, setWhy] = useState(false)
  const open = takesChanges(period)
  if (!me.official || !period) return <Page title={t('nav.mine')}><Empty>{t('mine.noOfficial')}</Empty></Page>
  return (
    <Page title={t('nav.mine')} lead={`${say(period.label)} · ${t('mine.until', { day: day(period.review_closes) })}`} actions={<MineHelp />}>
      <div className={css.top}>
        <ScorePanel score={score} why={why} onWhy={() => setWhy(!why)} />
        {open ? <DropPanel /> : <Notice tone="wait">{t('mine.closed')}</Notice>}
      </div>
      <Cards official={official} periodId={periodId} />
      {why && score.data?.card && <Why answer={score.data} />}
      <Returned official={official} periodId={periodId} open={open} />
      <Tasks official={official} periodId={periodId} open={open} />
      <Submitted official={official} periodId={periodId} />
      {open && <Classified official={official} periodId={periodId} />}
    </Page>
  )
}
