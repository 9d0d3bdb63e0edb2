import { useWords } from '../i18n'

/** The types of Decree 30/2020/NĐ-CP, appendix III, by their abbreviations; công văn has none. */
export const docTypes = [
  'NQ', 'QĐ', 'CT', 'QC', 'QyĐ', 'TC', 'TB', 'HD', 'CTr', 'KH', 'PA', 'ĐA', 'DA', 'BC', 'BB', 'TTr', 'HĐ', 'CĐ', 'BGN', 'BTT', 'GUQ', 'GM', 'GGT', 'GNP', 'PG', 'PC', 'PB',
] as const
type DocType = (typeof docTypes)[number]

/** Says a type in full; an abbreviation that the decree does not know is said as it is. */
export function useDocType(): (code: string) => string {
  const { t } = useWords()
  return (code) => {
    if (code === '') return t('docType.none')
    return (docTypes as readonly string[]).includes(code) ? `${t(`docType.${code as DocType}`)} (${code})` : code
  }
}
