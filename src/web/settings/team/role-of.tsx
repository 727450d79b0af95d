import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { api } from '../../lib/api.ts'
import { useAtOnce } from '../../lib/use-at-once.ts'
import { ROLES } from './roles.tsx'

export function RoleOf({ member }: { member: Member }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (role: string) => api.patch<Member>(`/members/${member.id}`, { role }),
    onSuccess: () => sayDone(t('saved')),
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: membersQuery.queryKey }),
  })
  const [role, setRole] = useAtOnce<string>(member.role, change.mutateAsync)
  return (
    <NativeSelect
      aria-label={t('team.role_of', { name: member.name })}
      value={role}
      data={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      onChange={(event) => setRole(event.currentTarget.value)}
    />
  )
}
