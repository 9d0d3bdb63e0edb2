import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { returnCodes, type Evidence, type ProductView, type ReturnCode } from '../../api/types'
import { day } from '../../app/format'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { AreaField, Button, Kbd, Notice, Status } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import { SignatureLine } from '../signatures/line'
import { Copies } from './copies'
import { GeneralForm } from './general-form'
import { History } from './history'
import type { Marks } from './marks'
import { Stepper } from './stepper'
import type { Refusal } from './use-decisions'
import css from './decision.module.css'

interface Props {
  item: Evidence
  product: ProductView | undefined
  marks: Marks
  may: boolean
  returning: boolean
  refusal: Refusal | undefined
  onMarks: (part: Partial<Marks>) => void
  onAccept: () => void
  onReturn: () => void
  onReason: (code: ReturnCode) => void
  onUndo: () => void
  onRefused: () => void
}

/** What is claimed, what was planned, and the two answers. */
export function Decision(props: Props) {
  const { item, marks, may, returning, onMarks } = props
  const { t, say } = useWords()
  return (
    <aside className={css.desk} aria-label={t('decision.label')}>
      <div className={css.side}>
        {props.refusal && <Refused refusal={props.refusal} onOpen={props.onRefused} />}
        <div className={css.card}>
          <header className={css.head}>
            <Link to="/products/$productId" params={{ productId: String(item.product_id) }} className={css.title}>
              {item.product_title || t('product.untitled')}
            </Link>
            <div className="row">
              {item.doc_ref && <span className="number">{item.doc_ref}</span>}
              <EvidenceMark state={item.state} />
              {item.read === 'not-read' && <Status tone="wait" icon="warn">{t('decision.notRead')}</Status>}
            </div>
          </header>
          {props.product && <SignatureLine view={props.product} />}
          {props.product && <Copies key={item.id} item={item} product={props.product} may={may} />}
          {item.exceptions?.map((words) => (
            <p key={words.vi} className={css.exception}>{say(words)}</p>
          ))}
          <dl className={css.facts}>
            <div><dt>{t('decision.who')}</dt><dd>{item.official_name} <span className="muted small">{item.staff_code}</span></dd></div>
            <div><dt>{t('decision.indicator')}</dt><dd>{item.indicator_name} <span className="muted small">{item.type_name}</span></dd></div>
            <div><dt>{t('decision.plan')}</dt><dd>{item.unplanned ? t('picker.unplanned') : `${item.plan_quantity.show} ${item.unit}`}</dd></div>
            <div><dt>{t('decision.claimed')}</dt><dd>{t('decision.claim', { units: item.units_shown, unit: item.unit, coefficient: item.coefficient?.show ?? t('admin.notConfigured') })}</dd></div>
            <div><dt>{t('decision.due')}</dt><dd className="number">{day(item.due) || '—'}</dd></div>
            <div>
              <dt>{t('decision.completed')}</dt>
              <dd className="number">
                {day(item.completed_on) || '—'} {item.proposed_delays > 0 ? <Status tone="bad" icon="clock">{t('decision.late')}</Status> : item.due && item.completed_on && <Status tone="good" icon="check">{t('decision.onTime')}</Status>}
              </dd>
            </div>
          </dl>
          <div className={css.marks}>
            <Stepper label={t('decision.faults')} hint="Q" value={marks.faults} disabled={!may} onChange={(faults) => onMarks({ faults })} />
            {marks.faults > 0 && <Stepper label={t('decision.excused')} value={marks.faultsOff} disabled={!may} onChange={(faultsOff) => onMarks({ faultsOff })} inner />}
            <Stepper label={t('decision.delays')} hint="T" value={marks.delays} disabled={!may} onChange={(delays) => onMarks({ delays })} />
            {marks.delays > 0 && <Stepper label={t('decision.excused')} value={marks.delaysOff} disabled={!may} onChange={(delaysOff) => onMarks({ delaysOff })} inner />}
          </div>
          <AreaField label={t('decision.note')} value={marks.note} disabled={!may} autosize={false} onChange={(event) => onMarks({ note: event.target.value })} />
          {!may && !item.may.review && item.state === 'submitted' && <Notice tone="wait">{t('decision.notYours')}</Notice>}
          {returning && <Reasons onReason={props.onReason} />}
          {item.may.undo && item.state !== 'submitted' && (
            <Button variant="default" icon="back" onClick={props.onUndo}>
              {t('decision.undo')} <span className={css.key}><Kbd>Z</Kbd></span>
            </Button>
          )}
        </div>
        <History id={item.id} version={item.version} />
        <GeneralForm key={item.official_id} official={item.official_id} name={item.official_name} />
      </div>
      <div className={css.bar}>
        <Button onClick={props.onAccept} disabled={!may} fullWidth>
          {t('decision.accept')} <span className={css.key}><Kbd>A</Kbd></span>
        </Button>
        <Button variant="outline" color="seal" onClick={props.onReturn} disabled={!may} aria-expanded={returning} fullWidth>
          {t('decision.return')} <span className={css.key}><Kbd>R</Kbd></span>
        </Button>
      </div>
    </aside>
  )
}

/** The six reasons; the first three cost a quality fault and say so. */
function Reasons({ onReason }: { onReason: (code: ReturnCode) => void }) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className={css.reasons} role="group" ref={box} aria-label={t('decision.why')}>
      <p className="small">{t('decision.why')}</p>
      {returnCodes.map((code, i) => (
        <button key={code} type="button" onClick={() => onReason(code)}>
          <Kbd>{i + 1}</Kbd> <span>{t(`reason.${code}`)}</span>
          <span className="small muted">{i < 3 ? t('decision.costs') : t('decision.free')}</span>
        </button>
      ))}
    </div>
  )
}

/** Somebody was faster, or the server refused: what stands there now, in words. */
function Refused({ refusal, onOpen }: { refusal: Refusal; onOpen: () => void }) {
  const { t } = useWords()
  const text = useErrorText()
  const { now } = refusal
  return (
    <Notice tone="bad">
      <strong>{text(refusal.error)}</strong>
      {now && <span>{t('decision.now', { title: now.product_title, who: now.reviewer_name, faults: now.faults, delays: now.delays })} <EvidenceMark state={now.state} /></span>}
      <span className="small">{t('decision.notTaken')} {t('state.code')} <code>{refusal.error.shown}</code></span>
      <Button size="xs" variant="default" onClick={onOpen}>{t('decision.look')}</Button>
    </Notice>
  )
}
