import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../lib/api.ts'

/** What a call came to: as the team words it, or in one's own words. */
export function OutcomeInput({ value, onChange }: { value: string; onChange(outcome: string): void }) {
  const { t } = useTranslation('exchange')
  const list = useId()
  const outcomes = useQuery({
    queryKey: ['exchange-outcomes'],
    queryFn: ({ signal }) => api.get<string[]>('/exchange-outcomes', {}, signal),
    staleTime: 60_000,
  })
  return (
    <>
      <TextInput
        label={t('outcome')}
        autoComplete="off"
        list={list}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={list}>
        {outcomes.data?.map((outcome) => (
          <option key={outcome} value={outcome} />
        ))}
      </datalist>
    </>
  )
}
