import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, Person } from '../../server/api.ts'
import { sayDone } from '../app/say.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { QuickDialog } from '../kit/quick-dialog.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { ApiProblem, api } from '../lib/api.ts'
import { bodyOf, type ExchangeDraft, fieldOf } from './exchange.ts'
import { OutcomeInput } from './outcome-input.tsx'

/** Whoever is being looked at: the call was most likely with them. */
function useWhoIsHere(): { personId?: string; name: string; contact: string } {
  const { personId, conversationId } = useParams({ strict: false })
  const client = useQueryClient()
  const talk = client.getQueryData<ConversationDetail>(['conversation', conversationId ?? ''])
  const id = personId ?? talk?.personId ?? undefined
  const person = client.getQueryData<Person>(['person', id ?? ''])
  const name = person?.name ?? talk?.author.name ?? ''
  return { ...(id && name ? { personId: id } : {}), name, contact: '' }
}

function useFound(name: string) {
  const [q] = useDebouncedValue(name.trim(), 180)
  const people = useQuery({
    queryKey: ['palette', 'people', q],
    enabled: q.length > 1,
    queryFn: ({ signal }) => api.get<Pick<Person, 'id' | 'name'>[]>('/people', { q, limit: 6 }, signal),
  })
  return people.data ?? []
}

interface Fields {
  draft: ExchangeDraft
  set(change: Partial<ExchangeDraft>): void
  errors: Record<string, string>
}

/** Writes a call or a letter down: who, what, what came of it; Ctrl and Enter keeps it. */
export function ExchangeDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('exchange')
  const client = useQueryClient()
  const here = useWhoIsHere()
  const [draft, setDraft] = useState<ExchangeDraft>({
    ...{ kind: 'phone', direction: 'in', at: fieldOf(new Date()), minutes: '', outcome: '', note: '' },
    ...{ sentiment: '', next: '', ...here },
  })
  const save = useMutation({
    mutationFn: () => api.post('/exchanges', bodyOf(draft)),
    async onSuccess() {
      sayDone(t('kept'))
      onClose()
      await Promise.all(
        ['conversations', 'person', 'entries', 'exchanges', 'timeline'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
  })
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  const fields = { draft, errors, set: (change: Partial<ExchangeDraft>) => setDraft({ ...draft, ...change }) }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <QuickDialog label={t('title')} titled onClose={onClose}>
      <form
        className="stack"
        style={{ padding: '0 16px 16px' }}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          save.mutate()
        }}
      >
        <Kind {...fields} />
        <Who {...fields} />
        <What {...fields} />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <Button type="submit" loading={save.isPending}>
            {t('keep')}
          </Button>
        </div>
      </form>
    </QuickDialog>
  )
}

function Kind({ draft, set }: Fields) {
  const { t } = useTranslation('exchange')
  const choices = <V extends string>(name: string, values: readonly V[]) =>
    values.map((value) => ({ value, label: t(`${name}.${value}`) }))
  return (
    <div className="buttons-start">
      <Segmented
        label={t('kind.label')}
        value={draft.kind}
        options={choices('kind', ['phone', 'letter'] as const)}
        onChange={(kind) => set({ kind })}
      />
      <Segmented
        label={t('direction.label')}
        value={draft.direction}
        options={choices('direction', ['in', 'out'] as const)}
        onChange={(direction) => set({ direction })}
      />
    </div>
  )
}

function Who({ draft, set, errors }: Fields) {
  const { t } = useTranslation('exchange')
  const list = useId()
  const found = useFound(draft.name)
  return (
    <>
      <TextInput
        label={t('who')}
        description={t(draft.personId ? 'who_known' : 'who_new')}
        ref={(node) => node?.setAttribute('autofocus', '')}
        autoComplete="off"
        list={list}
        error={errors.name}
        value={draft.name}
        onChange={(event) => {
          const name = event.currentTarget.value
          set({ name, personId: found.find((person) => person.name === name)?.id })
        }}
      />
      <datalist id={list}>
        {found.map((person) => (
          <option key={person.id} value={person.name} />
        ))}
      </datalist>
      <TextInput
        label={t(draft.kind === 'phone' ? 'number' : 'address')}
        autoComplete="off"
        error={errors.contact}
        value={draft.contact}
        onChange={(event) => set({ contact: event.currentTarget.value })}
      />
    </>
  )
}

function What({ draft, set, errors }: Fields) {
  const { t } = useTranslation('exchange')
  return (
    <>
      <Textarea
        label={t('note')}
        autosize
        minRows={3}
        maxLength={10_000}
        error={errors.note}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <OutcomeInput value={draft.outcome} onChange={(outcome) => set({ outcome })} />
      <details>
        <summary>{t('more')}</summary>
        <div className="stack">
          <TextInput
            type="datetime-local"
            label={t('at')}
            error={errors.at}
            value={draft.at}
            onChange={(event) => set({ at: event.currentTarget.value })}
          />
          <NumberInput
            label={t('minutes')}
            min={0}
            max={1440}
            value={draft.minutes}
            onChange={(minutes) => set({ minutes: String(minutes) })}
          />
          <NativeSelect
            label={t('sentiment.label')}
            value={draft.sentiment}
            data={(['', 'positive', 'neutral', 'negative'] as const).map((value) => ({
              value,
              label: t(`sentiment.${value || 'read'}`),
            }))}
            onChange={(event) => set({ sentiment: event.currentTarget.value as ExchangeDraft['sentiment'] })}
          />
          <TextInput
            type="datetime-local"
            label={t('next')}
            description={t('next_help')}
            value={draft.next}
            onChange={(event) => set({ next: event.currentTarget.value })}
          />
        </div>
      </details>
    </>
  )
}
