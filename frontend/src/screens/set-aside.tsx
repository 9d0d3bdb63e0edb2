import type { Product } from '../api/types'
import { useWords } from '../i18n'
import { Notice } from '../ui'

/** A file that was set aside: why, and that nobody opens it. */
export function SetAside({ product }: { product: Product }) {
  const { t } = useWords()
  if (product.quarantined === '') return null
  return (
    <Notice tone="bad">
      <strong>{t(`quarantine.reason.${product.quarantined}`)}</strong>
      <span>{t('quarantine.shut')}</span>
    </Notice>
  )
}
