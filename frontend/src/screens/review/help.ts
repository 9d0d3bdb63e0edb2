import { useWords } from '../../i18n'
import type { ShortcutHelp } from '../../app/shortcut-sheet'

export function useReviewHelp(): ShortcutHelp[] {
  const { t } = useWords()
  return [
    { keys: ['A'], text: t('keys.accept') },
    { keys: ['R', '1–6'], text: t('keys.return') },
    { keys: ['Q'], text: t('keys.fault') },
    { keys: ['T'], text: t('keys.delay') },
    { keys: ['J', 'K'], text: t('keys.item') },
    { keys: ['Shift+J', 'Shift+K'], text: t('keys.person') },
    { keys: ['→', '←'], text: t('keys.pages') },
    { keys: ['Z'], text: t('keys.undo') },
    { keys: ['G'], text: t('keys.first') },
    { keys: ['?'], text: t('keys.help') },
  ]
}
