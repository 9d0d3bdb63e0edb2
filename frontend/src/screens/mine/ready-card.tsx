import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { toApiError, type ApiError } from '../../api/errors'
import * as queries from '../../api/queries'
import type { Evidence, ProductView } from '../../api/types'
import { useShortcuts } from '../../app/keys'
import { useWords } from '../../i18n'
import { Button, Failure, Kbd, Loading, Notice } from '../../ui'
import { SeenBefore } from '../seen-before'
import { SetAside } from '../set-aside'
import { SignatureLine } from '../signatures/line'
import { targetOfSuggestion } from './choice'
import { changesOf, Facts, sure, type Draft } from './facts'
import { handIn, startDraft } from './hand-in'
import { Excerpt, PagePicture } from './page-place'
import { Picker } from './picker'
import { Recognised } from './recognised'
import { Stages } from './stages'
import type { Item } from './uploads'
import css from './card.module.css'

interface Props {
  item: Item
  official: number
  periodId: number
  leading: boolean
  onDraft: (draft: Draft) => void
  onSent: (evidence: Evidence) => void
  onDiscard: () => void
}

/** A received file: what the machine read, and the one question "is this it?". */
export function ReadyCard(props: Props) {
  const { item } = props
  const view = useQuery(queries.product(item.product ?? 0))
  if (view.isPending) return <Loading rows={2} height={44} />
  if (view.isError) return <Failure error={view.error} retry={() => void view.refetch()} />
  if (view.data.product.read === 'pending' || item.attending) {
    return <Stages product={view.data.product.id} name={item.name} attending={item.attending ?? false} />
  }
  if (view.data.product.quarantined !== '') return <SetAside product={view.data.product} />
  return <Question {...props} view={view.data} reload={() => void view.refetch()} />
}

function Question({ item, official, periodId, leading, onDraft, onSent, onDiscard, view, reload }: Props & { view: ProductView; reload: () => void }) {
  const { t, say } = useWords()
  const draft = item.draft ?? startDraft(item, view)
  const { product } = view
  const placed = product.confidence.filter((guess) => guess.place)
  // The first doubt is shown on its paper before anybody asks.
  const [shown, setShown] = useState(() => placed.find((guess) => guess.percent < sure)?.field ?? '')
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const confirm = useRef<HTMLButtonElement>(null)
  const fresh = leading && item.receipt !== undefined
  const guess = placed.find(({ field }) => field === shown)
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part })

  // The answer to what was just dropped is one Enter away, unless the hand has gone on meanwhile.
  useEffect(() => {
    const at = document.activeElement
    const idle = !at || at === document.body || at.tagName === 'MAIN' || at.hasAttribute('data-files')
    if (fresh && idle) confirm.current?.focus({ preventScroll: true })
  }, [fresh])

  const choose = (n: number) => () => {
    const suggestion = view.suggestions[n]
    if (suggestion) change({ target: targetOfSuggestion(suggestion) })
  }
  useShortcuts(leading ? { '1': choose(0), '2': choose(1), '3': choose(2), E: () => change({ editing: true }) } : {})

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (changesOf(draft.fields, product) === null) return change({ editing: true })
    if (!draft.target && !item.answers) return
    setBusy(true)
    setError(undefined)
    try {
      onSent(await handIn(item, view, draft, item.period ?? periodId))
    } catch (cause) {
      setError(toApiError(cause))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className={css.ready} onSubmit={(event) => void submit(event)} noValidate>
      <PagePicture view={view} guess={guess} />
      <div className="stack">
        {product.read === 'not-read' && <Notice tone="wait">{t('card.notRead')}</Notice>}
        {view.problems.map((problem) => (
          <Notice key={`${problem.code}-${problem.page}`} tone="wait">{say(problem.text)}</Notice>
        ))}
        <SeenBefore view={view} />
        <Facts view={view} fields={draft.fields} onChange={(fields) => change({ fields })} editing={draft.editing} onEdit={() => change({ editing: true })} shown={shown} onShow={setShown} />
        {guess && <Excerpt key={guess.field} product={product} guess={guess} />}
        <SignatureLine view={view} />
        {item.answers ? (
          <p>
            {t('card.answers')} <strong>{item.answers.indicator_name}</strong>
          </p>
        ) : (
          <Picker suggestions={view.suggestions} target={draft.target} onTarget={(target) => change({ target })} official={official} periodId={periodId} />
        )}
        {error && <Failure error={error} retry={reload} />}
        <div className={css.answer}>
          <Button ref={confirm} type="submit" icon="check" size="md" loading={busy} disabled={(!draft.target && !item.answers) || Boolean(view.duplicate_of)}>
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
