import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as queries from '../../api/queries'
import type { Product } from '../../api/types'
import { useWords } from '../../i18n'
import { Failure, Loading } from '../../ui'
import css from './card.module.css'

/** The text as it was read, folded; fetched only when somebody looks. */
export function Recognised({ product }: { product: Product }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const text = useQuery({ ...queries.productText(product.id), enabled: open })
  return (
    <details className={css.text} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('card.text')}</summary>
      {text.isError ? (
        <Failure error={text.error} retry={() => void text.refetch()} />
      ) : !text.data ? (
        open && <Loading rows={3} height={20} />
      ) : (
        text.data.pages.map(({ page, text: words }) => (
          <section key={page} aria-label={t('product.page', { page })}>
            <span className="small muted">{t('product.page', { page })}</span>
            <p className={css.words} lang="vi" tabIndex={0}>
              {words || t('product.noText')}
            </p>
          </section>
        ))
      )}
    </details>
  )
}
