import type { ProductView } from '../../api/types'
import { original } from '../../api/queries'
import { bytes, instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Icon, Panel } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import { SeenBefore } from '../seen-before'
import { Signatures } from '../signatures/panel'
import { PaperCopy } from './copy'
import { ReadFields } from './fields'
import css from './passport.module.css'

/** Fields, signatures, what was seen before, receipt and uses of a product. */
export function Details({ view, shown, onShow }: { view: ProductView; shown: string; onShow: (field: string) => void }) {
  const { t } = useWords()
  const { product, receipt, evidence } = view
  return (
    <div className="stack">
      <SeenBefore view={view} />
      <ReadFields view={view} shown={shown} onShow={onShow} />
      <Signatures view={view} />
      <Panel title={t('passport.receipt')}>
        <dl className={css.facts}>
          <div><dt>{t('passport.received')}</dt><dd className="number">{instant(receipt.received_at)}</dd></div>
          <div><dt>{t('passport.by')}</dt><dd>{product.submitter}</dd></div>
          <div><dt>{t('passport.file')}</dt><dd>{receipt.file_name} <span className="muted">({bytes(receipt.size)})</span></dd></div>
          <div><dt>SHA-256</dt><dd><code className={css.hash}>{receipt.hash}</code></dd></div>
          <div><dt>{t('passport.entry')}</dt><dd><span className="number">{receipt.entry_id}</span> <code className={css.hash}>{receipt.entry_hash}</code></dd></div>
        </dl>
        {product.quarantined === '' && <a className={css.download} href={original(product.id)} download={receipt.file_name}>
          <Icon name="download" size={18} /> {t('passport.download')}
        </a>}
        <PaperCopy view={view} />
      </Panel>
      <Panel title={t('passport.uses')} count={evidence.length}>
        {evidence.length === 0 ? (
          <Empty>{t('passport.unused')}</Empty>
        ) : (
          <ul className={css.uses}>
            {evidence.map((item) => (
              <li key={item.id}>
                <div className="row between">
                  <strong>{item.indicator_name}</strong>
                  <EvidenceMark state={item.state} />
                </div>
                <span className="small muted">
                  {item.official_name} · {item.units_shown} {item.unit} · {instant(item.submitted_at)}
                </span>
                {item.reviewer_name && (
                  <span className="small">{t('passport.decided', { who: item.reviewer_name, at: instant(item.decided_at), faults: item.faults, delays: item.delays })}</span>
                )}
                {item.reason && <p className="small">{item.reason}</p>}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  )
}
