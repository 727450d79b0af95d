import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssigneeGroup, AssignmentTeam } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { assignmentTeamQuery } from '../../away/queries.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from './assignment.module.css'
import { Choices } from './choices.tsx'

type Edited = Omit<AssigneeGroup, 'id'> & { id?: string; key: string }

/** Groups that rules give to. */
export function Groups({ team }: { team: AssignmentTeam }) {
  const { t } = useTranslation('assignment')
  const client = useQueryClient()
  const [groups, setGroups] = useState<Edited[]>(() => team.groups.map((one) => ({ ...one, key: one.id })))
  const save = useMutation({
    mutationFn: () =>
      api.put<AssignmentTeam>('/assignment/groups', { groups: groups.map(({ key: _, ...group }) => group) }),
    onSuccess(saved) {
      client.setQueryData(assignmentTeamQuery.queryKey, saved)
      setGroups(saved.groups.map((one) => ({ ...one, key: one.id })))
      sayDone(t('groups.saved'))
    },
  })
  const change = (key: string, some: Partial<Edited>) =>
    setGroups((all) => all.map((one) => (one.key === key ? { ...one, ...some } : one)))
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <section className="sheet stack" aria-labelledby="groups">
        <h2 id="groups">{t('groups.title')}</h2>
        <p className="hush">{t('groups.lead')}</p>
        <ul>
          {groups.map((group) => (
            <li key={group.key} className={classes.line}>
              <div className={classes.fields}>
                <TextInput
                  required
                  label={t('groups.name')}
                  maxLength={60}
                  value={group.name}
                  onChange={(event) => change(group.key, { name: event.currentTarget.value })}
                />
                <Button
                  variant="subtle"
                  color="gray"
                  onClick={() => setGroups((all) => all.filter((one) => one !== group))}
                >
                  {t('remove')}
                </Button>
              </div>
              <Choices
                label={t('groups.members')}
                options={team.members.map(({ id, name }) => ({ value: id, label: name }))}
                value={group.members}
                onChange={(members) => change(group.key, { members })}
              />
            </li>
          ))}
        </ul>
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <Button
            variant="default"
            onClick={() => setGroups((all) => [...all, { key: crypto.randomUUID(), name: '', members: [] }])}
          >
            {t('groups.add')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={groups.some(({ name }) => !name.trim())}>
            {t('save')}
          </Button>
        </div>
      </section>
    </form>
  )
}
