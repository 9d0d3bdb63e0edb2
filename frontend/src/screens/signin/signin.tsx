import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { post } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Me } from '../../api/types'
import { useWords } from '../../i18n'
import { Button, Failure, Loading, Notice, PasswordField, TextField } from '../../ui'
import { Frame } from './frame'
import css from './signin.module.css'

const route = getRouteApi('/signin')

export default function SignIn() {
  const { t, say } = useWords()
  const { next } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  const status = useQuery(queries.status())
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState('')
  const [error, setError] = useState<ApiError>()

  const enter = async (name: string, secret: string) => {
    setBusy(name)
    setError(undefined)
    try {
      const me = await post<Me>('/session', { login: name, password: secret })
      client.clear()
      client.setQueryData(queries.me().queryKey, me)
      router.history.push(next ?? '/')
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy('')
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(login.trim(), password)
  }
  const wait = Number(error?.info.retry_after_s ?? 0)

  return (
    <Frame title={t('signin.title')} office={status.data?.name}>
      {status.data?.setup_needed && <Notice tone="info">{t('signin.setupNeeded')}</Notice>}
      <form className="stack" onSubmit={submit}>
        <TextField label={t('signin.login')} autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} value={login} onChange={(e) => setLogin(e.target.value)} />
        <PasswordField label={t('signin.password')} showLabel={t('signin.show')} autoComplete="current-password" required withAsterisk={false} value={password} onChange={(e) => setPassword(e.target.value)} />
        {error?.status === 401 ? (
          <Notice tone="bad">{t('signin.wrong')}</Notice>
        ) : error?.status === 429 ? (
          <Notice tone="bad">{t('signin.tooMany', { seconds: wait || 60 })}</Notice>
        ) : (
          error && <Failure error={error} />
        )}
        <Button type="submit" size="md" loading={busy !== '' && busy === login.trim()}>
          {t('signin.enter')}
        </Button>
      </form>
      {status.isPending && <Loading rows={1} height={56} />}
      {status.isError && <Failure error={status.error} retry={() => void status.refetch()} />}
      {status.data?.demo && (
        <section className={css.demo} aria-labelledby="demo-title">
          <h2 id="demo-title">{t('signin.demo')}</h2>
          <p className="muted small">{t('signin.demoText')}</p>
          <ul className="plain">
            {(status.data.demo_accounts ?? []).map((account) => (
              <li key={account.login}>
                <button type="button" disabled={busy !== ''} onClick={() => void enter(account.login, account.password)}>
                  <strong>{account.name}</strong>
                  <span>{say(account.role_text)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  )
}
