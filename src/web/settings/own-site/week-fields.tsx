import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asMonday, readHours, type Window, written } from './hours.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7]
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5)

/** The windows of a week, each day in a line as one writes them. */
export function WeekFields({
  legend,
  help,
  windows,
  onChange,
}: {
  legend: string
  help: string
  windows: Window[]
  onChange(windows: Window[]): void
}) {
  const { t, i18n } = useTranslation('own-site')
  const [texts, setTexts] = useState(() => DAYS.map((day) => written(windows, day)))
  const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  const monday = texts[0] ?? ''
  function change(next: string[]) {
    setTexts(next)
    const read = next.map((one, at) => readHours(one, at + 1))
    if (read.every((one) => one !== undefined)) onChange(read.flat())
  }
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>{legend}</legend>
      <p className="hush small">{help}</p>
      {DAYS.map((day, index) => (
        <TextInput
          key={day}
          label={name.format(new Date(MONDAY + index * 86_400_000))}
          placeholder="09:00–12:00, 14:00–18:00"
          value={texts[index] ?? ''}
          error={readHours(texts[index] ?? '', day) ? undefined : t('hours_wrong')}
          onChange={(event) => change(texts.with(index, event.currentTarget.value))}
        />
      ))}
      {monday.trim() !== '' && readHours(monday, 1) && (
        <div className="buttons-start">
          <Button variant="default" size="compact-md" onClick={() => change(asMonday(texts))}>
            {t('hours_alike')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
