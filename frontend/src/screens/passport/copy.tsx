import { searchableCopy } from '../../api/queries'
import type { ProductView } from '../../api/types'
import { useReading } from '../../app/live'
import { useWords } from '../../i18n'
import { Icon, Meter } from '../../ui'
import css from './passport.module.css'

/** The searchable copy of a scan: to be had, being made, or why there is none. */
export function SearchableCopy({ view: { product, searchable } }: { view: ProductView }) {
  const { t } = useWords()
  const reading = useReading(product.id)
  if (searchable === '' || product.quarantined !== '') return null
  if (searchable === 'not-made') return <p className="small muted">{t('copy.notMade')}</p>
  if (searchable === 'made') {
    return (
      <div className={css.copy}>
        <a className={css.download} href={searchableCopy(product.id)} download>
          <Icon name="search" size={18} /> {t('copy.made')}
        </a>
        <p className="small muted">{t('copy.what')}</p>
      </div>
    )
  }
  const at = reading?.stage === 'copy' && reading.pages > 0 ? { page: Math.min(reading.page + 1, reading.pages), pages: reading.pages } : undefined
  return (
    <div className={css.copy}>
      <p className="small" role="status">{at ? t('copy.page', at) : t('copy.wanted')}</p>
      {at && <Meter percent={((at.page - 1) / at.pages) * 100} label={t('copy.title')} />}
    </div>
  )
}
