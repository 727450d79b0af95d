import { Button, Textarea } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmDetail } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { IconNote } from '../kit/icons.ts'
import { When } from '../kit/when.tsx'
import classes from './alarm.module.css'
import { earlierNotesQuery, useAct } from './queries.ts'

function NoteForm({ alarmId }: { alarmId: string }) {
  const { t } = useTranslation('alarm')
  const [text, setText] = useState('')
  const add = useAct(alarmId, 'notes', () => setText(''))
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() && !add.isPending) add.mutate(text.trim())
  }
  return (
    <form onSubmit={submit} className={classes.noteForm}>
      <Textarea
        aria-label={t('notes.label')}
        placeholder={t('notes.placeholder')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="compact-md"
        variant="light"
        loading={add.isPending}
        disabled={!text.trim()}
        leftSection={<IconNote size={16} aria-hidden />}
      >
        {t('notes.add')}
      </Button>
    </form>
  )
}

/** What the team noted, newest first, and those of before as they are asked for. */
export function Notes({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarm')
  const canAct = useCan('inbox:write')
  const [wanted, setWanted] = useState(false)
  const earlier = useInfiniteQuery({
    ...earlierNotesQuery(alarm.id, alarm.earlierNotes),
    enabled: wanted && alarm.earlierNotes !== null,
  })
  const notes = [...alarm.notes, ...(earlier.data?.pages.flatMap(({ items }) => items) ?? [])]
  const more = wanted ? earlier.hasNextPage : alarm.earlierNotes !== null
  const read = () => (wanted ? void earlier.fetchNextPage() : setWanted(true))
  return (
    <div>
      <h3>{t('notes.title')}</h3>
      {canAct && <NoteForm alarmId={alarm.id} />}
      <ul className="stack">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="small">
              <strong>{note.by ?? t('somebody')}</strong> <When at={note.at} />
            </p>
            <p className={classes.note}>{note.text}</p>
          </li>
        ))}
      </ul>
      {more && (
        <Button size="compact-md" variant="subtle" loading={earlier.isFetching} onClick={read}>
          {t('notes.earlier')}
        </Button>
      )}
    </div>
  )
}
