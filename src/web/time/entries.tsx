import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeArea, TimeEntry } from '../../server/api.ts'
import { offerUndo } from '../app/undo.tsx'
import { IconTrash } from '../kit/icons.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useFormat } from '../lib/use-format.ts'
import { AREAS } from './area.ts'
import { useDuration } from './duration.ts'
import { useAddEntry, useRemoveEntry } from './queries.ts'
import classes from './time.module.css'

const HALF_AN_HOUR = 30

/** What was done elsewhere, written down by hand. */
export function Entries({ today, entries }: { today: string; entries: TimeEntry[] }) {
  const { t } = useTranslation('time')
  return (
    <section className="sheet stack" aria-labelledby="by-hand">
      <h2 id="by-hand">{t('by_hand.title')}</h2>
      <p className="hush">{t('by_hand.text')}</p>
      <EntryForm today={today} />
      {entries.length > 0 && (
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Line({ entry }: { entry: TimeEntry }) {
  const { t } = useTranslation('time')
  const { day } = useFormat()
  const duration = useDuration()
  const remove = useRemoveEntry()
  const add = useAddEntry()
  const { id, ...again } = entry
  return (
    <li>
      <span className="number">{day(entry.day, { weekday: 'short', day: 'numeric', month: 'short' })}</span>
      <strong className="number">{duration(entry.minutes)}</strong>
      <span>{t(`area.${entry.area}`)}</span>
      {entry.note && <span className="hush">{entry.note}</span>}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={t('by_hand.remove')}
        onClick={() =>
          remove.mutate(id, {
            onSuccess: () => offerUndo(t('by_hand.removed'), () => add.mutate(again)),
          })
        }
      >
        <IconTrash size={16} aria-hidden />
      </Button>
    </li>
  )
}

function EntryForm({ today }: { today: string }) {
  const { t } = useTranslation('time')
  const [day, setDay] = useState(today)
  const [area, setArea] = useState<TimeArea>('learning')
  const [minutes, setMinutes] = useState<number | ''>(HALF_AN_HOUR)
  const [note, setNote] = useState('')
  const add = useAddEntry()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (minutes === '') return
    add.mutate({ day, area, minutes, note: note.trim() || null }, { onSuccess: () => setNote('') })
  }
  return (
    <form onSubmit={submit} className="stack">
      <div className={classes.fields}>
        <TextInput
          type="date"
          required
          label={t('by_hand.day')}
          max={today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('by_hand.area')}
          value={area}
          data={AREAS.map((value) => ({ value, label: t(`area.${value}`) }))}
          onChange={(event) => setArea(event.currentTarget.value as TimeArea)}
        />
        <NumberInput
          required
          label={t('by_hand.minutes')}
          min={1}
          max={1440}
          value={minutes}
          onChange={(value) => setMinutes(value === '' ? '' : Number(value))}
        />
        <TextInput
          label={t('by_hand.note')}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <ProblemNotice error={add.error} />
      <div>
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('by_hand.add')}
        </Button>
      </div>
    </form>
  )
}
