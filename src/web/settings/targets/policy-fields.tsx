import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueKind, Member, ServiceCalendar, ServicePolicy } from '../../../server/api.ts'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { RuleHead } from '../rule-head.tsx'
import { KINDS, listed, minutesOf, newStep, UNITS, type Unit, written } from './draft.ts'
import { StepFields } from './step-fields.tsx'
import classes from './targets.module.css'

interface Props {
  policy: ServicePolicy
  calendars: ServiceCalendar[]
  members: Member[]
  place: number
  count: number
  onChange(change: Partial<ServicePolicy>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}
type Part = Pick<Props, 'policy' | 'onChange'>

function Target({ kind, policy, onChange }: { kind: DueKind } & Part) {
  const { t } = useTranslation('targets')
  const minutes = policy.targets[kind]
  const [unit, setUnit] = useState<Unit>(() => (minutes ? written(minutes).unit : 'hours'))
  const set = (value: number | string, by: Unit) =>
    onChange({ targets: { ...policy.targets, [kind]: minutesOf(value, by) } })
  const value = minutes === null ? '' : unit === 'hours' ? minutes / 60 : minutes
  return (
    <div className={classes.target}>
      <NumberInput
        label={t(`kind.${kind}`)}
        placeholder={t('policy.no_target')}
        min={0}
        value={value}
        onChange={(next) => set(next, unit)}
      />
      <NativeSelect
        aria-label={t('policy.unit', { kind: t(`kind.${kind}`) })}
        value={unit}
        data={UNITS.map((one) => ({ value: one, label: t(`unit.${one}`) }))}
        onChange={(event) => {
          const next = UNITS.find((one) => one === event.currentTarget.value) ?? 'hours'
          setUnit(next)
          set(value, next)
        }}
      />
    </div>
  )
}

function Conditions({ policy, onChange }: Part) {
  const { t } = useTranslation('targets')
  const channels = useQuery(channelsQuery).data ?? []
  const tiers = useQuery(tiersQuery).data?.tiers ?? []
  const channelName = useChannelName()
  const [labels, setLabels] = useState(policy.labels.join(', '))
  const toggle = (list: string[], one: string, on: boolean) =>
    on ? [...list, one] : list.filter((other) => other !== one)
  return (
    <>
      <fieldset className={classes.choices}>
        <legend>{t('policy.channels')}</legend>
        {channels.map(({ id }) => (
          <Checkbox
            key={id}
            label={channelName(id)}
            checked={policy.channels.includes(id)}
            onChange={(event) =>
              onChange({ channels: toggle(policy.channels, id, event.currentTarget.checked) })
            }
          />
        ))}
      </fieldset>
      <fieldset className={classes.choices}>
        <legend>{t('policy.langs')}</legend>
        {['fr', 'en'].map((lang) => (
          <Checkbox
            key={lang}
            label={t(`lang.${lang}`)}
            checked={policy.langs.includes(lang)}
            onChange={(event) => onChange({ langs: toggle(policy.langs, lang, event.currentTarget.checked) })}
          />
        ))}
      </fieldset>
      {tiers.length > 0 && (
        <fieldset className={classes.choices}>
          <legend>{t('policy.tiers')}</legend>
          {tiers.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={(policy.tiers ?? []).includes(id)}
              onChange={(event) =>
                onChange({ tiers: toggle(policy.tiers ?? [], id, event.currentTarget.checked) })
              }
            />
          ))}
        </fieldset>
      )}
      <div className={classes.fields}>
        <NativeSelect
          label={t('policy.visibility')}
          value={policy.visibility ?? ''}
          data={['', 'public', 'private'].map((value) => ({
            value,
            label: t(`visibility.${value || 'all'}`),
          }))}
          onChange={(event) => {
            const { value } = event.currentTarget
            onChange({ visibility: value === 'public' || value === 'private' ? value : null })
          }}
        />
        <NumberInput
          label={t('policy.priority')}
          description={t('policy.priority_help')}
          min={0}
          max={100}
          value={policy.priority}
          onChange={(value) => onChange({ priority: Number(value) || 0 })}
        />
        <TextInput
          label={t('policy.labels')}
          description={t('policy.labels_help')}
          value={labels}
          onChange={(event) => {
            setLabels(event.currentTarget.value)
            onChange({ labels: listed(event.currentTarget.value) })
          }}
        />
      </div>
    </>
  )
}

function Head({ policy, place, count, onChange, onMove, onRemove }: Omit<Props, 'calendars' | 'members'>) {
  const { t } = useTranslation('targets')
  const name = policy.name.trim() || t('policy.unnamed')
  const words = {
    name: t('policy.name'),
    enabled: t('policy.enabled', { name }),
    up: t('policy.up', { name }),
    down: t('policy.down', { name }),
    remove: t('policy.remove', { name }),
  }
  const { enabled } = policy
  return (
    <RuleHead
      {...{ name: policy.name, longest: 80, enabled, place, count, words }}
      {...{ onChange, onMove, onRemove }}
    />
  )
}

/** Targets for some conversations: which, how soon, by which hours, and what is done as they come near. */
export function PolicyFields(props: Props) {
  const { policy, calendars, members, onChange } = props
  const { t } = useTranslation('targets')
  const change = (id: string, some: Partial<ServicePolicy['steps'][number]>) =>
    onChange({ steps: policy.steps.map((step) => (step.id === id ? { ...step, ...some } : step)) })
  return (
    <li className={classes.card} data-off={!policy.enabled || undefined}>
      <Head {...props} />
      <div className={classes.fields}>
        {KINDS.map((kind) => (
          <Target key={kind} kind={kind} policy={policy} onChange={onChange} />
        ))}
        <NativeSelect
          label={t('policy.calendar')}
          value={policy.calendarId ?? ''}
          data={[
            { value: '', label: t('policy.always') },
            ...calendars.map(({ id, name }) => ({ value: id, label: name || t('calendar.unnamed') })),
          ]}
          onChange={(event) => onChange({ calendarId: event.currentTarget.value || null })}
        />
      </div>
      <details>
        <summary>{t('policy.which')}</summary>
        <Conditions policy={policy} onChange={onChange} />
      </details>
      <details>
        <summary>{t('policy.steps', { count: policy.steps.length })}</summary>
        <ul className={classes.cards}>
          {policy.steps.map((step) => (
            <StepFields
              key={step.id}
              step={step}
              members={members}
              onChange={(some) => change(step.id, some)}
              onRemove={() => onChange({ steps: policy.steps.filter((one) => one.id !== step.id) })}
            />
          ))}
        </ul>
        <Button
          variant="default"
          size="compact-md"
          disabled={policy.steps.length >= 10}
          onClick={() => onChange({ steps: [...policy.steps, newStep(crypto.randomUUID())] })}
        >
          {t('step.add')}
        </Button>
      </details>
    </li>
  )
}
