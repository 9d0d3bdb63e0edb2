import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import type { CardLine, ScoreAnswer } from '../../api/types'
import { useWords } from '../../i18n'
import { Icon, Panel, Status } from '../../ui'
import css from './why.module.css'

/** The sum, opened: lines, steps with their source, what is not confirmed, what did not count. */
export function Why({ answer }: { answer: ScoreAnswer }) {
  const { t, say } = useWords()
  const card = answer.card!
  return (
    <Panel title={t('why.title')} id="why">
      <div className="stack">
        <p className="muted">
          {t('why.rulebook')} <strong>{say(answer.rulebook_title) || card.rulebook}</strong>
        </p>
        <Lines lines={card.lines} />
        <h3>{t('why.steps')}</h3>
        <ol className={css.steps}>
          {card.steps.map((step, i) => (
            <li key={i}>
              <div className={css.stepHead}>
                <strong>{say(step.label)}</strong>
                <span className={css.value}>{step.value.show}</span>
              </div>
              {step.sum && <code className={css.sum}>{step.sum}</code>}
              <div className="row small muted">
                {step.open && <Status tone="wait" icon="warn">{t('why.open')}</Status>}
                <span>{say(step.source)}</span>
              </div>
            </li>
          ))}
        </ol>
        {card.unconfirmed.length > 0 && (
          <details className={css.fold}>
            <summary>{t('why.unconfirmed', { count: card.unconfirmed.length })}</summary>
            <ul>
              {card.unconfirmed.map((words) => (
                <li key={words.vi}>{say(words)}</li>
              ))}
            </ul>
          </details>
        )}
        <h3>{t('why.notCounted', { count: card.not_counted.length })}</h3>
        {card.not_counted.length === 0 ? (
          <p className="muted">{t('why.allCounted')}</p>
        ) : (
          <ul className={css.list}>
            {card.not_counted.map((item) => (
              <li key={item.evidence_id}>
                <Link to="/products/$productId" params={{ productId: String(item.product_id) }}>
                  {item.title || t('product.untitled')}
                </Link>
                {item.reasons.map((words) => (
                  <span key={words.vi} className="muted">
                    {say(words)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        )}
        <p className="small muted">
          {t('why.facts')} <code>{card.facts_hash.slice(0, 16)}</code>
        </p>
      </div>
    </Panel>
  )
}

function Lines({ lines }: { lines: CardLine[] }) {
  const { t, say } = useWords()
  const [open, setOpen] = useState<number>()
  return (
    <div className={css.lines}>
      <table>
        <thead>
          <tr>
            <th>{t('why.line')}</th>
            <th>{t('why.coefficient')}</th>
            <th>{t('why.assigned')}</th>
            <th>{t('why.done')}</th>
            <th>{t('why.quality')}</th>
            <th>{t('why.onTime')}</th>
            <th>{t('why.points')}</th>
            <th>{t('why.lost')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => (
            <Fragment key={i}>
              <tr>
                <td>
                  <button type="button" className={css.open} aria-expanded={open === i} onClick={() => setOpen(open === i ? undefined : i)}>
                    <Icon name={open === i ? 'down' : 'right'} size={16} />
                    <span>
                      <strong>{line.indicator_name}</strong>
                      <br />
                      <span className="muted">{line.type_name}</span>
                    </span>
                  </button>
                </td>
                <td data-label={t('why.coefficient')}>{line.coefficient.show}</td>
                <td data-label={t('why.assigned')}>{line.assigned_converted.show}</td>
                <td data-label={t('why.done')}>{line.done_converted.show}</td>
                <td data-label={t('why.quality')}>{line.quality_converted.show}</td>
                <td data-label={t('why.onTime')}>{line.on_time_converted.show}</td>
                <td data-label={t('why.points')}><strong>{line.points.show}</strong></td>
                <td data-label={t('why.lost')}>{line.lost.show}</td>
              </tr>
              {open === i && (
                <tr className={css.inside}>
                  <td colSpan={8}>
                    <ul className={css.list}>
                      {line.reasons.map((words) => (
                        <li key={words.vi}>{say(words)}</li>
                      ))}
                      {line.evidence.map((item) => (
                        <li key={item.evidence_id}>
                          <Link to="/products/$productId" params={{ productId: String(item.product_id) }}>
                            {item.title || t('product.untitled')}
                          </Link>
                          <span className="muted">
                            {t('why.item', { units: item.units.show, unit: line.unit, quality: item.quality.show, onTime: item.on_time.show })}
                          </span>
                          {item.reasons.map((words) => (
                            <span key={words.vi} className="muted">{say(words)}</span>
                          ))}
                        </li>
                      ))}
                      {line.evidence.length === 0 && <li className="muted">{t('why.nothing')}</li>}
                    </ul>
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}
