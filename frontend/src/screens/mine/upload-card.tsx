import { Link } from '@tanstack/react-router'
import type { Evidence } from '../../api/types'
import { bytes, instant, shortHash } from '../../app/format'
import { useErrorText } from '../../i18n/error-text'
import { useWords } from '../../i18n'
import { Button, Notice, Status, type IconName, type Tone } from '../../ui'
import { ReadyCard } from './ready-card'
import { Transit } from './transit'
import type { Draft } from './facts'
import type { Item } from './uploads'
import css from './card.module.css'

export interface CardActions {
  onDraft: (draft: Draft) => void
  onSent: (evidence: Evidence) => void
  onDiscard: () => void
  onRetry: () => void
  onPause: () => void
  onChosen: (files: File[]) => void
  onUndo: () => void
  onClose: () => void
}
type Props = { item: Item; official: number; periodId: number; leading: boolean } & CardActions

const inTransit: ReadonlySet<Item['phase']> = new Set(['waiting', 'hashing', 'sending', 'broken', 'paused', 'halfway'])

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
      {inTransit.has(item.phase) && <Transit {...props} />}
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

const looks: Record<Item['phase'], [Tone, IconName]> = {
  waiting: ['calm', 'clock'],
  hashing: ['info', 'search'],
  sending: ['info', 'upload'],
  broken: ['wait', 'warn'],
  paused: ['calm', 'pause'],
  halfway: ['wait', 'clock'],
  received: ['good', 'check'],
  sent: ['wait', 'clock'],
  failed: ['bad', 'warn'],
}

function Phase({ item }: { item: Item }) {
  const { t } = useWords()
  const [tone, icon] = looks[item.phase]
  return <Status tone={tone} icon={icon}>{item.phase === 'sent' ? t('evidence.submitted') : t(`card.${item.phase}`)}</Status>
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
  const again = error.status === 0 || error.status >= 500 || error.reason === 'file.unreadable'
  return (
    <Notice tone={error.reason === 'upload.duplicate' ? 'wait' : 'bad'}>
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
