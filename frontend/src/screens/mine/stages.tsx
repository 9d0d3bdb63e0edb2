import { useReading } from '../../app/live'
import { useWords } from '../../i18n'
import { Icon, Meter } from '../../ui'
import css from './card.module.css'

const steps = ['queued', 'text', 'ocr', 'fields'] as const

/** How far the machine is with reading a file: the steps, and pages while pictures are read. */
export function Stages({ product, name, attending }: { product: number; name: string; attending: boolean }) {
  const { t } = useWords()
  const reading = useReading(product)
  const stage = reading?.stage === 'done' || reading?.stage === 'copy' ? 'fields' : (reading?.stage ?? 'queued')
  const at = steps.indexOf(stage)
  const pages = stage === 'ocr' && reading && reading.pages > 0 ? { page: Math.min(reading.page + 1, reading.pages), pages: reading.pages } : undefined
  const words = pages ? t('stage.page', pages) : t(`stage.${stage}`)
  return (
    <div className={css.stages}>
      <ol>
        {/* A paper with text of its own has no pictures to read: that step is shown only when it comes. */}
        {steps.filter((step) => step !== 'ocr' || stage === 'ocr').map((step) => {
          const state = steps.indexOf(step) < at ? 'done' : step === stage ? 'now' : 'next'
          return (
            <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <Icon name={state === 'done' ? 'check' : state === 'now' ? 'search' : 'clock'} size={16} />
              {step === 'ocr' && pages ? words : t(`stage.${step}`)}
            </li>
          )
        })}
      </ol>
      {pages && <Meter percent={((pages.page - 1) / pages.pages) * 100} label={t('stage.progress', { name })} />}
      <p className="heard" role="status">{words}</p>
      {attending && <p className="small muted">{t('stage.attending')}</p>}
    </div>
  )
}
