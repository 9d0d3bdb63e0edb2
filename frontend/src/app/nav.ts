import type { Me, Role } from '../api/types'
import type { IconName } from '../ui'

export interface NavItem {
  to: '/mine' | '/review' | '/team' | '/archive' | '/quarantine' | '/admin/$tab' | '/account'
  key: 'mine' | 'review' | 'team' | 'archive' | 'quarantine' | 'admin' | 'account'
  icon: IconName
}

export const hasRole = (me: Me, ...roles: Role[]) => me.roles.some((granted) => roles.includes(granted.role))

/** The screens a person may open, the most used first. The server decides again on each call. */
export function navOf(me: Me): NavItem[] {
  const items: NavItem[] = []
  const judges = hasRole(me, 'supervisor', 'head')
  if (me.official) items.push({ to: '/mine', key: 'mine', icon: 'mine' })
  if (judges) items.push({ to: '/review', key: 'review', icon: 'review' })
  if (judges) items.push({ to: '/team', key: 'team', icon: 'team' })
  if (me.official || hasRole(me, 'supervisor', 'head', 'inspector')) items.push({ to: '/archive', key: 'archive', icon: 'archive' })
  if (hasRole(me, 'head', 'admin')) items.push({ to: '/quarantine', key: 'quarantine', icon: 'shield' })
  if (hasRole(me, 'admin')) items.push({ to: '/admin/$tab', key: 'admin', icon: 'admin' })
  items.push({ to: '/account', key: 'account', icon: 'account' })
  return items
}

/** Where a person lands: the work that waits for them. */
export function homeOf(me: Me): NavItem['to'] {
  return hasRole(me, 'supervisor', 'head') ? '/review' : navOf(me)[0]!.to
}
