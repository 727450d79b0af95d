import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { alertsQuery } from '../../watch/queries.ts'
import classes from '../settings.module.css'
import { networksOf, offeredVerbs, type Subscription } from './subscription.ts'

/** What happened, in words; what we have none for is shown as the network calls it. */
export function useVerbWords(): (verb: string) => string {
  const { t, i18n } = useTranslation('webhooks')
  return (verb) => (i18n.exists(`webhooks:verb.${verb}`) ? t(`verb.${verb}`) : verb)
}

interface Props {
  value: Subscription
  errors: Record<string, string>
  onChange(change: Partial<Subscription>): void
}

interface Choices {
  label: string
  help: string
  value: string[]
  all: { value: string; label: string }[]
  onChange(value: string[]): void
}

function Choose({ label, help, value, all, onChange }: Choices) {
  if (all.length === 0) return null
  return (
    <Checkbox.Group label={label} description={help} value={value} onChange={onChange}>
      <div className={classes.scopes}>
        {all.map((one) => (
          <Checkbox key={one.value} value={one.value} label={one.label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** What is told beside the stream itself. */
const TOLD_OF = ['matches', 'alarms', 'dues', 'escalations', 'deliveries'] as const

export function SubscriptionFields({ value, errors, onChange }: Props) {
  const { t } = useTranslation('webhooks')
  const verbWords = useVerbWords()
  const channelName = useChannelName()
  const kinds = useQuery(channelsQuery).data ?? []
  const alerts = useQuery(alertsQuery).data ?? []
  const networks = [...new Set([...networksOf(kinds), ...value.channels])]
  return (
    <>
      <TextInput
        type="url"
        required
        label={t('url')}
        description={t('url_help')}
        placeholder="https://"
        maxLength={2000}
        error={errors.url}
        value={value.url}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      <Choose
        label={t('verbs')}
        help={t('verbs_help')}
        value={value.verbs}
        all={offeredVerbs(value.verbs).map((verb) => ({ value: verb, label: verbWords(verb) }))}
        onChange={(verbs) => onChange({ verbs })}
      />
      {value.verbs.length > 0 && (
        <Choose
          label={t('channels')}
          help={t('channels_help')}
          value={value.channels}
          all={networks.map((id) => ({ value: id, label: channelName(id) }))}
          onChange={(channels) => onChange({ channels })}
        />
      )}
      {(value.verbs.length > 0 || value.matches || value.alarms) && (
        <Choose
          label={t('alerts')}
          help={t('alerts_help')}
          value={value.alerts}
          all={alerts.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => onChange({ alerts: chosen })}
        />
      )}
      {TOLD_OF.map((one) => (
        <Switch
          key={one}
          label={t(one)}
          description={t(`${one}_help`)}
          checked={value[one]}
          onChange={(event) => onChange({ [one]: event.currentTarget.checked })}
        />
      ))}
    </>
  )
}
