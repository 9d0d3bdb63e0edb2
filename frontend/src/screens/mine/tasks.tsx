import { useQuery } from '@tanstack/react-query'
import * as queries from '../../api/queries'
import type { Task } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Empty, Failure, FileButton, Loading, Panel, Status } from '../../ui'
import { useDropRow } from './use-drop-row'
import css from './mine.module.css'

/** "Việc cần minh chứng", the nearest deadline first; each row takes files. */
export function Tasks({ official, periodId, open }: { official: number; periodId: number; open: boolean }) {
  const { t } = useWords()
  const tasks = useQuery(queries.tasks(official, periodId))
  return (
    <Panel title={t('tasks.title')} count={tasks.data?.items.length}>
      {tasks.isPending ? (
        <Loading rows={4} height={56} />
      ) : tasks.isError ? (
        <Failure error={tasks.error} retry={() => void tasks.refetch()} />
      ) : tasks.data.items.length === 0 ? (
        <Empty>{t('tasks.empty')}</Empty>
      ) : (
        <ul className={css.rows}>
          {tasks.data.items.map((task) => (
            <TaskRow key={task.plan_line.id} task={task} open={open} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function TaskRow({ task, open }: { task: Task; open: boolean }) {
  const { t } = useWords()
  const { plan_line: line } = task
  const { add, handlers } = useDropRow({
    task: line.id, period: line.period_id, target: { plan_line_id: line.id, indicator_id: line.indicator_id, type_id: line.type_id },
  })
  const title = task.plan_line.title || task.type_name
  return (
    <li className={css.rowItem} {...(open ? handlers : {})}>
      <div className={css.rowMain}>
        <strong>{title}</strong>
        <span className="small muted">
          {task.indicator_name}
          {title !== task.type_name && ` · ${task.type_name}`}
        </span>
      </div>
      <span className={css.rowCount}>
        <strong className="number">
          {task.accepted.show}/{task.assigned.show}
        </strong>{' '}
        {task.unit}
        {task.pending.exact !== '0' && task.pending.exact !== '0/1' && (
          <span className="small muted">{t('tasks.pending', { n: task.pending.show })}</span>
        )}
      </span>
      <span className={css.rowDue}>
        <span className="number">{day(task.plan_line.due)}</span>
        <Deadline task={task} />
      </span>
      {open && (
        <FileButton size="xs" variant="default" icon="upload" label={t('tasks.attachTo', { title })} onFiles={add}>
          {t('tasks.attach')}
        </FileButton>
      )}
    </li>
  )
}

function Deadline({ task }: { task: Task }) {
  const { t } = useWords()
  if (task.overdue) return <Status tone="bad" icon="warn">{t('tasks.overdue', { count: Math.abs(task.days_left) })}</Status>
  if (task.days_left < 0) return <Status tone="good" icon="check">{t('tasks.full')}</Status> // past its day and not overdue: it has all it needs
  if (task.days_left === 0) return <Status tone="wait" icon="clock">{t('tasks.today')}</Status>
  const near = task.days_left <= 3
  return <Status tone={near ? 'wait' : 'calm'} icon="clock">{t('tasks.left', { count: task.days_left })}</Status>
}
