import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApprovalRule } from '../../../server/api.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { alertsQuery } from '../../watch/queries.ts'
import { saysOf } from './rule.ts'

/** What a member is called; one who has left is somebody. */
export function useMemberName(): (id: string) => string {
  const { t } = useTranslation('approval-rules')
  const members = useQuery(membersQuery).data ?? []
  return (id) => members.find((one) => one.id === id)?.name ?? t('somebody')
}

/** What a rule does, in a sentence. */
export function useSays(): (rule: ApprovalRule) => string {
  const { t } = useTranslation('approval-rules')
  const { t: common } = useTranslation()
  const { list } = useFormat()
  const channel = useChannelName()
  const nameOf = useMemberName()
  const alerts = useQuery(alertsQuery).data ?? []
  const named = (all: { id: string; name: string }[], id: string) =>
    all.find((one) => one.id === id)?.name ?? t('somebody')
  return (rule) => {
    const { key, count, who, where, approvers, hours } = saysOf(rule, {
      channel,
      member: nameOf,
      role: (role) => common(`roles.${role}`),
      alert: (id) => named(alerts, id),
    })
    const what = t(`rules.says.${key}`, { count, who: list(who), where: list(where) })
    const by = approvers.length > 0 ? t('rules.by', { who: list(approvers) }) : t('rules.by_any')
    return `${what} ${by} ${t('rules.else', { count: hours })}`
  }
}
