import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member, OnCall, Shift } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { onCallQuery } from '../../notice/queries.ts'
import { dayName, dutyOf, isWhole, NEW_SHIFT, withDay } from './choice.ts'
import classes from './notices.module.css'

const DAYS = [1, 2, 3, 4, 5, 6, 7]

interface ShiftProps {
  shift: Shift
  members: Member[]
  onChange(change: Partial<Shift>): void
  onRemove(): void
}

function ShiftFields({ shift, members, onChange, onRemove }: ShiftProps) {
  const { t, i18n } = useTranslation('notice')
  return (
    <li className={classes.shift}>
      <div className={classes.hours}>
        <NativeSelect
          label={t('on_call.who')}
          data={[
            ...(shift.memberId === '' ? [{ value: '', label: t('on_call.choose') }] : []),
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={shift.memberId}
          onChange={(event) => onChange({ memberId: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('on_call.starts')}
          value={shift.starts}
          onChange={(event) => onChange({ starts: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('on_call.ends')}
          value={shift.ends}
          onChange={(event) => onChange({ ends: event.currentTarget.value })}
        />
        <Button variant="subtle" color="gray" onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
      <div className={classes.days}>
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={dayName(day, i18n.language, 'short')}
            aria-label={dayName(day, i18n.language, 'long')}
            checked={shift.days.includes(day)}
            onChange={(event) => onChange({ days: withDay(shift.days, day, event.currentTarget.checked) })}
          />
        ))}
      </div>
    </li>
  )
}

function Roster({ roster, members }: { roster: OnCall; members: Member[] }) {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  const [shifts, setShifts] = useState(() => roster.shifts.map((shift, id) => ({ ...shift, id })))
  const save = useMutation({
    mutationFn: () => api.put<OnCall>('/on-call', { shifts: shifts.map(({ id: _, ...shift }) => shift) }),
    onSuccess: (saved) => {
      client.setQueryData(onCallQuery.queryKey, saved)
      sayDone(t('saved'))
    },
  })
  const change = (id: number, some: Partial<Shift>) =>
    setShifts((all) => all.map((one) => (one.id === id ? { ...one, ...some } : one)))
  const next = Math.max(-1, ...shifts.map((one) => one.id)) + 1
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <ul>
        {shifts.map(({ id, ...shift }) => (
          <ShiftFields
            key={id}
            shift={shift}
            members={members}
            onChange={(some) => change(id, some)}
            onRemove={() => setShifts((all) => all.filter((one) => one.id !== id))}
          />
        ))}
      </ul>
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button
          variant="default"
          onClick={() => setShifts((all) => [...all, { ...NEW_SHIFT, memberId: '', id: next }])}
        >
          {t('on_call.add')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!shifts.every(isWhole)}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function ReadRoster({ roster, names }: { roster: OnCall; names: ReadonlyMap<string, string> }) {
  const { i18n } = useTranslation()
  return (
    <ul>
      {roster.shifts.map((shift) => (
        <li key={JSON.stringify(shift)} className={classes.line}>
          <strong>{names.get(shift.memberId) ?? '—'}</strong>
          <span className="hush">
            {shift.days.map((day) => dayName(day, i18n.language, 'short')).join(', ')} · {shift.starts} –{' '}
            {shift.ends}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Who is called when an alarm is critical, by days and hours of the workspace. */
export function OnCallRoster() {
  const { t } = useTranslation('notice')
  const canManage = useCan('team:manage')
  const roster = useQuery(onCallQuery)
  const members = useQuery(membersQuery).data
  return (
    <section className="sheet stack" aria-labelledby="on-call">
      <h2 id="on-call">{t('on_call.title')}</h2>
      <Loaded query={roster}>
        {(data) => {
          const nameOf = new Map((members ?? []).map(({ id, name }) => [id, name]))
          const names = data.now.map((id) => nameOf.get(id) ?? '—').join(', ')
          const duty = dutyOf(data)
          return (
            <>
              <p className="hush">{t('on_call.help', { zone: data.timeZone })}</p>
              <p className="notice" data-tone={duty === 'now' ? undefined : 'warm'} role="status">
                {t(`on_call.${duty}`, { names })}
              </p>
              {canManage && members ? (
                <Roster roster={data} members={members} />
              ) : (
                <ReadRoster roster={data} names={nameOf} />
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
