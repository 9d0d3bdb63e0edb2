import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { patch, post } from '../../api/client'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Evidence, ProductPatch, ProductView } from '../../api/types'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Button, Failure, Kbd, Loading, Notice, Status } from '../../ui'
import { changesOf, Facts, startFields, type Fields } from './facts'
import { Picker } from './picker'
import { targetOfSuggestion, type Target } from './choice'
import { PagePicture, Recognised } from './recognised'
import type { Item } from './uploads'
import css from './card.module.css'

interface Props {
  item: Item
  official: number
  periodId: number
  leading: boolean
  onSent: (evidence: Evidence) => void
  onDiscard: () => void
}

/** A received file: what the machine read, and the one question "is this it?". */
export function ReadyCard(props: Props) {
  const { t } = useWords()
  const view = useQuery(queries.product(props.item.product ?? 0))
  if (view.isPending) return <Loading rows={2} height={44} />
  if (view.isError) return <Failure error={view.error} retry={() => void view.refetch()} />
  if (view.data.product.read === 'pending') {
    return (
      <div className={css.reading}>
        <Status tone="info" icon="search">{t('card.reading')}</Status>
        <Loading rows={3} height={40} />
      </div>
    )
  }
  return <Question {...props} view={view.data} reload={() => void view.refetch()} />
}

function Question({ item, official, periodId, leading, onSent, onDiscard, view, reload }: Props & { view: ProductView; reload: () => void }) {
  const { t } = useWords()
  const [fields, setFields] = useState<Fields>(() => startFields(view))
  const [editing, setEditing] = useState(false)
  const [target, setTarget] = useState<Target | null>(() => (view.suggestions[0] ? targetOfSuggestion(view.suggestions[0]) : null))
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const confirm = useRef<HTMLButtonElement>(null)
  const { product } = view

  // The answer is one Enter away, unless the person is already writing somewhere.
  useEffect(() => {
    const at = document.activeElement
    if (leading && (!at || at === document.body || at.tagName === 'BUTTON' || at.tagName === 'MAIN')) confirm.current?.focus({ preventScroll: true })
  }, [leading])

  const choose = (n: number) => () => {
    const suggestion = view.suggestions[n]
    if (suggestion) setTarget(targetOfSuggestion(suggestion))
  }
  useShortcuts(leading ? { '1': choose(0), '2': choose(1), '3': choose(2), E: () => setEditing(true) } : {})

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const changes = changesOf(fields, product)
    if (changes === null) return setEditing(true)
    if (!target && !item.answers) return
    setBusy(true)
    setError(undefined)
    try {
      if (Object.keys(changes).length > 0) await patch<ProductView>(`/products/${product.id}`, changes satisfies ProductPatch)
      const evidence = item.answers
        ? await post<Evidence>(`/evidence/${item.answers.id}/resubmit`, { version: item.answers.version, product_id: product.id })
        : await post<Evidence>('/evidence', { product_id: product.id, ...target, period_id: periodId })
      onSent(evidence)
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className={css.ready} onSubmit={(event) => void submit(event)} noValidate>
      <PagePicture product={product} />
      <div className="stack">
        {product.read === 'not-read' && <Notice tone="wait">{t('card.notRead')}</Notice>}
        <Facts view={view} fields={fields} onChange={setFields} editing={editing} onEdit={() => setEditing(true)} />
        {item.answers ? (
          <p>
            {t('card.answers')} <strong>{item.answers.indicator_name}</strong>
          </p>
        ) : (
          <Picker suggestions={view.suggestions} target={target} onTarget={setTarget} official={official} periodId={periodId} />
        )}
        {error && <Failure error={error} retry={reload} />}
        <div className={css.answer}>
          <Button ref={confirm} type="submit" icon="check" size="md" loading={busy} disabled={!target && !item.answers}>
            {t('card.confirm')}
          </Button>
          <span className={`${css.hint} small muted`}>
            <Kbd>Enter</Kbd> {t('card.confirmHint')} · <Kbd>1</Kbd>–<Kbd>3</Kbd> {t('card.chooseHint')} · <Kbd>E</Kbd> {t('card.editHint')}
          </span>
          <Button variant="subtle" color="seal" onClick={onDiscard}>
            {t('card.discard')}
          </Button>
        </div>
        <Recognised product={product} />
      </div>
    </form>
  )
}
