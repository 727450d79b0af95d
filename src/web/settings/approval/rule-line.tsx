import { Checkbox, NumberInput, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApprovalRule, ApprovalRules } from '../../../server/api.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { alertsQuery } from '../../watch/queries.ts'
import classes from '../assignment/assignment.module.css'
import { Choices } from '../assignment/choices.tsx'
import { RuleHead } from '../rule-head.tsx'
import { useNetworks } from './networks.ts'
import { useMemberName, useSays } from './says.ts'
import { Vacant } from './vacant.tsx'

interface Props {
  rule: ApprovalRule
  place: number
  count: number
  approvers: ApprovalRules['approvers']
  roles: ApprovalRules['roles']
  onChange(change: Partial<ApprovalRule>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

function Where({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>) {
  const { t } = useTranslation('approval-rules')
  const channel = useChannelName()
  const alerts = useQuery(alertsQuery).data ?? []
  const networks = useNetworks(rule.channels)
  return (
    <>
      <Choices
        label={t('rules.channels')}
        options={networks.map((value) => ({ value, label: channel(value) }))}
        value={rule.channels}
        onChange={(channels) => onChange({ channels })}
      />
      <Choices
        label={t('rules.alerts')}
        options={alerts.map(({ id, name }) => ({ value: id, label: name }))}
        value={rule.alerts}
        onChange={(all) => onChange({ alerts: all })}
      />
      <TagsInput label={t('rules.labels')} value={rule.labels} onChange={(labels) => onChange({ labels })} />
    </>
  )
}

function Newcomers({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>) {
  const { t } = useTranslation('approval-rules')
  const members = useQuery(membersQuery).data ?? []
  return (
    <>
      <NumberInput
        label={t('rules.first')}
        min={0}
        max={200}
        value={rule.first}
        onChange={(value) => onChange({ first: Number(value) || 0 })}
      />
      <Choices
        label={t('rules.members')}
        options={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={rule.members}
        onChange={(all) => onChange({ members: all })}
      />
    </>
  )
}

function Decision({
  rule,
  approvers,
  roles,
  onChange,
}: Pick<Props, 'rule' | 'approvers' | 'roles' | 'onChange'>) {
  const { t } = useTranslation('approval-rules')
  const { t: common } = useTranslation()
  const nameOf = useMemberName()
  // Who may approve no more can still be unticked.
  const gone = rule.approvers.filter((id) => !approvers.some((one) => one.id === id))
  return (
    <div className={classes.fields}>
      <Choices
        label={t('rules.roles')}
        options={roles.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
        value={rule.roles}
        onChange={(all) => onChange({ roles: roles.filter((role) => all.includes(role)) })}
      />
      <Choices
        label={t('rules.approvers')}
        options={[
          ...approvers.map(({ id, name }) => ({ value: id, label: name })),
          ...gone.map((id) => ({ value: id, label: t('rules.gone', { name: nameOf(id) }) })),
        ]}
        value={rule.approvers}
        onChange={(all) => onChange({ approvers: all })}
      />
      <NumberInput
        label={t('rules.hours')}
        min={1}
        max={336}
        value={rule.hours}
        onChange={(value) => onChange({ hours: Math.min(336, Math.max(1, Math.round(Number(value)) || 1)) })}
      />
      <Checkbox
        label={t('rules.editor_may')}
        checked={rule.editorMay}
        onChange={(event) => onChange({ editorMay: event.currentTarget.checked })}
      />
    </div>
  )
}

/** One rule: what it says in words, and its parts. */
export function RuleLine({ rule, place, count, approvers, roles, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation('approval-rules')
  const says = useSays()
  const nameOf = useMemberName()
  const name = rule.name.trim() || t('rules.unnamed')
  const hasParts = rule.kind === 'newcomer' || rule.kind === 'place'
  return (
    <li className={classes.rule} data-off={!rule.enabled || undefined}>
      <RuleHead
        {...{ name: rule.name, enabled: rule.enabled, place, count, onChange, onMove, onRemove }}
        words={{
          name: t('rules.name'),
          enabled: t('rules.enabled', { name }),
          up: t('rules.up', { name }),
          down: t('rules.down', { name }),
          remove: t('rules.remove', { name }),
        }}
      />
      <p>{says(rule)}</p>
      <Vacant rule={rule} approvers={approvers} nameOf={nameOf} />
      {hasParts && (
        <div className={classes.fields}>
          {rule.kind === 'newcomer' ? (
            <Newcomers rule={rule} onChange={onChange} />
          ) : (
            <Where rule={rule} onChange={onChange} />
          )}
        </div>
      )}
      <Decision rule={rule} approvers={approvers} roles={roles} onChange={onChange} />
    </li>
  )
}
