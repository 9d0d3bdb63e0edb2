import { Link, Outlet, useMatchRoute, useNavigate, useRouter } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { remove } from '../api/client'
import { useWords, changeLanguage } from '../i18n'
import { Icon, Notice } from '../ui'
import { Bell } from '../screens/notices/bell'
import { useLive } from './live'
import { navOf, type NavItem } from './nav'
import { unitsOf, useMe, useScope } from './scope'
import css from './shell.module.css'

/** The frame of every screen: top bar, navigation left from 1200 px, tabs below on a phone. */
export function Shell() {
  const { t } = useWords()
  const me = useMe()
  useLive(me.account_id)
  const items = navOf(me)
  const tabs = items.length > 5 ? items.slice(0, 4) : items
  const rest = items.slice(tabs.length)
  const [more, setMore] = useState(false)
  return (
    <div className={css.shell}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <TopBar />
      <nav className={css.side} aria-label={t('shell.nav')}>
        {items.map((item) => (
          <NavLink key={item.key} item={item} />
        ))}
      </nav>
      <main id="main" className={css.main} tabIndex={-1}>
        {me.must_change && (
          <Notice tone="wait">
            <span>
              {t('shell.mustChange')} <Link to="/account">{t('account.change')}</Link>
            </span>
          </Notice>
        )}
        <Outlet />
      </main>
      <nav className={css.tabs} aria-label={t('shell.nav')}>
        {tabs.map((item) => (
          <NavLink key={item.key} item={item} short />
        ))}
        {rest.length > 0 && (
          <div className={css.moreBox}>
            <button type="button" className={css.tab} aria-expanded={more} onClick={() => setMore(!more)}>
              <Icon name="more" />
              <span>{t('shell.more')}</span>
            </button>
            {more && (
              <div className={css.moreList} onClick={() => setMore(false)}>
                {rest.map((item) => (
                  <NavLink key={item.key} item={item} />
                ))}
              </div>
            )}
          </div>
        )}
      </nav>
    </div>
  )
}

function NavLink({ item, short }: { item: NavItem; short?: boolean }) {
  const { t } = useWords()
  const matches = useMatchRoute()
  const active = Boolean(matches({ to: item.to, fuzzy: true }))
  return (
    <Link to={item.to} params={{ tab: 'people' }} className={css.tab} aria-current={active ? 'page' : undefined}>
      <Icon name={item.icon} />
      <span>{t(short ? `navShort.${item.key}` : `nav.${item.key}`)}</span>
    </Link>
  )
}

function TopBar() {
  const { t, language, say } = useWords()
  const me = useMe()
  const { periodId, unit } = useScope()
  const navigate = useNavigate()
  const router = useRouter()
  const client = useQueryClient()
  const units = unitsOf(me)
  const choose = (part: { period?: number; unit?: number | undefined }) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }) as never })
  const leave = async () => {
    await remove('/session').catch(() => undefined)
    client.clear()
    await router.navigate({ to: '/signin', search: {} })
  }
  return (
    <header className={css.bar}>
      <Link to="/" className={css.brand} aria-label="Minh Chứng">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>Minh Chứng</span>
      </Link>
      <div className={css.scope}>
        {units.length > 1 && (
          <select aria-label={t('shell.unit')} className={css.unit} value={unit ?? ''} onChange={(e) => choose({ unit: Number(e.target.value) || undefined })}>
            <option value="">{t('shell.allUnits')}</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        {me.periods.length > 0 && (
          <select aria-label={t('shell.period')} value={periodId} onChange={(e) => choose({ period: Number(e.target.value) })}>
            {me.periods.map((period) => (
              <option key={period.id} value={period.id}>
                {say(period.label)}
              </option>
            ))}
          </select>
        )}
      </div>
      <button
        type="button"
        className={css.lang}
        lang={language === 'vi' ? 'en' : 'vi'}
        title={t('shell.language')}
        aria-label={language === 'vi' ? 'English' : 'Tiếng Việt'}
        onClick={() => void changeLanguage(language === 'vi' ? 'en' : 'vi')}
      >
        {language === 'vi' ? 'EN' : 'VI'}
      </button>
      <Bell />
      <Link to="/account" className={css.user} aria-label={`${t('nav.account')}: ${me.name}`}>
        <Icon name="account" size={18} />
        <span>{me.name}</span>
      </Link>
      <button type="button" className={css.leave} onClick={() => void leave()} aria-label={t('shell.signOut')} title={t('shell.signOut')}>
        <Icon name="out" size={18} />
      </button>
    </header>
  )
}
