import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams,
} from '@tanstack/react-router'
import * as queries from '../api/queries'
import { toApiError } from '../api/errors'
import { Crash, NotFound } from './crash'
import { homeOf } from './nav'
import { Shell } from './shell'

interface Context { client: QueryClient }
type Raw = Record<string, unknown>
const text = (raw: Raw, key: string) => (typeof raw[key] === 'string' || typeof raw[key] === 'number' ? String(raw[key]) : undefined)
const id = (raw: Raw, key: string) => {
  const n = Number(raw[key])
  return Number.isSafeInteger(n) && n > 0 ? n : undefined
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound })

const signin = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: (raw: Raw): { next?: string } => {
    const next = text(raw, 'next')
    // Only a path of ours: an address of another host is never followed.
    return next && /^\/(?![/\\])/.test(next) ? { next } : {}
  },
  component: lazyRouteComponent(() => import('../screens/signin/signin')),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (raw: Raw): { token?: string } => ({ token: text(raw, 'token') }),
  component: lazyRouteComponent(() => import('../screens/signin/setup')),
})

/** Everything behind the sign-in; unit and period travel with every link. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: (raw: Raw): { period?: number; unit?: number } => ({ period: id(raw, 'period'), unit: id(raw, 'unit') }),
  search: { middlewares: [retainSearchParams(['period', 'unit'])] },
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.client.ensureQueryData(queries.me()) }
    } catch (cause) {
      if (toApiError(cause).status !== 401) throw cause
      throw redirect({ to: '/signin', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  component: Shell,
})
const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.me), params: { tab: 'people' } })
  },
})
const mine = createRoute({ getParentRoute: () => app, path: '/mine', component: lazyRouteComponent(() => import('../screens/mine/mine')) })
const review = createRoute({
  getParentRoute: () => app,
  path: '/review',
  validateSearch: (raw: Raw): { item?: number } => ({ item: id(raw, 'item') }),
  component: lazyRouteComponent(() => import('../screens/review/review')),
})
const team = createRoute({ getParentRoute: () => app, path: '/team', component: lazyRouteComponent(() => import('../screens/team/team')) })
const archive = createRoute({
  getParentRoute: () => app,
  path: '/archive',
  // "in" and not "unit": the filter of the archive is another thing than the unit of the shell.
  validateSearch: (raw: Raw): { q?: string; type?: string; in?: string; year?: string } => ({
    q: text(raw, 'q'), type: text(raw, 'type'), in: text(raw, 'in'), year: text(raw, 'year'),
  }),
  component: lazyRouteComponent(() => import('../screens/archive/archive')),
})
const passport = createRoute({
  getParentRoute: () => app,
  path: '/products/$productId',
  validateSearch: (raw: Raw): { page?: number; field?: string } => ({ page: id(raw, 'page'), field: text(raw, 'field') }),
  component: lazyRouteComponent(() => import('../screens/passport/passport')),
})
const admin = createRoute({
  getParentRoute: () => app,
  path: '/admin/$tab',
  component: lazyRouteComponent(() => import('../screens/admin/admin')),
})
const quarantine = createRoute({ getParentRoute: () => app, path: '/quarantine', component: lazyRouteComponent(() => import('../screens/quarantine/quarantine')) })
const account = createRoute({ getParentRoute: () => app, path: '/account', component: lazyRouteComponent(() => import('../screens/account/account')) })

const tree = root.addChildren([signin, setup, app.addChildren([home, mine, review, team, archive, passport, quarantine, admin, account])])

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultErrorComponent: Crash,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
