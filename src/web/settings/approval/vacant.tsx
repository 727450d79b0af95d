import { useTranslation } from 'react-i18next'
import type { ApprovalRule, ApprovalRules } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { isVacant } from './rule.ts'

interface Props {
  rule: ApprovalRule
  approvers: ApprovalRules['approvers']
  /** Name of a member, also of one who has left. */
  nameOf(id: string): string
}

/** Says that nobody whom a rule names can approve, and who does meanwhile. */
export function Vacant({ rule, approvers, nameOf }: Props) {
  const { t } = useTranslation('approval-rules')
  const { t: common } = useTranslation()
  const { list } = useFormat()
  if (!rule.enabled || !isVacant(rule, approvers)) return null
  const who = [...rule.roles.map((role) => common(`roles.${role}`)), ...rule.approvers.map(nameOf)]
  return (
    <p className="notice" data-tone="warm" role="status">
      {t('rules.vacant', { who: list([...new Set(who)]) })}
    </p>
  )
}
