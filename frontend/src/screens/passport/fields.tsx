import type { ProductView } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Icon, Panel } from '../../ui'
import { useDocType } from '../doc-type'
import { Sureness } from '../mine/facts'
import css from './passport.module.css'

/** What the paper says of itself; pressing a value shows where on the page it was read. */
export function ReadFields({ view, shown, onShow }: { view: ProductView; shown: string; onShow: (field: string) => void }) {
  const { t } = useWords()
  const typeName = useDocType()
  const { product } = view
  const guess = (field: string) => product.confidence.find((one) => one.field === field)
  const fields = [
    ['number', product.number], ['symbol', product.symbol], ['doc_type', product.doc_type && typeName(product.doc_type)], ['issuer', product.issuer],
    ['place', guess('place')?.value ?? ''], ['issued_on', day(product.issued_on)], ['completed_on', day(product.completed_on)], ['dossier_code', product.dossier_code],
    ['signer', guess('signer')?.value ?? ''], ['position', guess('position')?.value ?? ''], ['recipients', guess('recipients')?.value ?? ''],
  ] as const
  return (
    <Panel title={t('passport.facts')}>
      <dl className={css.facts}>
        {fields.filter(([, value]) => value !== '').map(([name, value]) => (
          <div key={name}>
            <dt>{t(`field.${name}`)}</dt>
            <dd>
              {guess(name)?.place ? (
                <button type="button" className={css.placed} aria-pressed={shown === name} title={t('field.showPlace')} onClick={() => onShow(name)}>
                  {value} <Icon name="place" size={14} />
                </button>
              ) : (
                value
              )}{' '}
              <Sureness percent={view.typed ? undefined : guess(name)?.percent} />
            </dd>
          </div>
        ))}
      </dl>
      {view.typed && <p className="small muted">{t('passport.typed')}</p>}
    </Panel>
  )
}
