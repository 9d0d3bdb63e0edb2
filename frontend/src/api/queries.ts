import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { isLive } from '../app/live'
import { get } from './client'
import type * as T from './types'

/** What the screens read, by address. Keys start with the resource, so that one
 * invalidation of `['evidence']` reaches every list of it. */
export const status = () =>
  queryOptions({ queryKey: ['status'], queryFn: () => get<T.Status>('/status'), staleTime: 60_000 })

export const me = () =>
  queryOptions({ queryKey: ['me'], queryFn: () => get<T.Me>('/me'), staleTime: 300_000, retry: false })

export const scorecard = (official: number, period: number) =>
  queryOptions({
    queryKey: ['scorecards', official, period],
    queryFn: ({ signal }) => get<T.ScoreAnswer>(`/scorecards/${official}`, { period }, signal),
    refetchInterval: (query) => (query.state.data?.computing ? (isLive() ? 5_000 : 900) : false),
  })

export const team = (period: number, unit?: number) =>
  queryOptions({
    queryKey: ['scorecards', 'team', period, unit],
    queryFn: ({ signal }) => get<T.Page<T.TeamRow>>('/scorecards', { period, unit }, signal),
  })

export const tasks = (official: number, period: number) =>
  queryOptions({
    queryKey: ['tasks', official, period],
    queryFn: ({ signal }) => get<T.Page<T.Task>>('/tasks', { official, period }, signal),
  })

export const evidenceList = (query: { official?: number; period?: number; state?: string; unit?: number }) =>
  queryOptions({
    queryKey: ['evidence', query],
    queryFn: ({ signal }) => get<T.Page<T.Evidence>>('/evidence', query, signal),
  })

export const evidence = (id: number) =>
  queryOptions({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => get<T.Evidence>(`/evidence/${id}`, {}, signal),
  })

export const product = (id: number) =>
  queryOptions({
    queryKey: ['products', id],
    queryFn: ({ signal }) => get<T.ProductView>(`/products/${id}`, {}, signal),
    refetchInterval: (query) => {
      if (query.state.data?.product.read === 'pending') return isLive() ? 4_000 : 700
      return query.state.data?.searchable === 'wanted' ? 4_000 : false
    },
  })

export const productText = (id: number) =>
  queryOptions({
    queryKey: ['products', id, 'text'],
    queryFn: ({ signal }) => get<{ pages: { page: number; text: string }[] }>(`/products/${id}/text`, {}, signal),
    staleTime: 60_000,
  })

export const choices = (official: number, period: number) =>
  queryOptions({
    queryKey: ['choices', official, period],
    queryFn: ({ signal }) => get<T.Choices>('/choices', { official, period }, signal),
    staleTime: 60_000,
  })

export const queue = (period: number, unit?: number) =>
  queryOptions({
    queryKey: ['reviews', period, unit],
    queryFn: ({ signal }) => get<T.Queue>('/reviews', { period, unit }, signal),
  })

export interface SearchQuery { q?: string; type?: string; unit?: string; year?: string }
const searchPage = 50
export const search = (query: SearchQuery) =>
  infiniteQueryOptions({
    queryKey: ['search', query],
    queryFn: ({ signal, pageParam }) => get<T.SearchAnswer>('/search', { ...query, limit: searchPage, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.hits.length, 0)
      return last.hits.length > 0 && shown < last.total ? shown : undefined
    },
    placeholderData: keepPreviousData,
  })

/** One's own files that nobody handed in for anything yet. */
export const unattached = () =>
  queryOptions({
    queryKey: ['products', 'mine'],
    queryFn: async ({ signal }) => {
      const { items } = await get<T.Page<T.ProductRow>>('/products', { mine: 'true', limit: 50 }, signal)
      return items.filter((row) => row.unattached)
    },
  })

const list = <Item>(name: string) => () =>
  queryOptions({ queryKey: [name], queryFn: ({ signal }) => get<T.Page<Item>>(`/${name}`, {}, signal) })

export const units = list<T.Unit>('units')
export const officials = list<T.Official>('officials')
export const accounts = list<T.Account>('accounts')
export const grants = list<T.Grant>('grants')
export const periods = list<T.Period>('periods')
export const productTypes = list<T.ProductType>('product-types')
export const indicators = list<T.Indicator>('indicators')

/** Where the bytes of a product are; the pictures and the original are plain addresses. */
export const pagePicture = (id: number, page: number) => `/api/products/${id}/pages/${page}/picture`
export const thumbnail = (id: number, page: number) => `/api/products/${id}/pages/${page}/thumb`
export const original = (id: number) => `/api/products/${id}/file`
export const searchableCopy = (id: number) => `/api/products/${id}/searchable`
