import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { post } from '../../api/client'
import { instant } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Failure, Icon, Loading } from '../../ui'
import { notices, placeOf } from './notices'
import css from './notices.module.css'

/** The bell of the top bar: how many notices are unread, and the newest of them. */
export function Bell() {
  const { t, say } = useWords()
  const list = useQuery(notices())
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const client = useQueryClient()
  const read = useMutation({
    mutationFn: (upTo: number) => post<void>('/notices/read', { up_to: upTo }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
  })
  const unread = list.data?.unread ?? 0
  const close = () => {
    const newest = list.data?.items[0]
    if (newest && unread > 0) read.mutate(newest.id)
    setOpen(false)
  }
  useEffect(() => {
    if (!open) return
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) close()
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  })
  return (
    <div
      ref={box}
      className={css.box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        close()
        button.current?.focus()
      }}
    >
      <button ref={button} type="button" className={css.bell} aria-expanded={open} aria-controls="notices" title={t('notices.title')}
        aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')} onClick={() => (open ? close() : setOpen(true))}>
        <Icon name="bell" size={18} />
        {unread > 0 && <span className={css.count} aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
      </button>
      {open && (
        <section id="notices" className={css.list} aria-label={t('notices.title')}>
          {list.isPending ? (
            <Loading rows={2} height={44} />
          ) : list.isError ? (
            <Failure error={list.error} retry={() => void list.refetch()} />
          ) : list.data.items.length === 0 ? (
            <Empty>{t('notices.none')}</Empty>
          ) : (
            <ul>
              {list.data.items.map((notice) => {
                const to = placeOf(notice.object)
                return (
                  <li key={notice.id} data-unread={!notice.read || undefined}>
                    <p>
                      {!notice.read && <strong className={css.fresh}>{t('notices.fresh')} </strong>}
                      {say(notice.text)}
                    </p>
                    <p className="row small muted">
                      <time dateTime={notice.at}>{instant(notice.at)}</time>
                      {to && <Link to={to} onClick={close}>{t('notices.open')}</Link>}
                    </p>
                  </li>
                )
              })}
            </ul>
          )}
        </section>
      )}
    </div>
  )
}
