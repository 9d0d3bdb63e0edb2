import { useEffect, useRef } from 'react'
import { useWords } from '../i18n'
import { Button, Kbd, Toggle } from '../ui'
import { usePreference } from './use-preference'
import css from './sheet.module.css'

export interface ShortcutHelp { keys: string[]; text: string }

/** The list behind `?`, with the switch that turns single keys off. */
export function ShortcutSheet({ open, onClose, items }: { open: boolean; onClose: () => void; items: ShortcutHelp[] }) {
  const { t } = useWords()
  const [shortcuts, setShortcuts] = usePreference('shortcuts')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const box = dialog.current
    if (open && box && !box.open) box.showModal()
    if (!open && box?.open) box.close()
  }, [open])
  return (
    <dialog ref={dialog} className={css.sheet} onClose={onClose} aria-label={t('keys.title')}>
      <div className="row between">
        <h2>{t('keys.title')}</h2>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('keys.close')}
        </Button>
      </div>
      <Toggle
        label={t('keys.switch')}
        description={t('keys.switchText')}
        checked={shortcuts === 'on'}
        onChange={(event) => setShortcuts(event.currentTarget.checked ? 'on' : 'off')}
      />
      <dl className={css.list}>
        {items.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  )
}
