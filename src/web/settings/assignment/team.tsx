import { Button, NumberInput, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Assignee, AssignmentTeam, WorkHours } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { assignmentTeamQuery } from '../../away/queries.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { dayName, withDay } from '../notices/choice.ts'
import classes from './assignment.module.css'

const DAYS = [1, 2, 3, 4, 5, 6, 7]
const NEW_HOURS: WorkHours = { days: [1, 2, 3, 4, 5], starts: '09:00', ends: '18:00' }

function HoursFields({ hours, onChange }: { hours: WorkHours[]; onChange(hours: WorkHours[]): void }) {
  const { t, i18n } = useTranslation('assignment')
  const change = (at: number, some: Partial<WorkHours>) =>
    onChange(hours.map((one, n) => (n === at ? { ...one, ...some } : one)))
  return (
    <fieldset className={classes.choices}>
      <legend>{t('team.hours')}</legend>
      {hours.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name but their place.
        <div key={at} className={classes.hours}>
          {DAYS.map((day) => (
            <label key={day} className={classes.day}>
              <input
                type="checkbox"
                checked={one.days.includes(day)}
                onChange={(event) =>
                  change(at, { days: withDay(one.days, day, event.currentTarget.checked) })
                }
              />
              <span aria-hidden>{dayName(day, i18n.language, 'short')}</span>
              <span className="hidden-visually">{dayName(day, i18n.language, 'long')}</span>
            </label>
          ))}
          <TextInput
            type="time"
            aria-label={t('team.starts')}
            value={one.starts}
            onChange={(event) => change(at, { starts: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            aria-label={t('team.ends')}
            value={one.ends}
            onChange={(event) => change(at, { ends: event.currentTarget.value })}
          />
          <Button variant="subtle" color="gray" onClick={() => onChange(hours.filter((_, n) => n !== at))}>
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button size="compact-sm" variant="default" onClick={() => onChange([...hours, NEW_HOURS])}>
        {t('team.add_hours')}
      </Button>
    </fieldset>
  )
}

function ProfileForm({ member, onClose }: { member: Assignee; onClose(): void }) {
  const { t } = useTranslation('assignment')
  const client = useQueryClient()
  const [profile, setProfile] = useState({
    skills: member.skills,
    langs: member.langs,
    capacity: member.capacity,
    hours: member.hours,
  })
  const save = useMutation({
    mutationFn: () => api.put<AssignmentTeam>(`/assignment/team/${member.id}`, profile),
    onSuccess(team) {
      client.setQueryData(assignmentTeamQuery.queryKey, team)
      sayDone(t('team.saved', { name: member.name }))
      onClose()
    },
  })
  const change = (some: Partial<typeof profile>) => setProfile((old) => ({ ...old, ...some }))
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <div className={classes.fields}>
        <TagsInput
          label={t('team.skills')}
          description={t('team.skills_help')}
          value={profile.skills}
          onChange={(skills) => change({ skills })}
        />
        <TagsInput
          label={t('team.langs')}
          description={t('when.langs_help')}
          value={profile.langs}
          onChange={(langs) => change({ langs })}
        />
        <NumberInput
          label={t('team.capacity')}
          description={t('team.capacity_help')}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={profile.capacity ?? ''}
          onChange={(value) => change({ capacity: Number(value) || null })}
        />
      </div>
      <HoursFields hours={profile.hours} onChange={(hours) => change({ hours })} />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={profile.hours.some((one) => one.days.length === 0 || !one.starts || !one.ends)}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function Line({ member, onEdit }: { member: Assignee; onEdit?: () => void }) {
  const { t } = useTranslation('assignment')
  const { exact, number } = useFormat()
  const client = useQueryClient()
  const back = () =>
    api
      .put<AssignmentTeam>(`/assignment/team/${member.id}/absence`, { from: null, until: null })
      .then((team) => client.setQueryData(assignmentTeamQuery.queryKey, team))
      .catch(sayProblem)
  const until = member.absence.until
  return (
    <div className={classes.member}>
      <Avatar name={member.name} size={34} />
      <div className={classes.memberMain}>
        <strong>{member.name}</strong>{' '}
        <span className="tag" data-tone={member.there ? 'good' : undefined}>
          {t(member.away ? 'team.away' : member.there ? 'team.there' : 'team.off')}
        </span>
        <p className="hush small">
          {t('team.open', { count: member.open })}
          {member.capacity !== null && ` / ${number(member.capacity)}`}
          {member.skills.length > 0 && ` · ${member.skills.join(', ')}`}
          {member.langs.length > 0 && ` · ${member.langs.join(', ')}`}
          {member.away && until && ` · ${t('team.until', { when: exact(until) })}`}
        </p>
      </div>
      {onEdit && (
        <div className="buttons-start">
          {member.away && (
            <Button size="compact-sm" variant="subtle" onClick={back}>
              {t('team.is_back')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('team.edit', { name: member.name })}
            onClick={onEdit}
          >
            {t('edit')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Who can be given conversations: what each can do, when they are there, what lies on their desk. */
export function Team({ team }: { team: AssignmentTeam }) {
  const { t } = useTranslation('assignment')
  const canManage = useCan('team:manage')
  const [editing, setEditing] = useState<string>()
  return (
    <section className="sheet stack" aria-labelledby="assignees">
      <h2 id="assignees">{t('team.title')}</h2>
      <p className="hush">{t('team.lead')}</p>
      <ul>
        {team.members.map((member) => (
          <li key={member.id} className={classes.line}>
            <Line member={member} {...(canManage ? { onEdit: () => setEditing(member.id) } : {})} />
            {editing === member.id && <ProfileForm member={member} onClose={() => setEditing(undefined)} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
