import type { UseQueryResult } from '@tanstack/react-query'
import type { Card, ScoreAnswer } from '../../api/types'
import { useWords } from '../../i18n'
import { Button, Failure, Loading, Meter, Panel, Status } from '../../ui'
import { LevelMark } from '../level'
import css from './mine.module.css'

/** The score so far, big; every part of it opens by "Vì sao?". */
export function ScorePanel({ score, why, onWhy }: { score: UseQueryResult<ScoreAnswer>; why: boolean; onWhy: () => void }) {
  const { t } = useWords()
  return (
    <Panel title={t('mine.score')} actions={score.data?.computing && <Status tone="info" icon="clock">{t('mine.computing')}</Status>}>
      {score.isPending ? (
        <Loading rows={3} height={48} />
      ) : score.isError ? (
        <Failure error={score.error} retry={() => void score.refetch()} />
      ) : score.data.card ? (
        <Numbers card={score.data.card} why={why} onWhy={onWhy} />
      ) : (
        <p className="muted">{score.data.computing ? t('mine.firstScore') : t('mine.noScore')}</p>
      )}
    </Panel>
  )
}

function Numbers({ card, why, onWhy }: { card: Card; why: boolean; onWhy: () => void }) {
  const { t, say } = useWords()
  const parts = [
    [t('score.a'), card.a],
    [t('score.b'), card.b],
    [t('score.c'), card.c],
  ] as const
  return (
    <div className={css.score}>
      <p className={css.big}>
        <strong data-testid="total">{card.total?.show ?? '—'}</strong>
        {card.total && <span>/100</span>}
      </p>
      <div className={css.level}>
        <LevelMark level={card.level} status={card.status} />
        {card.missing.map((words) => (
          <span key={words.vi} className="small muted">
            {say(words)}
          </span>
        ))}
      </div>
      <dl className={css.parts}>
        {parts.map(([label, number]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">
              {number ? `${number.show} %` : '—'}
              <Meter percent={width(number?.show)} label={label} />
            </dd>
          </div>
        ))}
      </dl>
      <dl className={css.sums}>
        <div>
          <dt>{t('score.task')}</dt>
          <dd className="number">{card.task?.show ?? '—'} / 70</dd>
        </div>
        <div>
          <dt>{t('score.general')}</dt>
          <dd className="number">{card.general ? `${card.general.show} / 30` : t('score.notAssessed')}</dd>
        </div>
      </dl>
      <Button variant={why ? 'filled' : 'outline'} icon="scale" aria-expanded={why} aria-controls="why" onClick={onWhy}>
        {t('mine.why')}
      </Button>
    </div>
  )
}

/** The length of a bar on the screen; never a number that is printed. */
const width = (show: string | undefined) => Number((show ?? '0').replace(',', '.')) || 0
