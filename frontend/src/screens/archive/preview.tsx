import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { pagePicture } from '../../api/queries'
import type { Hit } from '../../api/types'
import { useWords } from '../../i18n'
import { isOffice } from '../../viewer/kinds'
import css from './archive.module.css'

/** The page with the words, as a picture, on a desk wide enough for it. */
export function Preview({ hit }: { hit: Hit }) {
  const { t } = useWords()
  // The pages of an office document's text are not those that were printed of it.
  const page = isOffice(hit.product.media_type) ? 1 : hit.page || 1
  const address = pagePicture(hit.product.id, page)
  const [missing, setMissing] = useState('')
  return (
    <aside className={css.preview} aria-label={t('archive.preview')}>
      <div className="row between">
        <span className="muted small">{t('product.page', { page })}</span>
        <Link to="/products/$productId" params={{ productId: String(hit.product.id) }} search={{ page: hit.page || 1 }}>{t('archive.open')}</Link>
      </div>
      {missing === address ? <p className={css.noPicture}>{t('product.noPicture')}</p> : <img key={address} src={address} alt={t('archive.pictureOf', { title: hit.product.title, page })} onError={() => setMissing(address)} />}
    </aside>
  )
}
