import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import * as queries from '../../api/queries'
import type { Product } from '../../api/types'
import { useWords } from '../../i18n'
import { Failure, Icon, Loading } from '../../ui'
import css from './card.module.css'

/** The first page as a picture, leading to the whole document. */
export function PagePicture({ product }: { product: Product }) {
  const { t } = useWords()
  const [missing, setMissing] = useState(false)
  return (
    <Link to="/products/$productId" params={{ productId: String(product.id) }} className={css.picture} aria-label={t('card.openDocument', { name: product.title || product.file_name })}>
      {missing ? (
        <span className={css.noPicture}>
          <Icon name="file" size={36} />
          {t('product.noPicture')}
        </span>
      ) : (
        <img src={queries.pagePicture(product.id, 1)} alt="" width={220} height={311} onError={() => setMissing(true)} />
      )}
      {product.pages > 0 && <span className={css.pages}>{t('product.pages', { count: product.pages })}</span>}
    </Link>
  )
}

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
