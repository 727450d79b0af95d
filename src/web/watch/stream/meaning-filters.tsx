import { useTranslation } from 'react-i18next'
import { INTENTS, type StreamSearch } from '../../app/search.ts'
import { FilterSelect } from '../../kit/filter-select.tsx'
import { TOPIC_NAMES } from '../../kit/reading/topic-names.ts'

interface Props {
  search: StreamSearch
  set(change: Partial<StreamSearch>): void
}

/** Filters by what was understood beside the tone: what is wanted, what is spoken of, what cannot wait or offends. */
export function MeaningFilters({ search, set }: Props) {
  const { t } = useTranslation('reading')
  const urgent = search.toxic ? 'toxic' : search.urgency
  return (
    <>
      <FilterSelect
        brief
        label={t('mark.intent')}
        all={t('filter.any_intent')}
        value={search.intent}
        options={INTENTS.map((value) => ({ value, label: t(`intents.${value}`) }))}
        onChange={(value) => set({ intent: INTENTS.find((one) => one === value) })}
      />
      <FilterSelect
        brief
        label={t('mark.topics')}
        all={t('filter.any_topic')}
        value={search.topic}
        options={TOPIC_NAMES.map((value) => ({ value, label: t(`topic.${value}`) }))}
        onChange={(value) => set({ topic: TOPIC_NAMES.find((one) => one === value) })}
      />
      <FilterSelect
        brief
        label={t('filter.pressing')}
        all={t('filter.any_pressing')}
        value={urgent}
        options={[
          { value: '2', label: t('urgencies.2') },
          { value: '1', label: t('filter.soon') },
          { value: 'toxic', label: t('offends') },
        ]}
        onChange={(value) =>
          set({
            toxic: value === 'toxic' || undefined,
            urgency: value === '1' || value === '2' ? value : undefined,
          })
        }
      />
    </>
  )
}
