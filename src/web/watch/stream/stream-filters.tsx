import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { words } from '../../app/i18n.ts'
import { RANGES, SENTIMENTS, type StreamSearch } from '../../app/search.ts'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { FilterSelect } from '../../kit/filter-select.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import classes from '../watch.module.css'

/** Comes with its words, which no first screen waits for. */
const MeaningFilters = lazy(async () => {
  const [{ MeaningFilters }] = await Promise.all([import('./meaning-filters.tsx'), words('reading')])
  return { default: MeaningFilters }
})

const NONE: Partial<StreamSearch> = {
  sentiment: undefined,
  channel: undefined,
  lang: undefined,
  intent: undefined,
  topic: undefined,
  urgency: undefined,
  toxic: undefined,
}

interface Props {
  search: StreamSearch
  set(change: Partial<StreamSearch>): void
}

function Period({ search, set }: Props) {
  const { t } = useTranslation('watch')
  const own = search.from !== undefined || search.to !== undefined
  return (
    <>
      <Segmented
        label={t('filters.period')}
        value={own ? 'own' : (search.range ?? '30d')}
        options={[...RANGES, ...(own ? (['own'] as const) : [])].map((value) => ({
          value,
          label: t(`range.${value}`),
        }))}
        onChange={(value) => value !== 'own' && set({ range: value, from: undefined, to: undefined })}
      />
      <TextInput
        type="date"
        aria-label={t('filters.from')}
        value={search.from?.slice(0, 10) ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value || undefined, range: undefined })}
      />
      <TextInput
        type="date"
        aria-label={t('filters.to')}
        value={search.to?.slice(0, 10) ?? ''}
        onChange={(event) => set({ to: event.currentTarget.value || undefined, range: undefined })}
      />
    </>
  )
}

/** The filters of a stream of posts; all of them live in the address. */
export function StreamFilters({ search, set }: Props) {
  const { t } = useTranslation('watch')
  const channels = useQuery(channelsQuery).data ?? []
  const channelName = useChannelName()
  const filtered =
    search.sentiment ||
    search.channel ||
    search.lang ||
    search.intent ||
    search.topic ||
    search.urgency ||
    search.toxic
  return (
    <div className={classes.filters}>
      <Period search={search} set={set} />
      <FilterSelect
        brief
        label={t('filter.sentiment')}
        all={t('filter.any_sentiment')}
        value={search.sentiment}
        options={SENTIMENTS.map((value) => ({ value, label: t(`sentiment.${value}`) }))}
        onChange={(value) => set({ sentiment: SENTIMENTS.find((one) => one === value) })}
      />
      <FilterSelect
        brief
        label={t('filter.channel')}
        all={t('filter.any_channel')}
        value={search.channel}
        options={channels.map(({ id }) => ({ value: id, label: channelName(id) }))}
        onChange={(channel) => set({ channel })}
      />
      <FilterSelect
        brief
        label={t('filter.lang')}
        all={t('filter.any_lang')}
        value={search.lang}
        options={['fr', 'en'].map((value) => ({ value, label: t(`langs.${value}`) }))}
        onChange={(lang) => set({ lang })}
      />
      <Suspense fallback={null}>
        <MeaningFilters search={search} set={set} />
      </Suspense>
      {filtered && (
        <Button variant="subtle" onClick={() => set(NONE)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
}
