import { searchableCopy } from '../../api/queries'
import type { ProductView } from '../../api/types'
import { useReading } from '../../app/live'
import { useWords } from '../../i18n'
import { Icon, Meter } from '../../ui'
import { isOffice } from '../../viewer/kinds'
import css from './passport.module.css'

/** The copy of a scan or an office document: to be had, being made, or why there is none. */
export function PaperCopy({ view: { product, searchable } }: { view: ProductView }) {
  const { t } = useWords()
  const reading = useReading(product.id)
  if (searchable === '' || product.quarantined !== '') return null
  const printed = isOffice(product.media_type)
  if (searchable === 'not-made') return <p className="small muted">{t(printed ? 'copy.notPrinted' : 'copy.notMade')}</p>
  if (searchable === 'made') {
    return (
      <div className={css.copy}>
        <a className={css.download} href={searchableCopy(product.id)} download>
          <Icon name={printed ? 'download' : 'search'} size={18} /> {t(printed ? 'copy.printed' : 'copy.made')}
        </a>
        <p className="small muted">{t(printed ? 'copy.printedWhat' : 'copy.what')}</p>
      </div>
    )
  }
  const at = reading?.stage === 'copy' && reading.pages > 0 ? { page: Math.min(reading.page + 1, reading.pages), pages: reading.pages } : undefined
  return (
    <div className={css.copy}>
      <p className="small" role="status">{at ? t('copy.page', at) : t(printed ? 'copy.printing' : 'copy.wanted')}</p>
      {at && <Meter percent={((at.page - 1) / at.pages) * 100} label={t('copy.title')} />}
    </div>
  )
}
