import { NativeSelect } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CustomerOwner } from '../../server/api.ts'
import { sayDone, sayProblem } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { membersQuery } from '../inbox/queries.ts'
import { api } from '../lib/api.ts'
import { useAtOnce } from '../lib/use-at-once.ts'

const ownerQuery = (id: string) =>
  queryOptions({
    queryKey: ['person-owner', id],
    queryFn: ({ signal }) => api.get<CustomerOwner>(`/people/${id}/owner`, {}, signal),
    staleTime: 60_000,
  })

/** Those who can answer. */
const ANSWERS = new Set(['owner', 'manager', 'agent', 'approver'])

/** The member in charge of a customer: chosen, or whoever answered last. */
export function OwnerOf({ id }: { id: string }) {
  const { t } = useTranslation('person')
  const client = useQueryClient()
  const canChoose = useCan('people:write')
  const { data } = useQuery(ownerQuery(id))
  const members = useQuery(membersQuery).data ?? []
  const choose = useMutation({
    mutationFn: (owner: string | null) => api.put<CustomerOwner>(`/people/${id}/owner`, { owner }),
    onSuccess(owner) {
      client.setQueryData(ownerQuery(id).queryKey, owner)
      sayDone(t('owner.saved'))
    },
    onError: sayProblem,
  })
  const [owner, setOwner] = useAtOnce((data?.set && data.member?.id) || null, choose.mutateAsync)
  if (!data) return <span className="hush">…</span>
  const auto = data.member && !data.set ? t('owner.last', { name: data.member.name }) : t('owner.auto')
  if (!canChoose) return <span>{data.member?.name ?? t('owner.nobody')}</span>
  return (
    <NativeSelect
      size="sm"
      aria-label={t('owner.label')}
      value={owner ?? ''}
      data={[
        { value: '', label: auto },
        ...members.filter(({ role }) => ANSWERS.has(role)).map((one) => ({ value: one.id, label: one.name })),
      ]}
      onChange={(event) => setOwner(event.currentTarget.value || null)}
    />
  )
}
