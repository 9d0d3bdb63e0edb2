import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { post } from '../../api/client'
import type { Evidence, ProductView } from '../../api/types'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Failure, Notice } from '../../ui'

/** Earlier papers that are alike: an open question is answered here, once and for everybody. */
export function Copies({ item, product, may }: { item: Evidence; product: ProductView; may: boolean }) {
  const { t } = useWords()
  const client = useQueryClient()
  const answer = useMutation({
    mutationFn: ({ of, same }: { of: number; same: boolean }) => post<Evidence>(`/evidence/${item.id}/copy`, { version: item.version, of, same }),
    onSettled: () => Promise.all(['reviews', 'products', 'evidence', 'scorecards'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
  const open = product.seen.filter((one) => one.earlier && one.answer === '' && one.product > 0 && (one.relation === 'near' || one.relation === 'scan-of'))
  if (open.length === 0) return null
  return (
    <>
      {open.map((one) => (
        <Notice key={one.product} tone="wait">
          <span>
            <strong>{t(`seen.${one.relation}`, { percent: one.percent })}</strong>{' '}
            <Link to="/products/$productId" params={{ productId: String(one.product) }} className="clip">{one.title || t('product.untitled')}</Link>
            {one.received_at && <span className="small"> · {t('card.earlier', { when: instant(one.received_at), who: one.submitter })}</span>}
          </span>
          {may && (
            <span className="row">
              <Button size="xs" variant="outline" color="seal" loading={answer.isPending} onClick={() => answer.mutate({ of: one.product, same: true })}>{t('seen.same')}</Button>
              <Button size="xs" variant="default" loading={answer.isPending} onClick={() => answer.mutate({ of: one.product, same: false })}>{t('seen.other')}</Button>
            </span>
          )}
        </Notice>
      ))}
      {answer.error && <Failure error={answer.error} />}
    </>
  )
}
