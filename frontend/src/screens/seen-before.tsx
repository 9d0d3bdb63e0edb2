import { Link } from '@tanstack/react-router'
import type { ProductView } from '../api/types'
import { instant } from '../app/format'
import { useWords } from '../i18n'
import { Notice } from '../ui'

/** Earlier products that are equal in some way: what is equal, how much, and the way there. */
export function SeenBefore({ view }: { view: ProductView }) {
  const { t } = useWords()
  const { seen } = view
  const held = view.duplicate_of
  const rest = seen.filter((one) => one.product !== held?.product_id)
  if (!held && rest.length === 0) return null
  return (
    <Notice tone="wait">
      {held && (
        <>
          <strong>{t('seen.held')}</strong>
          {held.at && <span>{t('card.earlier', { when: instant(held.at), who: held.submitter ?? '' })}</span>}
          {held.product_id ? <Link to="/products/$productId" params={{ productId: String(held.product_id) }}>{t('card.openEarlier')}</Link> : <span>{t('seen.notYours')}</span>}
        </>
      )}
      {rest.map((one) => (
        <span key={`${one.product}-${one.relation}`}>
          <strong>{t(`seen.${one.relation}`, { percent: one.percent })}</strong>{' '}
          {one.product > 0 ? (
            <Link to="/products/$productId" params={{ productId: String(one.product) }} className="clip">{one.title || t('product.untitled')}</Link>
          ) : (
            t('seen.notYours')
          )}
          {one.submitter && <span className="small"> · {t('card.earlier', { when: instant(one.received_at), who: one.submitter })}</span>}
        </span>
      ))}
    </Notice>
  )
}
