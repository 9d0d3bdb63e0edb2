import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import * as queries from '../../api/queries'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Failure, Loading, Notice, Page } from '../../ui'
import { Viewer, type ViewerHandle } from '../../viewer/viewer'
import { Details } from './details'
import css from './passport.module.css'

/** The passport of a product: what it is, when it came, every use of it, and the file itself. */
export default function Passport() {
  const { t } = useWords()
  const { productId } = useParams({ from: '/app/products/$productId' })
  const { page } = useSearch({ from: '/app/products/$productId' })
  const view = useQuery(queries.product(Number(productId)))
  const viewer = useRef<ViewerHandle>(null)
  useShortcuts({ ArrowRight: () => viewer.current?.turn(1), ArrowLeft: () => viewer.current?.turn(-1) })
  if (view.isPending) return <Page title={t('passport.title')}><Loading rows={5} height={72} /></Page>
  if (view.isError) return <Page title={t('passport.title')}><Failure error={view.error} retry={() => void view.refetch()} /></Page>
  const { product } = view.data
  const title = product.title || product.file_name
  return (
    <Page title={title} lead={[`${product.number}${product.symbol && `/${product.symbol}`}`, product.issuer].filter((s) => s.length > 1).join(' · ')}>
      {product.read === 'not-read' && <Notice tone="wait">{t('passport.notRead')}</Notice>}
      <div className={css.grid}>
        <Viewer ref={viewer} start={page} viewed={{ id: product.id, media_type: product.media_type, pages: product.pages, title }} />
        <Details view={view.data} />
      </div>
    </Page>
  )
}
