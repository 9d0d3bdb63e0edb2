import type { ProductView, Signature } from '../../api/types'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Icon, Panel, type IconName, type Tone } from '../../ui'
import { factsOf, harmless, knownChange } from './facts'
import { Verdict } from './line'
import css from './signatures.module.css'

const signs: Record<Tone, IconName> = { good: 'check', info: 'info', calm: 'minus', wait: 'warn', bad: 'cross' }

/** The signatures of a product, fact by fact, each with what it proves and what it does not. */
export function Signatures({ view }: { view: ProductView }) {
  const { t } = useWords()
  const verdict = view.signature_verdict
  if (!verdict) return null
  const all = view.signatures ?? []
  return (
    <Panel id="signatures" title={t('signature.title')} count={all.length || undefined}>
      <div className="stack">
        <p className={css.verdict}>
          <Verdict verdict={verdict} /> <span>{t(`verdictText.${verdict}`)}</span>
        </p>
        {all.map((signature, i) => (
          <One key={i} signature={signature} at={i + 1} only={all.length === 1} />
        ))}
        {all.length > 0 && <p className="small muted">{t('signature.people')}</p>}
      </div>
    </Panel>
  )
}

function One({ signature: s, at, only }: { signature: Signature; at: number; only: boolean }) {
  const { t, say } = useWords()
  const name = s.kind === 'timestamp' ? t('signature.stampBy', { who: s.issuer || s.signer }) : s.signer || t('signature.noName')
  return (
    <article className={css.one} aria-label={t('signature.one', { at, name })}>
      <header className={css.head}>
        <div>
          <h3>{name}</h3>
          <span className="small muted">{[s.organisation, s.issuer && t('signature.issuer', { who: s.issuer })].filter(Boolean).join(' · ')}</span>
        </div>
        {!only && <Verdict verdict={s.verdict} />}
      </header>
      <dl className={css.times}>
        <div>
          <dt>{t('signature.claimed')}</dt>
          <dd>{s.claimed_time ? <span className="number">{instant(s.claimed_time)}</span> : t('signature.noTime')} <span className="small muted">{t('signature.claimedProves')}</span></dd>
        </div>
        <div>
          <dt>{t('signature.proven')}</dt>
          <dd>{s.proven_time ? <>{t('signature.before', { at: instant(s.proven_time) })} <span className="small muted">{t('signature.provenProves')}</span></> : t('signature.notProven')}</dd>
        </div>
      </dl>
      <ul className={css.facts}>
        {factsOf(s).map(({ key, tone }) => (
          <li key={key} data-tone={tone}>
            <Icon name={signs[tone]} size={16} />
            <div>
              <strong>{t(`fact.${key}`)}</strong>
              <p className="small muted">{t(`proves.${key}`)}</p>
            </div>
          </li>
        ))}
        <Later codes={s.later_changes} />
      </ul>
      {s.findings.length > 0 && (
        <ul className={css.findings}>
          {s.findings.map((finding, i) => (
            <li key={i}>{say(finding.text) || finding.code}</li>
          ))}
        </ul>
      )}
      <p className="small muted">{t('signature.technique', { algorithm: s.algorithm, digest: s.digest })}</p>
    </article>
  )
}

/** What came after this signature, each thing in words. */
function Later({ codes }: { codes: string[] }) {
  const { t } = useWords()
  const tone: Tone = codes.length === 0 ? 'good' : codes.every(harmless) ? 'info' : 'bad'
  return (
    <li data-tone={tone}>
      <Icon name={signs[tone]} size={16} />
      <div>
        <strong>{codes.length === 0 ? t('later.none') : t('later.some')}</strong>
        {codes.length > 0 && (
          <ul className={css.codes}>
            {codes.map((code) => (
              <li key={code}>{knownChange(code) ? t(`later.${code}`) : code}</li>
            ))}
          </ul>
        )}
        <p className="small muted">{t(codes.length === 0 ? 'later.noneProves' : 'later.someProves')}</p>
      </div>
    </li>
  )
}
