import type { ProductView } from '../../api/types'
import { original } from '../../api/queries'
import { bytes, day, instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Icon, Panel } from '../../ui'
import { EvidenceMark } from '../evidence-state'
import { Sureness } from '../mine/facts'
import css from './passport.module.css'

/** Fields, receipt and uses of a product. */
export function Details({ view }: { view: ProductView }) {
  const { t } = useWords()
  const { product, receipt, evidence } = view
  const sure = (field: string) => product.confidence.find((guess) => guess.field === field)?.percent
  const fields = [
    ['number', product.number], ['symbol', product.symbol], ['doc_type', product.doc_type], ['issuer', product.issuer],
    ['issued_on', day(product.issued_on)], ['completed_on', day(product.completed_on)], ['dossier_code', product.dossier_code],
    ['signer', product.confidence.find((guess) => guess.field === 'signer')?.value ?? ''],
  ] as const
  return (
    <div className="stack">
      <Panel title={t('passport.facts')}>
        <dl className={css.facts}>
          {fields.filter(([, value]) => value !== '').map(([name, value]) => (
            <div key={name}>
              <dt>{t(`field.${name}`)}</dt>
              <dd>{value} <Sureness percent={sure(name)} /></dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title={t('passport.receipt')}>
        <dl className={css.facts}>
          <div><dt>{t('passport.received')}</dt><dd className="number">{instant(receipt.received_at)}</dd></div>
          <div><dt>{t('passport.by')}</dt><dd>{product.submitter}</dd></div>
          <div><dt>{t('passport.file')}</dt><dd>{receipt.file_name} <span className="muted">({bytes(receipt.size)})</span></dd></div>
          <div><dt>SHA-256</dt><dd><code className={css.hash}>{receipt.hash}</code></dd></div>
          <div><dt>{t('passport.entry')}</dt><dd><span className="number">{receipt.entry_id}</span> <code className={css.hash}>{receipt.entry_hash}</code></dd></div>
        </dl>
        <a className={css.download} href={original(product.id)} download={receipt.file_name}>
          <Icon name="download" size={18} /> {t('passport.download')}
        </a>
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
