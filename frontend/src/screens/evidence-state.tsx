import type { EvidenceState } from '../api/types'
import { useWords } from '../i18n'
import { Status, type IconName, type Tone } from '../ui'

const looks: Record<EvidenceState, [Tone, IconName]> = {
  draft: ['calm', 'pen'],
  submitted: ['wait', 'clock'],
  accepted: ['good', 'check'],
  returned: ['bad', 'back'],
  withdrawn: ['calm', 'minus'],
}

export function EvidenceMark({ state }: { state: string }) {
  const { t } = useWords()
  const [tone, icon] = looks[state as EvidenceState]
  return <Status tone={tone} icon={icon}>{t(`evidence.${state as EvidenceState}`)}</Status>
}
