import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageTask } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { offerUndo } from '../../app/undo.tsx'
import { membersQuery } from '../../inbox/queries.ts'
import { IconCheck } from '../../kit/icons.ts'
import { api } from '../../lib/api.ts'
import { useAtOnce } from '../../lib/use-at-once.ts'
import classes from './pages.module.css'
import { PAGES } from './queries.ts'

type Change = { assigneeId?: string | null; due?: string | null; note?: string; done?: boolean }

function useChange(task: PageTask) {
  const { t } = useTranslation('pages')
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: [PAGES] })
  return useMutation({
    mutationFn: (change: Change) => api.patch<PageTask>(`/page-tasks/${task.id}`, change),
    onError: sayProblem,
    onSuccess: async (_, change) => {
      await refresh()
      if (change.done)
        offerUndo(t('task.said_done', { page: task.page }), () =>
          api.patch(`/page-tasks/${task.id}`, { done: false }).then(refresh, sayProblem),
        )
    },
  })
}

/** Who reads this change, until when, what they think of it; and that it is done. */
export function TaskPanel({ task }: { task: PageTask }) {
  const { t } = useTranslation('pages')
  const canWrite = useCan('inbox:write')
  const members = useQuery(membersQuery).data ?? []
  const change = useChange(task)
  const [assignee, setAssignee] = useAtOnce(task.assigneeId, (assigneeId) =>
    change.mutateAsync({ assigneeId }),
  )
  const [due, setDue] = useAtOnce(task.due, (asked) => change.mutateAsync({ due: asked }))
  const [note, setNote] = useState(task.note)
  return (
    <section className="sheet stack" aria-labelledby="task">
      <h2 id="task">{t('task.title')}</h2>
      <div className={classes.taskFields}>
        <NativeSelect
          label={t('task.assignee')}
          disabled={!canWrite}
          value={assignee ?? ''}
          data={[
            { value: '', label: t('task.nobody') },
            ...members.map((member) => ({ value: member.id, label: member.name })),
          ]}
          onChange={(event) => setAssignee(event.currentTarget.value || null)}
        />
        <TextInput
          type="date"
          label={t('task.until')}
          disabled={!canWrite}
          value={due?.slice(0, 10) ?? ''}
          onChange={(event) => {
            const day = event.currentTarget.value
            setDue(day ? `${day}T12:00:00Z` : null)
          }}
        />
      </div>
      <Textarea
        label={t('task.note')}
        description={t('task.note_help')}
        disabled={!canWrite}
        autosize
        minRows={2}
        maxLength={5000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={() => note !== task.note && change.mutate({ note })}
      />
      {canWrite && (
        <div className="buttons">
          <Button
            leftSection={<IconCheck size={17} aria-hidden />}
            loading={change.isPending && change.variables?.done === true}
            onClick={() => change.mutate({ done: true, note })}
          >
            {t('task.done')}
          </Button>
        </div>
      )}
    </section>
  )
}
