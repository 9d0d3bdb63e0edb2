import { Link } from '@tanstack/react-router'
import type { Evidence } from '../../api/types'
import { bytes, instant, shortHash } from '../../app/format'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { Button, Meter, Notice, Status } from '../../ui'
import { ReadyCard } from './ready-card'
import type { Item } from './uploads'
import css from './card.module.css'

export interface CardActions {
  onSent: (evidence: Evidence) => void
  onDiscard: () => void
  onRetry: () => void
  onUndo: () => void
  onClose: () => void
}
type Props = { item: Item; official: number; periodId: number; leading: boolean } & CardActions

/** One file: on its way, refused, or received and waiting for the person's word. */
export function UploadCard(props: Props) {
  const { item } = props
  const { t } = useWords()
  return (
    <article className={css.card} aria-label={item.name} data-phase={item.phase}>
      <header className={css.head}>
        <div>
          <strong>{item.name}</strong> {item.size > 0 && <span className="muted small">{bytes(item.size)}</span>}
        </div>
        <Phase item={item} />
      </header>
      {(item.phase === 'waiting' || item.phase === 'sending') && (
        <div className={css.sending}>
          <Meter percent={item.part * 100} label={t('card.progress', { name: item.name })} />
          <span className="number small">{Math.floor(item.part * 100)} %</span>
          <Button size="xs" variant="default" onClick={props.onClose}>
            {t('card.stop')}
          </Button>
        </div>
      )}
      {item.phase === 'failed' && <Refused {...props} />}
      {item.receipt && item.phase !== 'failed' && (
        <p className={css.receipt}>
          {t('card.receipt', { at: instant(item.receipt.received_at) })} · <abbr title={item.receipt.hash}>SHA-256 {shortHash(item.receipt.hash)}</abbr> ·{' '}
          {t('card.entry', { id: item.receipt.entry_id })}
        </p>
      )}
      {item.phase === 'received' && <ReadyCard {...props} />}
      {item.phase === 'sent' && item.evidence && (
        <div className="row between">
          <span>
            {item.evidence.product_title || item.name} → {item.evidence.indicator_name}
          </span>
          <span className="row">
            <Button size="xs" variant="default" icon="back" onClick={props.onUndo}>
              {t('card.undo')}
            </Button>
            <Button size="xs" variant="subtle" onClick={props.onClose}>
              {t('card.close')}
            </Button>
          </span>
        </div>
      )}
    </article>
  )
}

function Phase({ item }: { item: Item }) {
  const { t } = useWords()
  switch (item.phase) {
    case 'waiting':
      return <Status tone="calm" icon="clock">{t('card.waiting')}</Status>
    case 'sending':
      return <Status tone="info" icon="upload">{t('card.sending')}</Status>
    case 'received':
      return <Status tone="good" icon="check">{t('card.received')}</Status>
    case 'sent':
      return <Status tone="wait" icon="clock">{t('evidence.submitted')}</Status>
    case 'failed':
      return <Status tone="bad" icon="warn">{t('card.failed')}</Status>
  }
}

/** Why the file was not taken; a duplicate leads to the product that is there already. */
function Refused({ item, onRetry, onClose }: Props) {
  const { t } = useWords()
  const text = useErrorText()
  const error = item.error
  if (!error) return null
  const earlier = Number(error.info.product_id ?? 0)
  const when = typeof error.info.at === 'string' ? instant(error.info.at) : ''
  const who = typeof error.info.submitter === 'string' ? error.info.submitter : ''
  const again = error.status === 0 || error.status >= 500
  return (
    <Notice tone={earlier ? 'wait' : 'bad'}>
      <strong>{text(error)}</strong>
      {when && <span>{t('card.earlier', { when, who })}</span>}
      <span className="small">
        {t('card.nothingKept')} {t('state.code')} <code>{error.shown}</code>
      </span>
      <span className="row">
        {earlier > 0 && (
          <Link to="/products/$productId" params={{ productId: String(earlier) }}>
            {t('card.openEarlier')}
          </Link>
        )}
        {again && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('state.retry')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onClose}>
          {t('card.close')}
        </Button>
      </span>
    </Notice>
  )
}
