import { Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { KeptManners } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useAtOnce } from '../../lib/use-at-once.ts'
import { mannersQuery } from './queries.ts'

/** Whether the report tells persons apart: off, and with what it may do to a team said beside it. */
export function PeopleChoice({ kept }: { kept: KeptManners }) {
  const { t } = useTranslation('courtesy-settings')
  const client = useQueryClient()
  const choose = useMutation({
    mutationFn: (enabled: boolean) => api.put<{ byPerson: boolean }>('/courtesy/people', { enabled }),
    onSuccess({ byPerson }) {
      client.setQueryData(mannersQuery.queryKey, { ...kept, byPerson })
      void client.invalidateQueries({ queryKey: ['courtesy-report'] })
    },
  })
  const [byPerson, setByPerson] = useAtOnce(kept.byPerson, choose.mutateAsync)
  return (
    <section className="sheet stack" aria-labelledby="people-choice">
      <h2 id="people-choice">{t('people.title')}</h2>
      <Switch
        label={t('people.label')}
        description={t('people.help')}
        checked={byPerson}
        onChange={(event) => setByPerson(event.currentTarget.checked)}
      />
      <ProblemNotice error={choose.error} />
    </section>
  )
}
