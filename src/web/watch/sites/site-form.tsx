import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedSite, WatchedSiteDetail } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import { LookoutForm, nameOf } from '../lookout/lookout-form.tsx'
import { SITES } from './queries.ts'

export type SiteDraft = Pick<WatchedSite, 'url' | 'name' | 'minutes' | 'status' | 'text' | 'seconds'>

export const BLANK: SiteDraft = { url: '', name: '', minutes: 5, status: null, text: null, seconds: 10 }

const PERIODS = [1, 2, 5, 10, 15, 30, 60]

interface Props {
  id?: string
  start: SiteDraft
  onClose(): void
  onDone(site: WatchedSiteDetail): void
}

function Expected({ draft, set }: { draft: SiteDraft; set(change: Partial<SiteDraft>): void }) {
  const { t } = useTranslation('sites')
  const periods = PERIODS.includes(draft.minutes)
    ? PERIODS
    : [...PERIODS, draft.minutes].sort((a, b) => a - b)
  return (
    <>
      <NativeSelect
        label={t('form.minutes')}
        value={String(draft.minutes)}
        data={periods.map((count) => ({ value: String(count), label: t('form.every', { count }) }))}
        onChange={(event) => set({ minutes: Number(event.currentTarget.value) })}
      />
      <TextInput
        label={t('form.text')}
        description={t('form.text_help')}
        maxLength={500}
        value={draft.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value || null })}
      />
      <NumberInput
        label={t('form.status')}
        description={t('form.status_help')}
        min={100}
        max={599}
        value={draft.status ?? ''}
        onChange={(status) => set({ status: Number(status) || null })}
      />
      <NumberInput
        label={t('form.seconds')}
        min={1}
        max={30}
        value={draft.seconds}
        onChange={(seconds) => set({ seconds: Number(seconds) || 10 })}
      />
    </>
  )
}

/** A site to watch, or what is asked of one. */
export function SiteForm({ id, start, onClose, onDone }: Props) {
  const { t } = useTranslation('sites')
  const client = useQueryClient()
  const [draft, setDraft] = useState(start)
  const set = (change: Partial<SiteDraft>) => setDraft({ ...draft, ...change })
  const body = { ...draft, name: nameOf(draft) }
  const save = useMutation({
    mutationFn: () =>
      id ? api.patch<WatchedSiteDetail>(`/sites/${id}`, body) : api.post<WatchedSiteDetail>('/sites', body),
    async onSuccess(site) {
      await client.invalidateQueries({ queryKey: [SITES] })
      onDone(site)
    },
  })
  return (
    <LookoutForm t={t} known={Boolean(id)} place={draft} set={set} save={save} onClose={onClose}>
      <Expected draft={draft} set={set} />
    </LookoutForm>
  )
}
