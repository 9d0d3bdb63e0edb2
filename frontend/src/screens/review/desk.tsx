import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import * as queries from '../../api/queries'
import { returnCodes, type Evidence, type ReturnCode } from '../../api/types'
import { useShortcuts } from '../../app/keys'
import { useScope } from '../../app/scope'
import { useWords } from '../../i18n'
import { toast } from '../../ui'
import { Viewer, type ViewerHandle } from '../../viewer/viewer'
import { Decision } from './decision'
import { changeMarks, startMarks, type Marks } from './marks'
import { nextWaiting, step, stepPerson, waits } from './order'
import { useDecisions } from './use-decisions'

interface Props { items: Evidence[]; item: Evidence; onOpen: (item: Evidence | undefined) => void; onHelp: () => void }

/** One item under judgement: its document, its decision card and the keys. */
export function Desk({ items, item, onOpen, onHelp }: Props) {
  const { t } = useWords()
  const { periodId, unit } = useScope()
  const viewer = useRef<ViewerHandle>(null)
  const decisions = useDecisions(periodId, unit)
  const product = useQuery(queries.product(item.product_id))
  const stamp = `${item.id}.${item.version}`
  const [edited, setEdited] = useState<{ stamp: string; marks: Marks }>()
  const [returning, setReturning] = useState('')
  const shownAt = useRef(0)
  useEffect(() => {
    shownAt.current = performance.now()
  }, [item.id])

  const marks = edited?.stamp === stamp ? edited.marks : startMarks(item)
  const change = (part: Partial<Marks>) => setEdited({ stamp, marks: changeMarks(marks, part) })
  const may = waits(item) && item.may.review && !decisions.sending.includes(item.id)
  const seen = () => Math.round(performance.now() - shownAt.current)
  const isReturning = returning === stamp

  const undoLast = async () => {
    const back = await decisions.undo(items)
    if (back) onOpen(back)
    else toast(t('review.nothingToUndo'))
  }
  const forward = (said: string) => {
    setReturning('')
    toast(said, { label: t('card.undo'), run: () => void undoLast() })
    onOpen(nextWaiting(items, item.id))
  }
  const accept = () => {
    if (!may) return
    void decisions.accept(item, marks, seen())
    forward(t('review.accepted', { title: item.product_title }))
  }
  const giveBack = (code: ReturnCode) => {
    if (!may) return
    void decisions.giveBack(item, code, marks.note.trim() || t(`reason.${code}`, { lng: 'vi' }), seen())
    forward(t('review.returned', { title: item.product_title }))
  }
  const digits = Object.fromEntries(returnCodes.map((code, i) => [String(i + 1), isReturning ? () => giveBack(code) : undefined]))
  useShortcuts({
    A: accept,
    R: () => may && setReturning(isReturning ? '' : stamp),
    ...digits,
    Escape: isReturning ? () => setReturning('') : undefined,
    Q: () => may && change({ faults: marks.faults + 1 }),
    'Shift+Q': () => may && change({ faults: marks.faults - 1 }),
    T: () => may && change({ delays: marks.delays + 1 }),
    'Shift+T': () => may && change({ delays: marks.delays - 1 }),
    J: () => onOpen(step(items, item.id, 1)),
    K: () => onOpen(step(items, item.id, -1)),
    'Shift+J': () => onOpen(stepPerson(items, item.id, 1)),
    'Shift+K': () => onOpen(stepPerson(items, item.id, -1)),
    ArrowRight: () => viewer.current?.turn(1),
    ArrowLeft: () => viewer.current?.turn(-1),
    Z: () => void undoLast(),
    G: () => onOpen(items.find(waits)),
    '?': onHelp,
  })
  return (
    <>
      <Viewer ref={viewer} viewed={{ id: item.product_id, media_type: item.media_type, pages: item.pages, title: item.product_title || t('product.untitled'), copy: product.isError ? '' : product.data?.searchable }} />
      <Decision
        item={item}
        product={product.data}
        marks={marks}
        may={may}
        returning={isReturning}
        refusal={decisions.refusal}
        onMarks={change}
        onAccept={accept}
        onReturn={() => setReturning(isReturning ? '' : stamp)}
        onReason={giveBack}
        onUndo={() => void undoLast()}
        onRefused={() => {
          const about = items.find((i) => i.id === decisions.refusal?.id)
          decisions.forgetRefusal()
          onOpen(about)
        }}
      />
    </>
  )
}
