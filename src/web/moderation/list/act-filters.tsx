import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ActCounts } from '../../../server/api.ts'
import type { ActsSearch } from '../../app/search.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { FilterSelect } from '../../kit/filter-select.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../act/act.module.css'
import { isNarrowed, WHOLE } from './narrow.ts'

interface Props {
  view: NonNullable<ActsSearch['view']>
  search: ActsSearch
  counts: ActCounts
  onChange(change: ActsSearch): void
}

/** By which rule, what, where, who and with what end; only what there is can be chosen. */
export function ActFilters({ view, search, counts, onChange }: Props) {
  const { t } = useTranslation('moderation')
  const { locale } = useFormat()
  const channelName = useChannelName()
  const { rules, kinds, channels, people, states } = counts
  if (rules.length === 0) return null
  const counted = (name: string, count: number) => t('acts.counted', { name, count })
  return (
    <search className={classes.filters} aria-label={t('acts.narrow')}>
      <FilterSelect
        label={t('acts.rule')}
        value={search.rule}
        options={rules.map(({ id, title, count }) => ({
          value: id,
          label: counted(wordsIn(title, locale), count),
        }))}
        onChange={(rule) => onChange({ rule })}
      />
      <FilterSelect
        label={t('acts.kind')}
        value={search.kind}
        options={kinds.map(({ id, count }) => ({ value: id, label: counted(t(`kind.${id}`), count) }))}
        onChange={(kind) => onChange({ kind: kinds.find(({ id }) => id === kind)?.id })}
      />
      <FilterSelect
        label={t('acts.channel')}
        value={search.channel}
        options={channels.map(({ id, count }) => ({ value: id, label: counted(channelName(id), count) }))}
        onChange={(channel) => onChange({ channel })}
      />
      <FilterSelect
        label={t('acts.by')}
        value={search.by}
        options={people.map(({ id, name }) => ({ value: id, label: name || t('somebody') }))}
        onChange={(by) => onChange({ by })}
      />
      {view === 'all' && (
        <FilterSelect
          label={t('acts.state')}
          value={search.state}
          options={STATES.map((one) => ({ value: one, label: counted(t(`state.${one}`), states[one]) }))}
          onChange={(state) => onChange({ state: STATES.find((one) => one === state) })}
        />
      )}
      {isNarrowed(search) && (
        <Button variant="subtle" onClick={() => onChange(WHOLE)}>
          {t('acts.clear')}
        </Button>
      )}
    </search>
  )
}

const STATES = ['proposed', 'done', 'refused', 'withdrawn', 'restored'] as const
