import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HolidayRule, ServiceCalendar } from '../../../server/api.ts'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import { dayName } from '../notices/choice.ts'
import { daysText, hoursText, readDays, readHours } from './draft.ts'
import classes from './targets.module.css'

const RULES: HolidayRule[] = ['none', 'fr', 'fr-alsace-moselle']

interface Props {
  calendar: ServiceCalendar
  onChange(change: Partial<ServiceCalendar>): void
  onRemove(): void
}

/** One day of the week, as one writes it; what is not understood is said, and not kept. */
function DayField({ day, calendar, onChange }: { day: number } & Pick<Props, 'calendar' | 'onChange'>) {
  const { t, i18n } = useTranslation('targets')
  const hours = calendar.week[day] ?? []
  const [text, setText] = useState(() => hoursText(hours))
  const read = readHours(text)
  return (
    <TextInput
      label={dayName(day + 1, i18n.language, 'long')}
      placeholder={t('calendar.closed')}
      value={text}
      error={read ? undefined : t('calendar.hours_wrong')}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const next = readHours(event.currentTarget.value)
        if (next) onChange({ week: calendar.week.map((one, i) => (i === day ? next : one)) })
      }}
      onBlur={() => read && setText(hoursText(read))}
    />
  )
}

function OddDays({ calendar, onChange }: Pick<Props, 'calendar' | 'onChange'>) {
  const { t } = useTranslation('targets')
  const [text, setText] = useState(() => daysText(calendar.days))
  const read = readDays(text)
  return (
    <Textarea
      label={t('calendar.days')}
      description={t('calendar.days_help')}
      autosize
      minRows={2}
      value={text}
      error={'wrong' in read ? t('calendar.days_wrong', { line: read.wrong }) : undefined}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const next = readDays(event.currentTarget.value)
        if ('days' in next) onChange({ days: next.days })
      }}
    />
  )
}

/** When a team works: hours of each day of the week, holidays, and days that are otherwise. */
export function CalendarFields({ calendar, onChange, onRemove }: Props) {
  const { t } = useTranslation('targets')
  return (
    <li className={classes.card}>
      <div className={classes.fields}>
        <TextInput
          label={t('calendar.name')}
          required
          maxLength={80}
          value={calendar.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <ZoneSelect
          label={t('calendar.zone')}
          value={calendar.zone}
          onChange={(zone) => onChange({ zone })}
        />
        <NativeSelect
          label={t('calendar.holidays')}
          value={calendar.holidays}
          data={RULES.map((value) => ({ value, label: t(`holidays.${value}`) }))}
          onChange={(event) =>
            onChange({ holidays: RULES.find((rule) => rule === event.currentTarget.value) ?? 'none' })
          }
        />
      </div>
      <details>
        <summary>{t('calendar.week')}</summary>
        <p className="hush small">{t('calendar.week_help')}</p>
        <div className={classes.fields}>
          {calendar.week.map((_, day) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day of the week is its place in it.
            <DayField key={day} day={day} calendar={calendar} onChange={onChange} />
          ))}
        </div>
      </details>
      <OddDays calendar={calendar} onChange={onChange} />
      <Button variant="subtle" color="gray" className={classes.remove ?? ''} onClick={onRemove}>
        {t('calendar.remove', { name: calendar.name })}
      </Button>
    </li>
  )
}
