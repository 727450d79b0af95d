import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayProblem } from '../app/say.ts'
import { IconNote } from '../kit/icons.ts'
import { api } from '../lib/api.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { NoteField } from './mention/note-field.tsx'
import { toThread, toThreadEnd } from './place.ts'
import { membersQuery } from './queries.ts'

/** A word among colleagues; nothing written here leaves the team, and the button says so. */
export function NoteForm({ id }: { id: string }) {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const { canWrite } = useInbox()
  const members = useQuery(membersQuery).data ?? []
  const [text, setText] = useState('')
  const add = useMutation({
    mutationFn: () => api.post(`/conversations/${id}/notes`, { text: text.trim() }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ queryKey: ['entries', id] })
    },
    onError: sayProblem,
  })
  if (!canWrite) return null
  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (!text.trim() || add.isPending) return
    toThreadEnd()
    add.mutate()
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
    if (event.key === 'Escape') toThread()
  }
  return (
    <form onSubmit={submit}>
      <NoteField text={text} members={members} onChange={setText} onKeyDown={onKeyDown} />
      <div className={classes.noteFoot}>
        <span className="small">{t('note_audience')}</span>
        <Button
          type="submit"
          size="compact-md"
          variant="light"
          loading={add.isPending}
          disabled={!text.trim()}
          leftSection={<IconNote size={16} aria-hidden />}
        >
          {t('note_add')}
        </Button>
      </div>
    </form>
  )
}
