import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { useTranslation } from 'react-i18next'
import { readPreference, writePreference } from '../app/preferences'
import type { Words } from '../api/types'
import vi from './vi.json'

export type Language = 'vi' | 'en'

/** Starts with Vietnamese, which is bundled; English comes as its own file when asked for. */
export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { vi: { translation: vi } },
    lng: 'vi',
    fallbackLng: 'vi',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const wanted = readPreference('language')
  if (wanted === 'en') await changeLanguage('en')
  else document.documentElement.lang = 'vi'
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const en = (await import('./en.json')).default
    i18next.addResourceBundle('en', 'translation', en)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  writePreference('language', language)
}

/** The translator, the language, and `say` for the sentences that the server sends in both. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'vi'
  const say = (words: Partial<Words> | null | undefined): string =>
    (language === 'en' ? words?.en || words?.vi : words?.vi || words?.en) ?? ''
  return { t, language, say }
}
