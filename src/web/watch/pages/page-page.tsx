import { ActionIcon, Button, Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageTask, WatchedPageDetail } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '../../kit/icons.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { Comparison } from './comparison.tsx'
import { PageForm } from './page-form.tsx'
import classes from './pages.module.css'
import { PAGES, pageQuery } from './queries.ts'
import { TaskPanel } from './task-panel.tsx'
import { Trouble } from './trouble.tsx'
import { Versions } from './versions.tsx'

const route = getRouteApi('/app/watch/pages/$pageId')

function useActions(page: WatchedPageDetail) {
  const { t } = useTranslation('pages')
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: [PAGES] })
  const look = useMutation({
    mutationFn: (accept: boolean) => api.post(`/pages/${page.id}/look`, { accept }),
    onError: sayProblem,
    onSuccess: () => sayDone(t('said.soon')),
  })
  const change = useMutation({
    mutationFn: (body: { paused?: boolean; url?: string }) => api.patch(`/pages/${page.id}`, body),
    onError: sayProblem,
    onSettled: refresh,
  })
  return { look, change, refresh }
}

type Actions = ReturnType<typeof useActions>

function PageMenu({
  page,
  actions,
  onEdit,
  onRemove,
}: {
  page: WatchedPageDetail
  actions: Actions
  onEdit(): void
  onRemove(): void
}) {
  const { t } = useTranslation('pages')
  const Glyph = page.paused ? IconPlayerPlay : IconPlayerPause
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        disabled={page.paused}
        onClick={() => actions.look.mutate(false)}
      >
        {t('look')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            {t('change')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Glyph size={16} aria-hidden />}
            onClick={() => actions.change.mutate({ paused: !page.paused })}
          >
            {t(page.paused ? 'resume' : 'pause')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
            {t('leave')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** What is wrong or has moved, with what one can do about it. */
function Notices({ page, actions }: { page: WatchedPageDetail; actions: Actions }) {
  const { t } = useTranslation('pages')
  const canManage = useCan('alerts:manage')
  const { trouble, movedTo, paused } = page
  const acceptable = trouble && ['login', 'captcha', 'empty', 'moved'].includes(trouble.kind)
  return (
    <>
      {paused && (
        <p className="notice" data-tone="warm">
          {t('paused_long')}
        </p>
      )}
      {trouble && <Trouble trouble={trouble} />}
      {acceptable && canManage && (
        <div className="buttons-start">
          <Button variant="default" onClick={() => actions.look.mutate(true)}>
            {t('accept')}
          </Button>
        </div>
      )}
      {movedTo && (
        <div className="notice">
          <div>
            <p>{t('moved_to', { url: movedTo })}</p>
            {canManage && (
              <Button
                size="compact-sm"
                variant="default"
                mt={8}
                onClick={() => actions.change.mutate({ url: movedTo })}
              >
                {t('take_address')}
              </Button>
            )}
          </div>
        </div>
      )}
    </>
  )
}

function Done({ tasks }: { tasks: PageTask[] }) {
  const { t } = useTranslation('pages')
  const done = tasks.filter((task) => task.done !== null)
  if (done.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="done">
      <h2 id="done">{t('done.title')}</h2>
      <ul className={classes.tasks}>
        {done.map((task) => (
          <li key={task.id}>
            <span>
              {t('done.by', { name: task.doneBy ?? t('task.nobody') })} {task.done && <When at={task.done} />}
            </span>
            {task.note && <span className={classes.note}>{task.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function PageView({ page }: { page: WatchedPageDetail }) {
  const { t } = useTranslation('pages')
  const search = route.useSearch()
  const navigate = useNavigate()
  const canManage = useCan('alerts:manage')
  const actions = useActions(page)
  const [asked, setAsked] = useState<'edit' | 'remove'>()
  const [newest, before] = page.versions
  const from = search.from ?? page.task?.from ?? before?.id
  const to = search.to ?? page.task?.to ?? newest?.id
  const there = (id: string | undefined) =>
    id !== undefined && page.versions.some((version) => version.id === id)
  return (
    <>
      <PageHeader
        title={page.name}
        lead={
          <a href={page.url} rel="noreferrer" target="_blank">
            {page.url}
          </a>
        }
      >
        {canManage && (
          <PageMenu
            page={page}
            actions={actions}
            onEdit={() => setAsked('edit')}
            onRemove={() => setAsked('remove')}
          />
        )}
      </PageHeader>
      <div className="stack-l">
        <Notices page={page} actions={actions} />
        {from && to && from !== to && there(from) && there(to) && (
          <Comparison pageId={page.id} from={from} to={to} />
        )}
        {page.task && <TaskPanel key={page.task.id} task={page.task} />}
        <Versions page={page} from={from} to={to} />
        <Done tasks={page.tasks} />
      </div>
      {asked === 'edit' && (
        <PageForm
          id={page.id}
          start={draftOf(page)}
          onClose={() => setAsked(undefined)}
          onDone={() => setAsked(undefined)}
        />
      )}
      {asked === 'remove' && (
        <ConfirmName
          title={t('remove.title', { name: page.name })}
          consequence={t('remove.consequence')}
          name={page.name}
          action={t('leave')}
          onConfirm={async () => {
            await api.delete(`/pages/${page.id}`)
            await actions.refresh()
            navigate({ to: '/watch/pages' })
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

function draftOf({ url, name, kind, every, part, ignore, robots, assigneeId, days }: WatchedPageDetail) {
  return { url, name, kind, every, part, ignore, robots, assigneeId, days }
}

export function PagePage() {
  const { pageId } = route.useParams()
  return (
    <div className="page">
      <Loaded query={useQuery(pageQuery(pageId))}>{(page) => <PageView page={page} />}</Loaded>
    </div>
  )
}
