import { Autocomplete, Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { words } from '../../app/i18n.ts'
import { channelsQuery } from '../../kit/channel-name.tsx'
import { LinkButton } from '../../kit/link-button.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { TOPIC_NAMES } from '../../kit/reading/topic-names.ts'
import { api } from '../../lib/api.ts'
import { type Known, marksIn } from '../editor/completion.ts'
import { type EditorHandle, QueryEditor } from '../editor/query-editor.tsx'
import { type Rejections, useDraftRejections, useRejections } from '../noise/rejections.ts'
import { Difference } from '../preview/difference.tsx'
import { Preview } from '../preview/preview.tsx'
import { alertsQuery, checkQuery, listsQuery, previewQuery } from '../queries.ts'
import classes from '../watch.module.css'

const PasteDialog = lazy(() =>
  import('../editor/paste-dialog.tsx').then((module) => ({ default: module.PasteDialog })),
)

const KINDS = ['brand', 'topic', 'competitor'] as const

export type AlertDraft = Pick<Alert, 'name' | 'query' | 'kind' | 'inbox' | 'folder'>

function useSave(id: string | undefined, draft: AlertDraft, rejections: Rejections) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { kind, inbox } = draft
  const folder = draft.folder?.trim() || null
  const body = { name: draft.name.trim(), query: draft.query.trim(), kind, inbox, folder }
  return useMutation({
    async mutationFn() {
      if (id) return await api.patch<Alert>(`/alerts/${id}`, body)
      const alert = await api.post<Alert>('/alerts', body)
      const reject = [...rejections.ids].slice(0, 200)
      if (reject.length > 0) await api.post(`/alerts/${alert.id}/rejections`, { reject })
      return alert
    },
    async onSuccess(alert) {
      await client.invalidateQueries({ queryKey: alertsQuery.queryKey })
      navigate({ to: '/watch/$alertId', params: { alertId: alert.id } })
    },
  })
}

interface FieldsProps {
  draft: AlertDraft
  set(change: Partial<AlertDraft>): void
}

function Fields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('watch')
  const alerts = useQuery(alertsQuery).data ?? []
  const folders = [...new Set(alerts.flatMap(({ folder }) => folder ?? []))].sort()
  return (
    <>
      <NativeSelect
        label={t('form.kind')}
        value={draft.kind}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(event) =>
          set({ kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'topic' })
        }
      />
      <Autocomplete
        label={t('form.folder')}
        description={t('form.folder_help')}
        maxLength={60}
        data={folders}
        value={draft.folder ?? ''}
        onChange={(folder) => set({ folder })}
      />
      <Switch
        label={t('form.inbox')}
        description={t('form.inbox_help')}
        checked={draft.inbox}
        onChange={(event) => set({ inbox: event.currentTarget.checked })}
      />
    </>
  )
}

/** What completion proposes, besides the language itself. */
function useKnown(query: string, ok: boolean): Known {
  const channels = useQuery(channelsQuery).data ?? []
  const lists = useQuery(listsQuery).data ?? []
  const sample = useQuery(previewQuery(query, ok)).data?.sample ?? []
  const { t, i18n } = useTranslation('watch')
  // They come while one writes; until then topics go by their ids.
  useEffect(() => void words('reading'), [])
  const called = (id: string) => (i18n.exists(`reading:topic.${id}`) ? t(`reading:topic.${id}`) : id)
  return {
    topics: new Map(TOPIC_NAMES.map((id) => [id, called(id)])),
    channels: channels.map((channel) => channel.id),
    lists: lists.map((list) => list.name),
    marks: marksIn(sample),
    french: i18n.language.startsWith('fr'),
  }
}

function useChecked(query: string, written: string) {
  const check = useQuery(checkQuery(query))
  const settled = query === written && !check.isPlaceholderData
  return {
    ok: check.data?.ok === true && !check.isPlaceholderData,
    errors: settled && written.trim() ? (check.data?.errors ?? []) : [],
    reading: settled ? (check.data?.reading ?? null) : null,
  }
}

interface FormProps {
  id?: string
  start: AlertDraft
  /** The query as it is kept, where the form proposes another. */
  kept?: string
}

/** An alert is a query with a name; beside it, what it would have found in the last thirty days. */
export function AlertForm({ id, start, kept = start.query }: FormProps) {
  const { t } = useTranslation('watch')
  const [draft, setDraft] = useState(start)
  const set = (change: Partial<AlertDraft>) => setDraft((before) => ({ ...before, ...change }))
  const [query] = useDebouncedValue(draft.query, 350)
  const { ok, errors, reading } = useChecked(query, draft.query)
  const editor = useRef<EditorHandle>(null)
  const [pasting, setPasting] = useState(false)
  const drafted = useDraftRejections()
  const stored = useRejections(id)
  const rejections = id ? stored : drafted
  const save = useSave(id, draft, rejections)
  const become = (next: string) => editor.current?.become(next)
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <div className={`sheet stack ${classes.formFields}`}>
        <TextInput
          label={t('form.name')}
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <QueryEditor
          ref={editor}
          value={draft.query}
          errors={errors}
          reading={reading}
          known={useKnown(query, ok)}
          onChange={(value) => set({ query: value })}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.paste ?? ''}
          onClick={() => setPasting(true)}
        >
          {t('paste.open')}
        </Button>
        <Fields draft={draft} set={set} />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <LinkButton to="/watch" variant="default">
            {t('cancel')}
          </LinkButton>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!draft.name.trim() || !draft.query.trim() || errors.length > 0}
          >
            {t(id ? 'save' : 'form.create')}
          </Button>
        </div>
      </div>
      <section className={`sheet ${classes.preview}`} aria-label={t('preview.label')}>
        {id && <Difference alertId={id} query={query} enabled={ok && query.trim() !== kept.trim()} />}
        <Preview query={query} ok={ok} rejections={rejections} onApply={become} />
      </section>
      {pasting && (
        <Suspense>
          <PasteDialog onTake={become} onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </form>
  )
}
