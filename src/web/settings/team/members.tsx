import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useMe } from '../../app/session.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { ROLES } from './roles.tsx'

/** Those who can answer, and so take over. */
const ANSWERS = new Set(['owner', 'manager', 'agent', 'approver'])

function RoleOf({ member }: { member: Member }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (role: string) => api.patch<Member>(`/members/${member.id}`, { role }),
    onSuccess: () => sayDone(t('saved')),
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: membersQuery.queryKey }),
  })
  return (
    <NativeSelect
      aria-label={t('team.role_of', { name: member.name })}
      value={change.isPending ? change.variables : member.role}
      data={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      onChange={(event) => change.mutate(event.currentTarget.value)}
    />
  )
}

function Line({ member, canManage, onRemove }: { member: Member; canManage: boolean; onRemove(): void }) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const mine = member.userId === me.user.id
  return (
    <li className={classes.line}>
      <div className="buttons-start">
        <Avatar name={member.name} size={36} />
        <div>
          <strong>{member.name}</strong> {mine && <span className="tag">{t('team.me')}</span>}
          <p className="hush small">
            {member.email} ·{' '}
            {member.lastSeen ? (
              <>
                {t('team.seen')} <When at={member.lastSeen} />
              </>
            ) : (
              t('team.never_seen')
            )}
          </p>
        </div>
      </div>
      <div className="buttons-start">
        {canManage && !mine ? <RoleOf member={member} /> : <span>{t(`roles.${member.role}`)}</span>}
        {canManage && !mine && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
            {t('team.remove')}
          </Button>
        )}
      </div>
    </li>
  )
}

export function Members({ members, canManage }: { members: Member[]; canManage: boolean }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const [removing, setRemoving] = useState<Member>()
  const [heir, setHeir] = useState('rules')
  const heirs = members.filter((one) => one !== removing && ANSWERS.has(one.role))
  return (
    <section className="sheet" aria-labelledby="members">
      <h2 id="members">{t('team.members', { count: members.length })}</h2>
      <ul>
        {members.map((member) => (
          <Line key={member.id} member={member} canManage={canManage} onRemove={() => setRemoving(member)} />
        ))}
      </ul>
      {removing && (
        <ConfirmName
          title={t('team.remove_title', { name: removing.name })}
          consequence={t('team.remove_text')}
          name={removing.name}
          action={t('team.remove')}
          onConfirm={async () => {
            await api.delete(`/members/${removing.id}?to=${heir}`)
            await client.invalidateQueries({ queryKey: membersQuery.queryKey })
          }}
          onClose={() => setRemoving(undefined)}
        >
          <NativeSelect
            label={t('team.heir')}
            value={heir}
            data={[
              { value: 'rules', label: t('team.heir_rules') },
              ...heirs.map(({ id, name }) => ({ value: id, label: name })),
              { value: 'nobody', label: t('team.heir_nobody') },
            ]}
            onChange={(event) => setHeir(event.currentTarget.value)}
          />
        </ConfirmName>
      )}
    </section>
  )
}
