import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { patch, post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Account } from '../../api/types'
import { useMe } from '../../app/scope'
import { useWords } from '../../i18n'
import { Button, Failure, Notice, Status } from '../../ui'
import { AccountForm } from './account-form'
import { ListPanel } from './list-panel'
import { OfficialForm } from './official-form'
import { useChange } from './use-change'

/** Accounts that sign in, and the officials who are judged: two lists, because one is not the other. */
export function People() {
  const { t } = useWords()
  const me = useMe()
  const accounts = useQuery(queries.accounts())
  const officials = useQuery(queries.officials())
  const [adding, setAdding] = useState<'' | 'account' | 'official'>('')
  const [secret, setSecret] = useState<{ login: string; password: string }>()
  const toggle = useChange((account: Account) => patch(`/accounts/${account.id}`, { disabled: !account.disabled }), ['accounts'])
  const reset = useChange((account: Account) => post<{ one_time_password: string }>(`/accounts/${account.id}/reset`), ['accounts'])
  const code = (id: number) => officials.data?.items.find((official) => official.id === id)?.staff_code ?? ''

  return (
    <>
      {secret && (
        <Notice tone="info">
          <strong>{t('admin.oneTime', { login: secret.login })}</strong>
          <code style={{ fontSize: '1.25rem' }} data-testid="one-time">{secret.password}</code>
          <span>{t('admin.oneTimeText')}</span>
          <Button size="xs" variant="default" onClick={() => setSecret(undefined)}>{t('card.close')}</Button>
        </Notice>
      )}
      {(toggle.error ?? reset.error) && <Failure error={toggle.error ?? reset.error} />}
      {adding === 'account' && <AccountForm onDone={(made) => { setAdding(''); if (made) setSecret(made) }} />}
      <ListPanel
        title={t('admin.accounts')}
        list={accounts}
        actions={<Button size="xs" icon="plus" onClick={() => setAdding('account')}>{t('admin.addAccount')}</Button>}
        head={[t('signin.login'), t('admin.name'), t('account.code'), t('admin.state'), t('admin.actions')]}
        row={(account) => (
          <tr key={account.id}>
            <td>{account.login}</td>
            <td>{account.name}</td>
            <td>{code(account.official_id)}</td>
            <td>{account.disabled ? <Status tone="calm" icon="lock">{t('admin.disabled')}</Status> : <Status tone="good" icon="check">{t('admin.enabled')}</Status>}</td>
            <td>
              <span className="row">
                <Button size="xs" variant="default" loading={reset.isPending && reset.variables.id === account.id} onClick={() => reset.mutate(account, { onSuccess: ({ one_time_password }) => setSecret({ login: account.login, password: one_time_password }) })} aria-label={t('admin.resetOf', { name: account.name })}>
                  {t('admin.reset')}
                </Button>
                {account.id !== me.account_id && (
                  <Button size="xs" variant="default" onClick={() => toggle.mutate(account)} aria-label={t(account.disabled ? 'admin.enableOf' : 'admin.disableOf', { name: account.name })}>
                    {t(account.disabled ? 'admin.enable' : 'admin.disable')}
                  </Button>
                )}
              </span>
            </td>
          </tr>
        )}
      />
      {adding === 'official' && <OfficialForm onDone={() => setAdding('')} />}
      <ListPanel
        title={t('admin.officials')}
        list={officials}
        actions={<Button size="xs" icon="plus" onClick={() => setAdding('official')}>{t('admin.addOfficial')}</Button>}
        head={[t('account.code'), t('admin.name'), t('account.post'), t('shell.unit'), t('admin.leader')]}
        row={(official) => (
          <tr key={official.id}>
            <td>{official.staff_code}</td>
            <td>{official.name}</td>
            <td>{official.post_title}</td>
            <td>{official.unit_name}</td>
            <td>{official.leader ? t('admin.yes') : t('admin.no')}</td>
          </tr>
        )}
      />
    </>
  )
}
