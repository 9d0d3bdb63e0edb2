import type { Level } from '../api/types'
import { useWords } from '../i18n'
import { Status, type IconName, type Tone } from '../ui'

const looks: Record<Level, [Tone, IconName]> = {
  excellent: ['good', 'check'],
  good: ['good', 'check'],
  completed: ['wait', 'info'],
  'not-completed': ['bad', 'warn'],
}

/** The candidate level of a card, or why there is none yet. */
export function LevelMark({ level, status }: { level: string | null; status: string }) {
  const { t } = useWords()
  if (status === 'insufficient-data') return <Status tone="calm" icon="info">{t('level.insufficient')}</Status>
  if (!level) return <Status tone="wait" icon="clock">{status === '' ? t('level.none') : t('level.provisional')}</Status>
  const [tone, icon] = looks[level as Level]
  return <Status tone={tone} icon={icon}>{t(`level.${level as Level}`)}</Status>
}
