import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import * as queries from '../../api/queries'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Empty, Failure, Icon, Kbd, Loading, Page } from '../../ui'
import { Facets } from './facets'
import { Hits } from './hits'
import { Preview } from './preview'
import css from './archive.module.css'

/** S4 Kho sản phẩm: one field, filters in the address, the words found on their page. */
export default function Archive() {
  const { t } = useWords()
  const filters = useSearch({ from: '/app/archive' })
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(filters.q ?? '')
  const typed = useDeferredValue(text.trim())
  const [chosen, setChosen] = useState(0)
  const result = useInfiniteQuery(queries.search({ q: typed, type: filters.type, unit: filters.in, year: filters.year }))
  const answer = result.data?.pages[0]

  // The address follows the field, so that a search can be sent to a colleague; typing is no history.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== (filters.q ?? '')) void navigate({ to: '/archive', search: (old) => ({ ...old, q: typed || undefined }), replace: true })
    }, 300)
    return () => clearTimeout(timer)
  }, [typed, filters.q, navigate])

  const filter = (part: Partial<typeof filters>) => {
    setChosen(0)
    void navigate({ to: '/archive', search: (old) => ({ ...old, ...part }) })
  }
  const hits = result.data?.pages.flatMap((page) => page.hits) ?? []
  const hit = hits[Math.min(chosen, hits.length - 1)]
  const open = () => hit && void navigate({ to: '/products/$productId', params: { productId: String(hit.product.id) }, search: { page: hit.page } })
  useShortcuts({ '/': () => field.current?.focus() })
  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && hits.length > 0) {
      event.preventDefault()
      setChosen((old) => Math.max(0, Math.min(hits.length - 1, old + by)))
    } else if (event.key === 'Enter') open()
    else if (event.key === 'Escape') setText('')
  }

  return (
    <Page tight title={t('nav.archive')} lead={answer && t(answer.exact ? 'archive.found' : 'archive.foundAbout', { count: answer.total, ms: answer.took_ms })}>
      <search className={css.field}>
        <Icon name="search" />
        <input ref={field} type="search" value={text} onChange={(e) => { setText(e.target.value); setChosen(0) }} onKeyDown={onKey} aria-label={t('archive.search')} placeholder={t('archive.placeholder')} autoComplete="off" spellCheck={false} />
        <span className={css.hint}><Kbd>/</Kbd></span>
      </search>
      <div className={css.grid}>
        <Facets answer={answer} filters={filters} onFilter={filter} />
        {result.isPending ? (
          <Loading rows={8} height={84} />
        ) : result.isError ? (
          <Failure error={result.error} retry={() => void result.refetch()} />
        ) : hits.length === 0 ? (
          <Empty>{t('archive.none')}</Empty>
        ) : (
          <Hits hits={hits} total={answer?.total ?? hits.length} chosen={Math.min(chosen, hits.length - 1)} onChoose={setChosen} onMore={result.hasNextPage && !result.isFetching ? () => void result.fetchNextPage() : undefined} stale={result.isPlaceholderData} />
        )}
        {hit && <Preview hit={hit} />}
      </div>
    </Page>
  )
}
