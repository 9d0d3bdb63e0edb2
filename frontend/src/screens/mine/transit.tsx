import { useEffect, useState } from 'react'
import { bytes } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, FileButton, Meter, Notice } from '../../ui'
import type { Item } from './uploads'
import css from './card.module.css'

interface Props { item: Item; onRetry: () => void; onPause: () => void; onClose: () => void; onChosen: (files: File[]) => void }

/** A file on its way: how much is through, and what can be done when the line is bad. */
export function Transit(props: Props) {
  const { item, onRetry, onPause, onClose } = props
  const { t } = useWords()
  const percent = Math.floor(item.part * 100)
  const moving = item.phase === 'sending' || item.phase === 'hashing' || item.phase === 'waiting'
  return (
    <>
      <div className={css.sending}>
        <Meter percent={percent} label={item.phase === 'hashing' ? t('card.hashProgress', { name: item.name }) : t('card.progress', { name: item.name })} />
        <span className="number small">{percent} %</span>
        <span className="row">
          {item.phase === 'sending' && <Button size="xs" variant="default" icon="pause" onClick={onPause}>{t('card.pause')}</Button>}
          {moving && <Button size="xs" variant="default" onClick={onClose}>{t('card.stop')}</Button>}
        </span>
      </div>
      {item.phase === 'broken' && <Broken item={item} onRetry={onRetry} onPause={onPause} onClose={onClose} />}
      {item.phase === 'paused' && (
        <div className="row between">
          <span>{t('card.pausedText', { size: bytes(item.part * item.size) })}</span>
          <span className="row">
            <Button size="xs" icon="play" onClick={onRetry}>{t('card.goOn')}</Button>
            <Button size="xs" variant="default" onClick={onClose}>{t('card.drop')}</Button>
          </span>
        </div>
      )}
      {item.phase === 'halfway' && <Halfway {...props} />}
    </>
  )
}

/** The line broke: nothing is lost, it goes on by itself, and one press does it at once. */
function Broken({ item, onRetry, onPause, onClose }: Omit<Props, 'onChosen'>) {
  const { t } = useWords()
  const seconds = useSecondsTo(item.retryAt ?? 0)
  return (
    <Notice tone="wait">
      <strong>{item.part > 0 ? t('card.brokenKept', { size: bytes(item.part * item.size), of: bytes(item.size) }) : t('card.brokenNothing')}</strong>
      <span className="small">{t('card.brokenNext', { count: seconds })}</span>
      <span className="row">
        <Button size="xs" onClick={onRetry}>{t('card.goOnNow')}</Button>
        <Button size="xs" variant="default" onClick={onPause}>{t('card.pause')}</Button>
        <Button size="xs" variant="default" onClick={onClose}>{t('card.drop')}</Button>
      </span>
    </Notice>
  )
}

/** Cut off in an earlier visit: the same file, chosen again, goes on from there. */
function Halfway({ item, onChosen, onClose }: Props) {
  const { t } = useWords()
  return (
    <Notice tone="wait">
      <span>{t('card.halfwayText', { name: item.name, size: bytes(item.part * item.size), of: bytes(item.size) })}</span>
      <span className="row">
        <FileButton size="xs" icon="file" multiple={false} onFiles={onChosen}>{t('card.chooseAgain')}</FileButton>
        <Button size="xs" variant="default" onClick={onClose}>{t('card.drop')}</Button>
      </span>
    </Notice>
  )
}

function useSecondsTo(at: number): number {
  const left = () => Math.max(0, Math.ceil((at - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    setSeconds(left())
    const timer = setInterval(() => setSeconds(left()), 500)
    return () => clearInterval(timer)
  }, [at]) // eslint-disable-line react-hooks/exhaustive-deps -- `left` reads nothing but `at` and the clock
  return seconds
}
