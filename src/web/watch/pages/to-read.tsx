import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PageTask } from '../../../server/api.ts'
import { useMe } from '../../app/session.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { When } from '../../kit/when.tsx'
import { useNow } from '../../lib/clock.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './pages.module.css'
import { tasksQuery } from './queries.ts'

/** Whom a change waits for, and until when. */
export function TaskLine({ task }: { task: PageTask }) {
  const { t } = useTranslation('pages')
  const format = useFormat()
  const now = useNow()
  const late = task.due !== null && Date.parse(task.due) < now
  return (
    <span className="small hush">
      {task.assignee ?? t('task.nobody')}
      {task.due && (
        <>
          {' · '}
          <span className={late ? classes.late : undefined}>
            {t(late ? 'task.late' : 'task.due', {
              day: format.date(task.due, { day: 'numeric', month: 'long' }),
            })}
          </span>
        </>
      )}
    </span>
  )
}

/** Changes that somebody has still to read; `mine`: those of one's own, and those of nobody yet. */
export function ToRead({ mine, className }: { mine?: boolean; className?: string | undefined }) {
  const { t } = useTranslation('pages')
  const { user } = useMe()
  const members = useQuery({ ...membersQuery, enabled: mine === true }).data ?? []
  const memberId = members.find((member) => member.userId === user.id)?.id
  const tasks = (useQuery(tasksQuery).data ?? []).filter(
    (task) => !mine || task.assigneeId === null || task.assigneeId === memberId,
  )
  if (tasks.length === 0) return null
  return (
    <section className={`sheet ${className ?? ''}`} aria-labelledby="to-read">
      <h2 id="to-read">{t('to_read.title', { count: tasks.length })}</h2>
      <ul className={classes.tasks}>
        {tasks.slice(0, mine ? 5 : 50).map((task) => (
          <li key={task.id}>
            <Link
              to="/watch/pages/$pageId"
              params={{ pageId: task.pageId }}
              className={classes.taskLink ?? ''}
            >
              <strong>{task.page}</strong>
              <span className="small hush">
                {t('to_read.changed')} <When at={task.changed} />
              </span>
            </Link>
            <TaskLine task={task} />
          </li>
        ))}
      </ul>
    </section>
  )
}
