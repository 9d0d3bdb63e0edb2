import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import * as queries from '../../api/queries'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Failure, Loading, Notice, Page } from '../../ui'
import { Viewer, type ViewerHandle } from '../../viewer/viewer'
import { SetAside } from '../set-aside'
import { Details } from './details'
import css from './passport.module.css'

/** The passport of a product: what it is, when it came, every use of it, and the file itself. */
export default function Passport() {
  const { t, say } = useWords()
  const { productId } = useParams({ from: '/app/products/$productId' })
  const { page, field = '' } = useSearch({ from: '/app/products/$productId' })
  const navigate = useNavigate()
  const view = useQuery(queries.product(Number(productId)))
  const viewer = useRef<ViewerHandle>(null)
  const guess = view.data?.product.confidence.find((one) => one.field === field)
  const marked = useMemo(() => (guess?.place ? { page: Math.max(1, guess.page), place: guess.place } : undefined), [guess])
  useShortcuts({ ArrowRight: () => viewer.current?.turn(1), ArrowLeft: () => viewer.current?.turn(-1) })
  // A link to the signatures arrives before they are on the page.
  const there = view.isSuccess
  useEffect(() => {
    if (there && location.hash === '#signatures') document.getElementById('signatures')?.scrollIntoView({ block: 'start' })
  }, [there])
  if (view.isPending) return <Page title={t('passport.title')}><Loading rows={5} height={72} /></Page>
  if (view.isError) return <Page title={t('passport.title')}><Failure error={view.error} retry={() => void view.refetch()} /></Page>
  const { product, problems } = view.data
  const title = product.title || product.file_name
  const show = (name: string) => void navigate({ to: '.', search: (old) => ({ ...old, field: name }) as never, replace: true, resetScroll: false })
  return (
    <Page title={title} lead={[`${product.number}${product.symbol && `/${product.symbol}`}`, product.issuer].filter((s) => s.length > 1).join(' · ')}>
      <SetAside product={product} />
      {product.read === 'not-read' && product.quarantined === '' && <Notice tone="wait">{t('passport.notRead')}</Notice>}
      {problems.map((problem) => (
        <Notice key={`${problem.code}-${problem.page}`} tone="wait">{say(problem.text)}</Notice>
      ))}
      <div className={product.quarantined === '' ? css.grid : undefined}>
        {product.quarantined === '' && <Viewer ref={viewer} start={page} marked={marked} viewed={{ id: product.id, media_type: product.media_type, pages: product.pages, title, copy: view.data.searchable }} />}
        <Details view={view.data} shown={field} onShow={show} />
      </div>
    </Page>
  )
}
