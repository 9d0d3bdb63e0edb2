import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import * as queries from '../../api/queries'
import type { Guess, Place, Product, ProductView } from '../../api/types'
import { useWords } from '../../i18n'
import { Icon } from '../../ui'
import { isOffice } from '../../viewer/kinds'
import css from './card.module.css'

/** The page of a field as a picture with the place marked on it; leads to the whole document there. */
export function PagePicture({ view: { product, searchable }, guess }: { view: ProductView; guess: Guess | undefined }) {
  const { t } = useWords()
  const page = guess?.place ? Math.max(1, guess.page) : 1
  const [missing, setMissing] = useState(0)
  const unprinted = isOffice(product.media_type) && searchable !== 'made'
  return (
    <Link
      to="/products/$productId"
      params={{ productId: String(product.id) }}
      search={guess?.place ? { field: guess.field } : {}}
      className={css.picture}
      aria-label={t('card.openDocument', { name: product.title || product.file_name })}
    >
      {unprinted || missing === page ? (
        <span className={css.noPicture}>
          <Icon name="file" size={36} />
          {t(unprinted && searchable === 'wanted' ? 'copy.printing' : 'product.noPicture')}
        </span>
      ) : (
        <span className={css.sheet}>
          <img src={queries.pagePicture(product.id, page)} alt="" width={220} height={311} onError={() => setMissing(page)} />
          {guess?.place && <Mark place={guess.place} />}
        </span>
      )}
      {product.pages > 0 && <span className={css.pages}>{page > 1 ? t('viewer.at', { page, pages: product.pages }) : t('product.pages', { count: product.pages })}</span>}
    </Link>
  )
}

/** A frame round a place; places are thousandths of the page. */
export function Mark({ place }: { place: Place }) {
  const at = { left: `${place.x / 10}%`, top: `${place.y / 10}%`, width: `${place.w / 10}%`, height: `${place.h / 10}%` }
  return <span className={css.mark} data-mark style={at} aria-hidden="true" />
}

const margin = 14

/** The words on the paper themselves, large enough to compare with what was read. */
export function Excerpt({ product, guess }: { product: Product; guess: Guess }) {
  const { t } = useWords()
  const [ratio, setRatio] = useState<number>()
  if (!guess.place) return null
  const page = Math.max(1, guess.page)
  const source = queries.pagePicture(product.id, page)
  const { x, y, w, h } = guess.place
  const tall = 1000 * (ratio ?? 1.414)
  const box = { x: Math.max(0, x - margin), y: Math.max(0, (y / 1000) * tall - margin), w: w + 2 * margin, h: (h / 1000) * tall + 2 * margin }
  return (
    <figure className={css.excerpt}>
      <figcaption className="small muted">{t('card.excerpt', { page })}</figcaption>
      <svg viewBox={`${box.x} ${box.y} ${box.w} ${box.h}`} style={{ aspectRatio: `${box.w} / ${box.h}` }} role="img" aria-label={t('card.excerptOf', { value: guess.value })}>
        <image href={source} width={1000} height={tall} preserveAspectRatio="none" />
      </svg>
      {ratio === undefined && <img src={source} alt="" hidden onLoad={(event) => setRatio(event.currentTarget.naturalHeight / event.currentTarget.naturalWidth)} />}
    </figure>
  )
}
