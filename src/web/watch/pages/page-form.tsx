import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedPage, WatchedPageDetail } from '../../../server/api.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { api } from '../../lib/api.ts'
import { LookoutForm, nameOf } from '../lookout/lookout-form.tsx'
import { PAGES } from './queries.ts'

export type PageDraft = Pick<
  WatchedPage,
  'url' | 'name' | 'kind' | 'every' | 'part' | 'ignore' | 'robots' | 'assigneeId' | 'days'
>

export const BLANK: PageDraft = {
  ...{ url: '', name: '', kind: 'page', every: 'day', part: null, ignore: [], robots: true },
  ...{ assigneeId: null, days: 7 },
}

interface FieldsProps {
  draft: PageDraft
  set(change: Partial<PageDraft>): void
}

function Reading({ draft, set }: FieldsProps) {
  const { t } = useTranslation('pages')
  const kind = draft.part?.kind ?? 'all'
  return (
    <>
      <NativeSelect
        label={t('form.every')}
        value={draft.every}
        data={(['hour', 'day', 'week'] as const).map((value) => ({ value, label: t(`every.${value}`) }))}
        onChange={(event) => set({ every: event.currentTarget.value as PageDraft['every'] })}
      />
      <NativeSelect
        label={t('form.part')}
        value={kind}
        data={(['all', 'heading', 'selector'] as const).map((value) => ({
          value,
          label: t(`part.${value}`),
        }))}
        onChange={(event) => {
          const next = event.currentTarget.value
          set({ part: next === 'all' ? null : { kind: next as 'heading', of: draft.part?.of ?? '' } })
        }}
      />
      {draft.part && (
        <TextInput
          label={t(`form.part_${draft.part.kind}`)}
          description={t(`form.part_${draft.part.kind}_help`)}
          required
          maxLength={300}
          value={draft.part.of}
          onChange={(event) => set({ part: draft.part && { ...draft.part, of: event.currentTarget.value } })}
        />
      )}
      <Textarea
        label={t('form.ignore')}
        description={t('form.ignore_help')}
        autosize
        minRows={2}
        value={draft.ignore.join('\n')}
        onChange={(event) => set({ ignore: event.currentTarget.value.split('\n') })}
      />
    </>
  )
}

function Asking({ draft, set }: FieldsProps) {
  const { t } = useTranslation('pages')
  const members = useQuery(membersQuery).data ?? []
  return (
    <>
      <NativeSelect
        label={t('form.assignee')}
        value={draft.assigneeId ?? ''}
        data={[
          { value: '', label: t('task.nobody') },
          ...members.map((member) => ({ value: member.id, label: member.name })),
        ]}
        onChange={(event) => set({ assigneeId: event.currentTarget.value || null })}
      />
      <NumberInput
        label={t('form.days')}
        min={1}
        max={365}
        value={draft.days}
        onChange={(days) => set({ days: Number(days) || 7 })}
      />
      <Switch
        label={t('form.robots')}
        description={t('form.robots_help')}
        checked={draft.robots}
        onChange={(event) => set({ robots: event.currentTarget.checked })}
      />
    </>
  )
}

function useSave(id: string | undefined, draft: PageDraft, onDone: (page: WatchedPageDetail) => void) {
  const client = useQueryClient()
  const ignore = draft.ignore.map((line) => line.trim()).filter(Boolean)
  const body = { ...draft, name: nameOf(draft), ignore }
  return useMutation({
    mutationFn: () =>
      id ? api.patch<WatchedPageDetail>(`/pages/${id}`, body) : api.post<WatchedPageDetail>('/pages', body),
    async onSuccess(page) {
      await client.invalidateQueries({ queryKey: [PAGES] })
      onDone(page)
    },
  })
}

interface Props {
  id?: string
  start: PageDraft
  onClose(): void
  onDone(page: WatchedPageDetail): void
}

/** A page to watch, or what is watched of one. */
export function PageForm({ id, start, onClose, onDone }: Props) {
  const { t } = useTranslation('pages')
  const [draft, setDraft] = useState(start)
  const set = (change: Partial<PageDraft>) => setDraft({ ...draft, ...change })
  const save = useSave(id, draft, onDone)
  return (
    <LookoutForm t={t} known={Boolean(id)} place={draft} set={set} save={save} onClose={onClose}>
      <Reading draft={draft} set={set} />
      <Asking draft={draft} set={set} />
    </LookoutForm>
  )
}
