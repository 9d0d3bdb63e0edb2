import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { post } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import { useWords } from '../../i18n'
import { Button, Failure, PasswordField, toast } from '../../ui'

const empty = { old: '', fresh: '', again: '' }

export function PasswordForm({ login }: { login: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [form, setForm] = useState(empty)
  const [checked, setChecked] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const short = form.fresh.length < 12
  const differs = form.fresh !== form.again
  const field = (key: keyof typeof empty, complete: string) => ({
    showLabel: t('signin.show'), autoComplete: complete, required: true, withAsterisk: false, value: form[key],
    onChange: (e: { target: { value: string } }) => setForm({ ...form, [key]: e.target.value }),
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (short || differs) return
    setBusy(true)
    setError(undefined)
    try {
      await post('/me/password', { old: form.old, new: form.fresh })
      void client.invalidateQueries({ queryKey: ['me'] })
      setForm(empty)
      setChecked(false)
      toast(t('account.changed'))
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField label={t('account.old')} {...field('old', 'current-password')} />
      <PasswordField label={t('account.new')} description={t('account.passwordRule')} error={checked && short ? t('account.tooShort') : undefined} {...field('fresh', 'new-password')} />
      <PasswordField label={t('account.again')} error={checked && differs ? t('account.differs') : undefined} {...field('again', 'new-password')} />
      {error && <Failure error={error} />}
      <Button type="submit" loading={busy}>{t('account.change')}</Button>
    </form>
  )
}
