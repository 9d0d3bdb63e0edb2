import { useState } from 'react'
import { useShortcuts } from '../../app/keys'
import { ShortcutSheet } from '../../app/shortcut-sheet'
import { useWords } from '../../i18n'
import { Button } from '../../ui'
import css from './mine.module.css'

/** The keys of this screen behind `?`, and the button for those who do not know that. */
export function MineHelp() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  useShortcuts({ '?': () => setOpen(true) })
  return (
    <>
      <Button variant="default" size="xs" icon="keys" className={css.help} onClick={() => setOpen(true)}>
        {t('keys.open')}
      </Button>
      <ShortcutSheet
        open={open}
        onClose={() => setOpen(false)}
        items={[
          { keys: ['Enter'], text: t('keys.confirm') },
          { keys: ['1–3'], text: t('keys.suggest') },
          { keys: ['E'], text: t('keys.edit') },
          { keys: ['Ctrl+Z'], text: t('keys.takeBack') },
          { keys: ['?'], text: t('keys.help') },
        ]}
      />
    </>
  )
}
