import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import type { Evidence } from '../../api/types'
import { day } from '../../app/format'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Button, Failure, Icon, Kbd, Notice, toast } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import { History } from './history'
import { nextWaiting, step, stepPerson } from './order'
import { Stepper } from './stepper'
import decision from './decision.module.css'
import css from './content-free.module.css'

interface Props { items: Evidence[]; item: Evidence; onOpen: (item: Evidence | undefined) => void; onHelp: () => void }

/** One unit of classified work: nothing to open here, and the head answers for it. */
export function ContentFree({ items, item, onOpen, onHelp }: Props) {
  const { t, say } = useWords()
  const client = useQueryClient()
  const [delays, setDelays] = useState(item.proposed_delays)
  const [error, setError] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const may = item.may.confirm && !sending
  const answer = async (verb: 'confirm' | 'decline') => {
    if (!may) return
    setSending(true)
    setError(undefined)
    try {
      await post<Evidence>(`/evidence/${item.id}/${verb}`, verb === 'confirm' ? { version: item.version, delays } : { version: item.version })
      toast(t(`classified.${verb === 'confirm' ? 'confirmed' : 'declined'}`))
      onOpen(nextWaiting(items, item.id))
    } catch (cause) {
      setError(cause)
    } finally {
      setSending(false)
      for (const name of ['reviews', 'evidence', 'scorecards', 'notices']) void client.invalidateQueries({ queryKey: [name] })
    }
  }
  useShortcuts({
    A: () => void answer('confirm'),
    R: () => void answer('decline'),
    T: () => may && setDelays(delays + 1),
    'Shift+T': () => may && setDelays(Math.max(0, delays - 1)),
    J: () => onOpen(step(items, item.id, 1)),
    K: () => onOpen(step(items, item.id, -1)),
    'Shift+J': () => onOpen(stepPerson(items, item.id, 1)),
    'Shift+K': () => onOpen(stepPerson(items, item.id, -1)),
    '?': onHelp,
  })
  return (
    <>
      <section className={css.nothing} aria-label={t('classified.title')}>
        <Icon name="lock" size={40} />
        <p><strong>{t('classified.title')}</strong></p>
        <p>{t('classified.nothing')}</p>
      </section>
      <aside className={decision.side} aria-label={t('decision.label')}>
        {error !== undefined && <Failure error={error} />}
        <div className={decision.card}>
          <header className={decision.head}>
            <span className={decision.title}>{t('classified.title')}</span>
            <div className="row"><EvidenceMark state={item.state} /></div>
          </header>
          {item.exceptions?.map((words) => (
            <p key={words.vi} className={decision.exception}>{say(words)}</p>
          ))}
          <dl className={decision.facts}>
            <div><dt>{t('decision.who')}</dt><dd>{item.official_name} <span className="muted small">{item.staff_code}</span></dd></div>
            <div><dt>{t('decision.indicator')}</dt><dd>{item.indicator_name} <span className="muted small">{item.type_name}</span></dd></div>
            <div><dt>{t('decision.claimed')}</dt><dd>{t('decision.claim', { units: item.units_shown, unit: item.unit, coefficient: item.coefficient?.show ?? t('admin.notConfigured') })}</dd></div>
            <div><dt>{t('decision.due')}</dt><dd className="number">{day(item.due) || '—'}</dd></div>
            <div><dt>{t('decision.completed')}</dt><dd className="number">{day(item.completed_on) || '—'}</dd></div>
          </dl>
          <div className={decision.marks}>
            <Stepper label={t('decision.delays')} hint="T" value={delays} disabled={!may} onChange={(n) => setDelays(Math.max(0, n))} />
          </div>
          {item.may.confirm && <Notice tone="info">{t('classified.answerFor')}</Notice>}
          <div className={decision.answers}>
            <Button onClick={() => void answer('confirm')} disabled={!may} fullWidth>
              {t('classified.confirm')} <span className={decision.key}><Kbd>A</Kbd></span>
            </Button>
            <Button variant="outline" color="seal" onClick={() => void answer('decline')} disabled={!may} fullWidth>
              {t('classified.decline')} <span className={decision.key}><Kbd>R</Kbd></span>
            </Button>
          </div>
        </div>
        <History id={item.id} version={item.version} />
      </aside>
    </>
  )
}
