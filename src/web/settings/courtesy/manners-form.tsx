import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourtesyManners, KeptManners } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { AdviceChoice } from './advice-choice.tsx'
import { ChannelManners } from './channel-manners.tsx'
import { HouseManner } from './house-manner.tsx'
import { HouseWords } from './house-words.tsx'
import { mannersQuery } from './queries.ts'

export interface PartProps {
  value: CourtesyManners
  set(value: CourtesyManners): void
  readOnly: boolean
}

/** All of it is one thing that is kept at once, so that a version in the journal is whole. */
export function MannersForm({ kept, readOnly }: { kept: KeptManners; readOnly: boolean }) {
  const { t } = useTranslation('courtesy-settings')
  const client = useQueryClient()
  const [value, set] = useState(kept.manners)
  const save = useMutation({
    mutationFn: () => api.put<KeptManners>('/courtesy/manners', { revision: kept.revision, manners: value }),
    onSuccess(saved) {
      client.setQueryData(mannersQuery.queryKey, saved)
      // What drafts are judged by has changed.
      void client.invalidateQueries({ queryKey: ['courtesy'] })
      sayDone(t('saved'))
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const part = { value, set, readOnly }
  return (
    <form onSubmit={submit} className="stack-l" aria-label={t('title')}>
      <HouseManner {...part} />
      <ChannelManners {...part} />
      <HouseWords {...part} />
      <AdviceChoice {...part} advice={kept.advice} />
      <ProblemNotice error={save.error} />
      {!readOnly && (
        <div className="buttons">
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      )}
    </form>
  )
}
