import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { mayRetry, toApiError } from '../api/errors'
import { useErrorText } from '../i18n/error-text'
import { useWords } from '../i18n'
import { Button } from './button'
import { Icon, type IconName } from './icon'
import css from './ui.module.css'

export type Tone = 'good' | 'wait' | 'bad' | 'calm' | 'info'

/** A status: sign, word and colour together, so that none of them is needed alone. */
export function Status({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) {
  return (
    <span className={`${css.status} ${css[tone]}`}>
      <Icon name={icon} size={14} />
      {children}
    </span>
  )
}

/** Grey bars of the height that is coming, so that nothing jumps. */
export function Loading({ rows = 4, height = 40 }: { rows?: number; height?: number }) {
  const { t } = useWords()
  return (
    <div className={css.bones} role="status">
      <span className="heard">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={height} radius={6} />
      ))}
    </div>
  )
}

/** Nothing here: one sentence and the one next action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}

export function Notice({ tone, children }: { tone: 'bad' | 'info' | 'wait'; children: ReactNode }) {
  const look = { bad: css.noticeBad, info: css.noticeInfo, wait: css.noticeWait }[tone]
  return (
    <div className={`${css.notice} ${look}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={tone === 'info' ? 'info' : 'warn'} />
      <div>{children}</div>
    </div>
  )
}

/** What happened, that nothing was lost, try again, and a code to read to support. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords()
  const text = useErrorText()
  const failure = toApiError(error)
  return (
    <Notice tone={failure.status === 403 ? 'wait' : 'bad'}>
      <strong>{text(failure)}</strong>
      {failure.status === 403 && <span>{t('state.whoCanGive')}</span>}
      <span className="small">
        {t('state.code')} <code>{failure.shown}</code>
      </span>
      {retry && mayRetry(failure) && (
        <Button variant="default" size="xs" onClick={retry}>
          {t('state.retry')}
        </Button>
      )}
    </Notice>
  )
}
