import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxView, ListFilter } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useInbox } from '../inbox-state.ts'
import { listQuery } from '../queries.ts'
import { filterToKeep } from './bar.ts'
import { inboxViewsQuery } from './queries.ts'
import { useViews } from './use-views.ts'

interface Props {
  /** The view that is changed; without it, what is shown is kept as a new one. */
  view?: InboxView | undefined
  onClose(): void
}

/** Moves a view one place in the bar. */
function Moves({ view }: { view: InboxView }) {
  const { t } = useTranslation('inbox')
  const views = useQuery(inboxViewsQuery).data ?? []
  const { order } = useViews()
  const at = views.findIndex(({ id }) => id === view.id)
  const move = (by: -1 | 1) => {
    const ids = views.map(({ id }) => id)
    ids.splice(at, 1)
    ids.splice(at + by, 0, view.id)
    order.mutate(ids)
  }
  return (
    <Group gap={8}>
      <Button size="compact-sm" variant="default" disabled={at <= 0} onClick={() => move(-1)}>
        {t('kept.earlier')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={at < 0 || at === views.length - 1}
        onClick={() => move(1)}
      >
        {t('kept.later')}
      </Button>
    </Group>
  )
}

/** A name, and whose it is; a view that exists is also moved, taken to what is shown now, or taken away. */
export function ViewDialog({ view, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const { search, canWrite } = useInbox()
  const { zone } = useFormat()
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const { keep, change, remove } = useViews(onClose)
  const shown = filterToKeep(listQuery(search, zone), view)
  const narrowed = view !== undefined && !sameFilter(shown.filter, view.filter)
  function submit(event: FormEvent) {
    event.preventDefault()
    const body = { name: name.trim(), shared }
    if (body.name === '') return
    if (view) change.mutate({ id: view.id, ...body })
    else keep.mutate({ ...body, ...shown })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={t(view ? 'kept.change' : 'kept.keep')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form className="stack" onSubmit={submit}>
        <TextInput
          data-autofocus
          required
          maxLength={60}
          label={t('kept.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {canWrite && (
          <Checkbox
            label={t('kept.shared')}
            description={t('kept.shared_help')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        {view && <Moves view={view} />}
        <Group justify="space-between" gap={8}>
          {view ? (
            <Button variant="subtle" color="red" onClick={() => remove.mutate(view)}>
              {t('kept.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap={8}>
            {narrowed && view && (
              <Button variant="default" onClick={() => change.mutate({ id: view.id, filter: shown.filter })}>
                {t('kept.replace')}
              </Button>
            )}
            <Button type="submit" loading={keep.isPending || change.isPending}>
              {t('kept.save')}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  )
}

function sameFilter(a: ListFilter, b: ListFilter): boolean {
  const told = (filter: ListFilter) => JSON.stringify(Object.entries(filter).toSorted())
  return told(a) === told(b)
}
