import type { TFunction } from 'i18next'
import type { ApiError } from '../api/errors'
import { useWords, type Language } from '.'

/** The sentence for an error: the server's own words first, then ours by reason, then by status. */
export function errorText(error: ApiError, language: Language, t: TFunction): string {
  const words = language === 'en' ? error.words.en || error.words.vi : error.words.vi || error.words.en
  if (words) return words
  switch (error.reason) {
    case 'network':
      return t('error.network')
    case 'cancelled':
      return t('error.cancelled')
    case 'upload.too_large':
      return t('error.tooLarge')
    case 'file.unreadable':
      return t('error.unreadable')
    case 'upload.duplicate':
      return error.info.product_id ? t('error.duplicate') : t('error.duplicateHidden')
  }
  switch (error.status) {
    case 401:
      return t('error.unauthorized')
    case 403:
      return t('error.forbidden')
    case 404:
      return t('error.notFound')
    case 409:
      return t('error.conflict')
    case 429:
      return t('error.tooMany')
    case 503:
      return t('error.busy')
  }
  return t('error.unexpected')
}

export function useErrorText(): (error: ApiError) => string {
  const { t, language } = useWords()
  return (error) => errorText(error, language, t)
}
