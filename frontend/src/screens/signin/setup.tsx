import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { post } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Me } from '../../api/types'
import { useWords } from '../../i18n'
import { Button, Failure, Notice, PasswordField, TextField } from '../../ui'
import { Frame } from './frame'

const route = getRouteApi('/setup')

/** The first administrator, by the one-time link that the program printed when it started. */
export default function Setup() {
  const { t } = useWords()
  const { token } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  const [form, setForm] = useState({ agency: '', login: '', name: '', password: '', again: '' })
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const [checked, setChecked] = useState(false)
  const field = (key: keyof typeof form) => ({
    value: form[key],
    required: true,
    withAsterisk: false,
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value }),
  })
  const differs = form.password !== form.again
  const short = form.password.length < 12

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (differs || short) return
    setBusy(true)
    try {
      const me = await post<Me>('/setup', { token, agency: form.agency.trim(), login: form.login.trim(), name: form.name.trim(), password: form.password })
      client.clear()
      client.setQueryData(queries.me().queryKey, me)
      await router.navigate({ to: '/' })
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Frame title={t('setup.title')}>
      {token ? <p className="muted">{t('setup.lead')}</p> : <Notice tone="bad">{t('setup.noToken')}</Notice>}
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextField label={t('setup.agency')} autoComplete="organization" {...field('agency')} />
        <TextField label={t('setup.name')} autoComplete="name" {...field('name')} />
        <TextField label={t('signin.login')} autoComplete="username" autoCapitalize="none" {...field('login')} />
        <PasswordField label={t('signin.password')} showLabel={t('signin.show')} description={t('account.passwordRule')} autoComplete="new-password" error={checked && short ? t('account.tooShort') : undefined} {...field('password')} />
        <PasswordField label={t('account.again')} showLabel={t('signin.show')} autoComplete="new-password" error={checked && differs ? t('account.differs') : undefined} {...field('again')} />
        {error && <Failure error={error} />}
        <Button type="submit" size="md" loading={busy} disabled={!token}>
          {t('setup.create')}
        </Button>
      </form>
    </Frame>
  )
}
