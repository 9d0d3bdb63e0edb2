import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useWords } from '../i18n'
import { Empty, Failure, Page } from '../ui'

/** A screen that could not be drawn: nothing that was sent is lost by it. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main style={{ padding: '1.5rem' }}>
      <Failure
        error={error}
        retry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}

export function NotFound() {
  const { t } = useWords()
  return (
    <main style={{ padding: '1.5rem' }}>
      <Page title={t('notFound.title')}>
        <Empty action={<Link to="/">{t('notFound.home')}</Link>}>{t('notFound.text')}</Empty>
      </Page>
    </main>
  )
}
