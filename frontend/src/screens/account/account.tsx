import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { remove } from '../../api/client'
import { useMe } from '../../app/scope'
import { usePreference } from '../../app/use-preference'
import { changeLanguage, useWords, type Language } from '../../i18n'
import { Button, Page, Panel, SelectField, Toggle } from '../../ui'
import type { Preferences } from '../../app/preferences'
import { PasswordForm } from './password-form'
import css from './account.module.css'

/** Who one is here, and how this browser shows it. */
export default function Account() {
  const { t, language } = useWords()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [size, setSize] = usePreference('size')
  const [shortcuts, setShortcuts] = usePreference('shortcuts')
  const leave = async () => {
    await remove('/session').catch(() => undefined)
    client.clear()
    await navigate({ to: '/signin', search: {} })
  }
  return (
    <Page title={t('account.title')}>
      <div className={css.grid}>
        <Panel title={t('account.who')}>
          <dl className={css.facts}>
            <div><dt>{t('admin.name')}</dt><dd>{me.name}</dd></div>
            <div><dt>{t('signin.login')}</dt><dd>{me.login}</dd></div>
            {me.official && <div><dt>{t('account.code')}</dt><dd>{me.official.staff_code}</dd></div>}
            {me.official && <div><dt>{t('account.post')}</dt><dd>{me.official.post_title}, {me.official.unit_name}</dd></div>}
            <div>
              <dt>{t('account.roles')}</dt>
              <dd>
                {me.roles.length === 0 ? t('account.noRoles') : me.roles.map((granted) => <span key={`${granted.role}-${granted.unit_id}`} className={css.role}>{t(`role.${granted.role}`)} · {granted.unit_name}</span>)}
              </dd>
            </div>
          </dl>
          <Button variant="default" icon="out" onClick={() => void leave()}>{t('account.signOut')}</Button>
        </Panel>
        <Panel title={t('account.display')}>
          <div className="stack">
            <SelectField label={t('account.language')} value={language} onChange={(e) => void changeLanguage(e.currentTarget.value as Language)} data={[{ value: 'vi', label: 'Tiếng Việt' }, { value: 'en', label: 'English' }]} />
            <SelectField label={t('account.size')} value={size} onChange={(e) => setSize(e.currentTarget.value as Preferences['size'])} data={(['normal', 'large', 'larger'] as const).map((value) => ({ value, label: t(`account.sizes.${value}`) }))} />
            <Toggle label={t('keys.switch')} description={t('keys.switchText')} checked={shortcuts === 'on'} onChange={(e) => setShortcuts(e.currentTarget.checked ? 'on' : 'off')} />
          </div>
        </Panel>
        <Panel title={t('account.password')}>
          <PasswordForm login={me.login} />
        </Panel>
      </div>
    </Page>
  )
}
