import { Link } from '@tanstack/react-router'
import type { ProductView, SignatureVerdict } from '../../api/types'
import { useWords } from '../../i18n'
import { Status, type IconName, type Tone } from '../../ui'
import css from './signatures.module.css'

const looks: Record<SignatureVerdict, [Tone, IconName]> = {
  sound: ['good', 'seal'],
  untrusted: ['wait', 'info'],
  undetermined: ['wait', 'info'],
  changed: ['bad', 'warn'],
  broken: ['bad', 'cross'],
  unsigned: ['calm', 'minus'],
}

/** One word about the signatures of a file: sign, word and colour together. */
export function Verdict({ verdict }: { verdict: SignatureVerdict }) {
  const { t } = useWords()
  const [tone, icon] = looks[verdict]
  return <Status tone={tone} icon={icon}>{t(`verdict.${verdict}`)}</Status>
}

/** The signatures of a product in one line, leading to their facts. */
export function SignatureLine({ view }: { view: ProductView }) {
  const { t } = useWords()
  const verdict = view.signature_verdict
  if (!verdict) return null
  const signers = (view.signatures ?? []).filter(({ kind }) => kind === 'signature').map(({ signer }) => signer)
  return (
    <p className={css.line} data-verdict={verdict}>
      <Verdict verdict={verdict} />
      {signers.length > 0 && <span>{signers.join(' · ')}</span>}
      {verdict !== 'unsigned' && (
        <Link to="/products/$productId" params={{ productId: String(view.product.id) }} hash="signatures">
          {t('signature.open')}
        </Link>
      )}
    </p>
  )
}
