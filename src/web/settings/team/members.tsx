import { NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../server/api.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { api } from '../../lib/api.ts'
import { MemberLine } from './member-line.tsx'

/** Those who can answer, and so take over. */
const ANSWERS = new Set(['owner', 'manager', 'agent', 'approver'])

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
          <MemberLine
            key={member.id}
            member={member}
            canManage={canManage}
            onRemove={() => setRemoving(member)}
          />
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
