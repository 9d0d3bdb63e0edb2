import { Link, useParams } from '@tanstack/react-router'
import { hasRole } from '../../app/nav'
import { useMe } from '../../app/scope'
import { useWords } from '../../i18n'
import { Notice, Page, TabBar } from '../../ui'
import { People } from './people'
import { Roles } from './roles'
import { Units } from './units'
import { Catalogue, Periods } from './lists'

const tabs = { people: People, units: Units, roles: Roles, periods: Periods, catalogue: Catalogue } as const
type Tab = keyof typeof tabs

/** S7 Quản trị: people, units, roles; periods and catalogue to look at. */
export default function Admin() {
  const { t } = useWords()
  const me = useMe()
  const { tab } = useParams({ from: '/app/admin/$tab' })
  const chosen: Tab = tab in tabs ? (tab as Tab) : 'people'
  const Content = tabs[chosen]
  return (
    <Page title={t('nav.admin')}>
      {!hasRole(me, 'admin') ? (
        <Notice tone="wait">{t('state.whoCanGive')}</Notice>
      ) : (
        <>
          <TabBar label={t('admin.parts')}>
            {(Object.keys(tabs) as Tab[]).map((name) => (
              <Link key={name} to="/admin/$tab" params={{ tab: name }} aria-current={name === chosen ? 'page' : undefined}>
                {t(`admin.${name}`)}
              </Link>
            ))}
          </TabBar>
          <Content />
        </>
      )}
    </Page>
  )
}
