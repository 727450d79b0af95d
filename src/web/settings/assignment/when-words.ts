import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AssignmentWhen } from '../../../server/api.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { useFormat } from '../../lib/use-format.ts'
import { alertsQuery } from '../../watch/queries.ts'

/** What a rule asks for, in a line. */
export function useWhenWords(): (when: AssignmentWhen) => string {
  const { t } = useTranslation(['assignment', 'reading'])
  const { locale } = useFormat()
  const channel = useChannelName()
  const alerts = new Map(useQuery(alertsQuery).data?.map(({ id, name }) => [id, name]))
  const tiers = new Map(useQuery(tiersQuery).data?.tiers.map(({ id, name }) => [id, name]))
  const either = new Intl.ListFormat(locale, { type: 'disjunction' })
  return (when) => {
    const several: [string, string[]][] = [
      [t('when.channels'), (when.channels ?? []).map(channel)],
      [t('when.alerts'), (when.alerts ?? []).map((id) => alerts.get(id) ?? '…')],
      [t('when.tiers'), (when.tiers ?? []).map((id) => tiers.get(id) ?? '…')],
      [t('when.langs'), when.langs ?? []],
      [t('when.labels'), when.labels ?? []],
      [t('when.intents'), (when.intents ?? []).map((one) => t(`reading:intents.${one}`))],
      [t('when.topics'), (when.topics ?? []).map((one) => t(`reading:topic.${one}`))],
    ]
    const said = [
      ...(when.visibility ? [t(`when.${when.visibility}`)] : []),
      ...several
        .filter(([, values]) => values.length > 0)
        .map(([what, values]) => t('when.of', { what, values: either.format(values) })),
      ...(when.urgency ? [t(when.urgency > 1 ? 'reading:urgencies.2' : 'reading:filter.soon')] : []),
      ...(when.query?.trim() ? [when.query.trim()] : []),
    ]
    return said.length === 0 ? t('when.all') : t('when.said', { words: said.join(' · ') })
  }
}
