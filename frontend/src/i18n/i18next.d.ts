import 'i18next'
import type vi from './vi.json'

// Keys come from the Vietnamese file: a key that is not there does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof vi }
  }
}
