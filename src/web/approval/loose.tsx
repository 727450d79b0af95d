import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sayDone } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { looseQuery } from './queries.ts'

/** What waits though its rule is off: it is said, and leaves by one act of who sets the rules. */
export function LooseNotice() {
  const { t } = useTranslation('approval')
  const { list } = useFormat()
  const client = useQueryClient()
  const manages = useCan('team:manage')
  const loose = useQuery(looseQuery).data
  const free = useMutation({
    mutationFn: () => api.post<{ freed: number }>('/approvals/loose/release'),
    onSuccess: ({ freed }) => sayDone(t('loose.freed', { count: freed })),
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  })
  if (!loose || loose.count === 0) return null
  const { count, rules } = loose
  return (
    <div className="notice stack" role="status">
      <p>{t('loose.text', { count, rules: list(rules) })}</p>
      <ProblemNotice error={free.error} />
      {manages ? (
        <div className="buttons-start">
          <Button variant="default" loading={free.isPending} onClick={() => free.mutate()}>
            {t('loose.free', { count })}
          </Button>
        </div>
      ) : (
        <p className="hush small">{t('loose.others')}</p>
      )}
    </div>
  )
}
