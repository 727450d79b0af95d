import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type InboxSearch, SENTIMENTS } from '../app/search.ts'
import { channelsQuery, useChannelName } from '../kit/channel-name.tsx'
import { FilterSelect } from '../kit/filter-select.tsx'
import { IconFilter, IconSearch } from '../kit/icons.ts'
import { tiersQuery } from '../kit/tier/queries.ts'
import { alertsQuery } from '../watch/queries.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { membersQuery } from './queries.ts'

const ViewDialog = lazy(() => import('./view/view-dialog.tsx').then((m) => ({ default: m.ViewDialog })))

const FILTERS = ['channel', 'alert', 'sentiment', 'lang', 'assignee', 'tier', 'service', 'before'] as const

function useSetFilter() {
  const navigate = useNavigate()
  const { search } = useInbox()
  return (change: Partial<InboxSearch>) =>
    navigate({ to: '/inbox', search: { ...search, ...change }, replace: true })
}

function FilterFields() {
  const { t } = useTranslation('inbox')
  const { search } = useInbox()
  const set = useSetFilter()
  const channels = useQuery(channelsQuery).data ?? []
  const alerts = useQuery(alertsQuery).data ?? []
  const members = useQuery(membersQuery).data ?? []
  const tiers = useQuery(tiersQuery).data?.tiers ?? []
  const channelName = useChannelName()
  return (
    <div className="stack">
      <FilterSelect
        label={t('filter.channel')}
        value={search.channel}
        options={channels.map(({ id }) => ({ value: id, label: channelName(id) }))}
        onChange={(channel) => set({ channel })}
      />
      <FilterSelect
        label={t('filters.alert')}
        value={search.alert}
        options={alerts.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(alert) => set({ alert })}
      />
      <FilterSelect
        label={t('filter.sentiment')}
        value={search.sentiment}
        options={SENTIMENTS.map((value) => ({ value, label: t(`sentiment.${value}`) }))}
        onChange={(value) => set({ sentiment: SENTIMENTS.find((one) => one === value) })}
      />
      <FilterSelect
        label={t('filter.lang')}
        value={search.lang}
        options={['fr', 'en'].map((value) => ({ value, label: t(`langs.${value}`) }))}
        onChange={(lang) => set({ lang })}
      />
      <FilterSelect
        label={t('filters.assignee')}
        value={search.assignee}
        options={members.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(assignee) => set({ assignee })}
      />
      {tiers.length > 0 && (
        <FilterSelect
          label={t('filters.tier')}
          value={search.tier}
          options={[
            ...tiers.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'none', label: t('filters.no_tier') },
          ]}
          onChange={(tier) => set({ tier })}
        />
      )}
      <FilterSelect
        label={t('filters.service')}
        value={search.service}
        options={[{ value: 'yes', label: t('filters.with_service') }]}
        onChange={(service) => set({ service: service === 'yes' ? 'yes' : undefined })}
      />
      <TextInput
        type="date"
        label={t('filters.before')}
        description={t('filters.before_help')}
        value={search.before ?? ''}
        onChange={(event) => set({ before: event.currentTarget.value || undefined })}
      />
    </div>
  )
}

/** Filters live in the address, so that a view can be shared and comes back with the page. */
export function Filters() {
  const { t } = useTranslation('inbox')
  const { search } = useInbox()
  const set = useSetFilter()
  const [text, setText] = useState(search.q ?? '')
  const later = useDebouncedCallback((q: string) => set({ q: q.trim() || undefined }), 300)
  const [keeping, setKeeping] = useState(false)
  const active = FILTERS.filter((key) => search[key]).length
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.search ?? ''}
        aria-label={t('filters.search')}
        placeholder={t('filters.search')}
        leftSection={<IconSearch size={17} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          later(event.currentTarget.value)
        }}
      />
      <Popover position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon
            variant={active ? 'filled' : 'default'}
            color={active ? 'ember' : 'gray'}
            aria-label={t('filters.open', { count: active })}
          >
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterFields />
          <Button variant="light" mt={12} fullWidth onClick={() => setKeeping(true)}>
            {t('kept.keep')}
          </Button>
          {active > 0 && (
            <Button
              variant="subtle"
              mt={12}
              fullWidth
              onClick={() => set(Object.fromEntries(FILTERS.map((key) => [key, undefined])))}
            >
              {t('filter.clear')}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      {keeping && (
        <Suspense>
          <ViewDialog onClose={() => setKeeping(false)} />
        </Suspense>
      )}
    </div>
  )
}
