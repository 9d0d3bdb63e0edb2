import { useState } from 'react'
import { post } from '../../api/client'
import { purgeReasons, type SetAside } from '../../api/types'
import { instant, shortHash } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Failure, Notice, SelectField, Status } from '../../ui'
import { useChange } from '../admin/use-change'
import css from './quarantine.module.css'

type Step = 'request' | 'confirm' | 'release'

/** One file that was set aside: nothing of what is in it, and what may be done about it. */
export function Entry({ item }: { item: SetAside }) {
  const { t } = useWords()
  const [step, setStep] = useState<Step>()
  const name = t('quarantine.entry', { id: item.id })
  return (
    <li className={css.entry}>
      <article aria-label={name} className="stack">
        <div className={css.head}>
          <h3>{name}</h3>
          <State item={item} />
        </div>
        <p>{t(`quarantine.reason.${item.reason}`)}</p>
        <dl className={css.facts}>
          <Fact name={t('quarantine.submitter')} value={`${item.submitter} · ${item.unit_name}`} />
          <Fact name={t('quarantine.received')} value={instant(item.received_at)} />
          <Fact name={t('quarantine.found')} value={instant(item.found_at)} />
          <div>
            <dt>SHA-256</dt>
            <dd title={item.hash}>
              <code>{shortHash(item.hash)}</code>
            </dd>
          </div>
          {item.requested && <Fact name={t('quarantine.requested')} value={`${item.requested.by} · ${instant(item.requested.at)}`} />}
          {item.purge_reason && <Fact name={t('quarantine.why')} value={t(`quarantine.purgeReason.${item.purge_reason}`)} />}
          {item.confirmed && <Fact name={t('quarantine.confirmed')} value={`${item.confirmed.by} · ${instant(item.confirmed.at)}`} />}
          {item.released && <Fact name={t('quarantine.released')} value={`${item.released.by} · ${instant(item.released.at)}`} />}
        </dl>
        {step ? (
          <Decide item={item} step={step} onDone={() => setStep(undefined)} />
        ) : (
          <div className="row">
            {item.may.request && <Button size="xs" variant="default" onClick={() => setStep('request')}>{t('quarantine.request')}</Button>}
            {item.may.confirm && <Button size="xs" color="seal" onClick={() => setStep('confirm')}>{t('quarantine.confirm')}</Button>}
            {item.may.release && <Button size="xs" variant="default" onClick={() => setStep('release')}>{t('quarantine.release')}</Button>}
          </div>
        )}
      </article>
    </li>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** A purge is not undone, so here, and only here, the second press asks once more. */
function Decide({ item, step, onDone }: { item: SetAside; step: Step; onDone: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState<(typeof purgeReasons)[number]>(item.reason === 'active' ? 'program' : 'state-secret')
  const act = useChange(
    () => post<SetAside>(`/quarantine/${item.id}/${step === 'request' ? 'purge' : step}`, step === 'request' ? { reason } : {}),
    ['quarantine', 'notices', 'products'],
  )
  return (
    <div className="stack" role="group" aria-label={t(`quarantine.${step}`)}>
      <Notice tone="wait">{t(`quarantine.ask.${step}`)}</Notice>
      {step === 'request' && (
        <SelectField
          label={t('quarantine.why')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
          data={purgeReasons.map((value) => ({ value, label: t(`quarantine.purgeReason.${value}`) }))}
        />
      )}
      {act.error && <Failure error={act.error} />}
      <div className="row">
        <Button size="xs" color={step === 'confirm' ? 'seal' : undefined} loading={act.isPending} onClick={() => act.mutate(undefined, { onSuccess: onDone })}>
          {t(`quarantine.do.${step}`)}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>{t('admin.cancel')}</Button>
      </div>
    </div>
  )
}

function State({ item }: { item: SetAside }) {
  const { t } = useWords()
  if (item.purged_at) return <Status tone="calm" icon="check">{t('quarantine.state.purged')}</Status>
  if (item.confirmed) return <Status tone="wait" icon="clock">{t('quarantine.state.purging')}</Status>
  if (item.released) return <Status tone="good" icon="back">{t('quarantine.state.released')}</Status>
  if (item.requested) return <Status tone="wait" icon="clock">{t('quarantine.state.requested')}</Status>
  return <Status tone="bad" icon="lock">{t('quarantine.state.shut')}</Status>
}
