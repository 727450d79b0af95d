import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member, ServiceStep } from '../../../server/api.ts'
import { KINDS } from './draft.ts'
import classes from './targets.module.css'

interface Props {
  step: ServiceStep
  members: Member[]
  onChange(change: Partial<ServiceStep>): void
  onRemove(): void
}

const WHENS = ['before', 'at', 'after'] as const

function When({ step, onChange }: Pick<Props, 'step' | 'onChange'>) {
  const { t } = useTranslation('targets')
  const when = step.minutes === 0 ? 'at' : step.minutes < 0 ? 'before' : 'after'
  return (
    <>
      <NativeSelect
        label={t('step.of')}
        value={step.of}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(event) =>
          onChange({ of: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'first' })
        }
      />
      <NativeSelect
        label={t('step.when')}
        value={when}
        data={WHENS.map((value) => ({ value, label: t(`step.${value}`) }))}
        onChange={(event) => {
          const size = Math.abs(step.minutes) || 30
          const next = event.currentTarget.value
          onChange({ minutes: next === 'at' ? 0 : next === 'before' ? -size : size })
        }}
      />
      {when !== 'at' && (
        <NumberInput
          label={t('step.minutes')}
          min={1}
          max={10_080}
          value={Math.abs(step.minutes)}
          onChange={(value) => onChange({ minutes: Math.sign(step.minutes) * (Number(value) || 1) })}
        />
      )}
    </>
  )
}

/** What is done by itself around what is due: whom it tells, to whom it is given, how much it presses. */
export function StepFields({ step, members, onChange, onRemove }: Props) {
  const { t } = useTranslation('targets')
  const people = [
    ...(['assignee', 'managers', 'on-call'] as const).map((value) => ({ value, label: t(`tell.${value}`) })),
    ...members.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const tell = (who: string, on: boolean) =>
    onChange({ tell: on ? [...step.tell, who] : step.tell.filter((one) => one !== who) })
  return (
    <li className={classes.step}>
      <div className={classes.fields}>
        <When step={step} onChange={onChange} />
        <NativeSelect
          label={t('step.assign')}
          value={step.assign ?? ''}
          data={[
            { value: '', label: t('assign.stays') },
            { value: 'on-call', label: t('assign.on-call') },
            { value: 'nobody', label: t('assign.nobody') },
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => onChange({ assign: event.currentTarget.value || null })}
        />
        <NumberInput
          label={t('step.raise')}
          min={0}
          max={100}
          value={step.raise}
          onChange={(value) => onChange({ raise: Number(value) || 0 })}
        />
      </div>
      <fieldset className={classes.choices}>
        <legend>{t('step.tell')}</legend>
        {people.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={step.tell.includes(value)}
            onChange={(event) => tell(value, event.currentTarget.checked)}
          />
        ))}
        <Checkbox
          label={t('step.webhook')}
          checked={step.webhook}
          onChange={(event) => onChange({ webhook: event.currentTarget.checked })}
        />
      </fieldset>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={classes.remove ?? ''}
        onClick={onRemove}
      >
        {t('step.remove')}
      </Button>
    </li>
  )
}
