import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServiceTiming } from '../../../server/api.ts'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './services.module.css'

type Step = ServiceTiming['steps'][number]
const HOLIDAYS: ServiceTiming['holidays'][] = ['none', 'fr', 'fr-alsace-moselle']
/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1, 12)

interface Props {
  timing: ServiceTiming
  onChange(timing: ServiceTiming): void
}

/** By when it answers and when it is reminded, on the clocks of its own zone. */
export function TimingFields({ timing, onChange }: Props) {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  const set = (change: Partial<ServiceTiming>) => onChange({ ...timing, ...change })
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  return (
    <section className="sheet stack" aria-labelledby="timing">
      <h2 id="timing">{t('set.timing')}</h2>
      <div className={classes.row}>
        <Whole
          label={t('set.days')}
          min={0}
          max={60}
          value={timing.days}
          onChange={(days) => set({ days })}
        />
        <Time label={t('set.at')} value={timing.at} onChange={(at) => set({ at })} />
        <Whole
          label={t('set.linkDays')}
          min={1}
          max={90}
          value={timing.linkDays}
          onChange={(linkDays) => set({ linkDays })}
        />
      </div>
      <Checkbox.Group
        label={t('set.workdays')}
        value={timing.workdays.map(String)}
        onChange={(days) => set({ workdays: days.map(Number).sort((a, b) => a - b) })}
      >
        <div className={classes.row}>
          {[1, 2, 3, 4, 5, 6, 7].map((n) => (
            <Checkbox key={n} value={String(n)} label={day.format(new Date(MONDAY + (n - 1) * 86_400_000))} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.row}>
        <Select
          label={t('set.holidays')}
          allowDeselect={false}
          data={HOLIDAYS.map((one) => ({ value: one, label: t(`set.holidays_${one}`) }))}
          value={timing.holidays}
          onChange={(value) => set({ holidays: HOLIDAYS.find((one) => one === value) ?? 'none' })}
        />
        <ZoneSelect label={t('set.zone')} value={timing.zone} onChange={(zone) => zone && set({ zone })} />
      </div>
      <Steps steps={timing.steps} onChange={(steps) => set({ steps })} />
    </section>
  )
}

interface WholeProps {
  label: string
  min: number
  max: number
  value: number
  onChange(value: number): void
}

function Whole({ onChange, ...rest }: WholeProps) {
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(value) => typeof value === 'number' && onChange(value)}
    />
  )
}

function Time({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextInput
      type="time"
      required
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Steps({ steps, onChange }: { steps: Step[]; onChange(steps: Step[]): void }) {
  const { t } = useTranslation('service')
  const set = (index: number, change: Partial<Step>) =>
    onChange(steps.map((one, n) => (n === index ? { ...one, ...change } : one)))
  return (
    <fieldset className={`stack ${classes.plain}`}>
      <legend>{t('set.steps')}</legend>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reminder is nothing but its place in the plan.
        <fieldset key={index} className={classes.row} aria-label={t('set.step', { n: index + 1 })}>
          <Whole
            label={t('set.step_days')}
            min={-30}
            max={60}
            value={step.days}
            onChange={(days) => set(index, { days })}
          />
          <Time label={t('set.step_at')} value={step.at} onChange={(at) => set(index, { at })} />
          <Select
            label={t('set.step_to')}
            allowDeselect={false}
            data={(['service', 'manager'] as const).map((to) => ({ value: to, label: t(`set.to_${to}`) }))}
            value={step.to}
            onChange={(to) => set(index, { to: to === 'manager' ? 'manager' : 'service' })}
          />
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange(steps.filter((_, n) => n !== index))}
          >
            {t('set.remove')}
          </Button>
        </fieldset>
      ))}
      <div className="buttons-start">
        <Button
          variant="default"
          disabled={steps.length >= 12}
          onClick={() => onChange([...steps, { days: 1, at: '09:00', to: 'service' }])}
        >
          {t('set.add_step')}
        </Button>
      </div>
    </fieldset>
  )
}
