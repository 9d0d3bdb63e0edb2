import { useQuery } from '@tanstack/react-query'
import { productText } from '../api/queries'
import { useWords } from '../i18n'
import { Failure, Loading } from '../ui'
import css from './viewer.module.css'

/** The document as the machine read it: for screen readers, and to compare with the picture. */
export function ReadText({ id }: { id: number }) {
  const { t } = useWords()
  const text = useQuery(productText(id))
  if (text.isPending) return <Loading rows={6} height={24} />
  if (text.isError) return <Failure error={text.error} retry={() => void text.refetch()} />
  return (
    <div className={css.words} lang="vi">
      {text.data.pages.length === 0 && <p>{t('viewer.unread')}</p>}
      {text.data.pages.map(({ page, text: words }) => (
        <section key={page} data-page={page}>
          <h3>{t('product.page', { page })}</h3>
          <p>{words || t('product.noText')}</p>
        </section>
      ))}
    </div>
  )
}
