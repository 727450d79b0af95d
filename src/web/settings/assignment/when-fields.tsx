import { NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AssignmentWhen } from '../../../server/api.ts'
import { INTENTS } from '../../app/search.ts'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { TOPIC_NAMES } from '../../kit/reading/topic-names.ts'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { alertsQuery } from '../../watch/queries.ts'
import { accountsQuery } from '../channels/queries.ts'
import { Choices } from './choices.tsx'

interface Props {
  when: AssignmentWhen
  onChange(change: Partial<AssignmentWhen>): void
}

function Meaning({ when, onChange }: Props) {
  const { t } = useTranslation(['assignment', 'reading'])
  return (
    <>
      <Choices
        label={t('when.intents')}
        options={INTENTS.map((value) => ({ value, label: t(`reading:intents.${value}`) }))}
        value={when.intents ?? []}
        onChange={(intents) => onChange({ intents })}
      />
      <Choices
        label={t('when.topics')}
        options={TOPIC_NAMES.map((value) => ({ value, label: t(`reading:topic.${value}`) }))}
        value={when.topics ?? []}
        onChange={(topics) => onChange({ topics })}
      />
      <NativeSelect
        label={t('when.urgency')}
        value={String(when.urgency ?? '')}
        data={[
          { value: '', label: t('when.any') },
          { value: '1', label: t('reading:filter.soon') },
          { value: '2', label: t('reading:urgencies.2') },
        ]}
        onChange={(event) => onChange({ urgency: Number(event.currentTarget.value) || undefined })}
      />
    </>
  )
}

/** What a conversation must be; what is left empty is not asked for. */
export function WhenFields({ when, onChange }: Props) {
  const { t } = useTranslation('assignment')
  const channel = useChannelName()
  const accounts = useQuery(accountsQuery).data ?? []
  const kinds = useQuery(channelsQuery).data ?? []
  const alerts = useQuery(alertsQuery).data ?? []
  const tiers = useQuery(tiersQuery).data?.tiers ?? []
  const networkOf = (id: string) => kinds.find((kind) => kind.id === id)?.network ?? id
  const channels = [...new Set([...accounts.map((one) => networkOf(one.channel)), ...(when.channels ?? [])])]
  return (
    <>
      <Choices
        label={t('when.channels')}
        options={channels.map((value) => ({ value, label: channel(value) }))}
        value={when.channels ?? []}
        onChange={(all) => onChange({ channels: all })}
      />
      <Choices
        label={t('when.alerts')}
        options={alerts.map(({ id, name }) => ({ value: id, label: name }))}
        value={when.alerts ?? []}
        onChange={(all) => onChange({ alerts: all })}
      />
      <Choices
        label={t('when.tiers')}
        options={tiers.map(({ id, name }) => ({ value: id, label: name }))}
        value={when.tiers ?? []}
        onChange={(all) => onChange({ tiers: all })}
      />
      <NativeSelect
        label={t('when.visibility')}
        value={when.visibility ?? ''}
        data={[
          { value: '', label: t('when.any') },
          { value: 'public', label: t('when.public') },
          { value: 'private', label: t('when.private') },
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange({ visibility: value === 'public' || value === 'private' ? value : undefined })
        }}
      />
      <TagsInput
        label={t('when.langs')}
        description={t('when.langs_help')}
        value={when.langs ?? []}
        onChange={(langs) => onChange({ langs })}
      />
      <TagsInput
        label={t('when.labels')}
        description={t('when.labels_help')}
        value={when.labels ?? []}
        onChange={(labels) => onChange({ labels })}
      />
      <Meaning when={when} onChange={onChange} />
      <TextInput
        label={t('when.query')}
        description={t('when.query_help')}
        value={when.query ?? ''}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
      />
    </>
  )
}
