import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import classes from '../settings.module.css'

const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be', 'macintosh']
const DELIMITERS = [',', ';', '\t', '|']
const ORDERS = ['dmy', 'mdy', 'ymd'] as const

interface Props {
  one: Import
  onChange(options: Partial<Import['options']>): void
}

/** A text is sent when it is left, not at each letter: the file is read again each time. */
function Line({
  label,
  help,
  value,
  onChange,
}: {
  label: string
  help?: string
  value: string
  onChange(value: string): void
}) {
  const [text, setText] = useState(value)
  return (
    <TextInput
      label={label}
      description={help}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== value && onChange(text.trim())}
    />
  )
}

/** How the bytes become rows: only what the format has a say in. */
function Shape({ one, onChange }: Props) {
  const { t } = useTranslation('settings')
  const { options } = one
  if (one.format === 'jsonl') return null
  return (
    <>
      {one.format === 'csv' && (
        <NativeSelect
          label={t('imports.encoding')}
          value={options.encoding}
          data={[...new Set([options.encoding, ...ENCODINGS])]}
          onChange={(event) => onChange({ encoding: event.currentTarget.value })}
        />
      )}
      {one.format === 'csv' && (
        <NativeSelect
          label={t('imports.delimiter')}
          value={options.delimiter}
          data={[...new Set([options.delimiter, ...DELIMITERS])].map((value) => ({
            value,
            label: value === '\t' ? t('imports.tab') : value,
          }))}
          onChange={(event) => onChange({ delimiter: event.currentTarget.value })}
        />
      )}
      {one.sheets.length > 1 && (
        <NativeSelect
          label={t('imports.sheet')}
          value={options.sheet ?? one.sheets[0] ?? ''}
          data={one.sheets}
          onChange={(event) => onChange({ sheet: event.currentTarget.value })}
        />
      )}
      <NumberInput
        label={t('imports.header_line')}
        description={t('imports.header_line_help')}
        min={0}
        value={options.headerLine}
        onChange={(line) => onChange({ headerLine: Number(line) || 0 })}
      />
    </>
  )
}

function Values({ one, onChange }: Props) {
  const { t } = useTranslation('settings')
  const { options } = one
  return (
    <>
      <NativeSelect
        label={t('imports.date_order')}
        value={options.dateOrder}
        data={ORDERS.map((value) => ({ value, label: t(`imports.order.${value}`) }))}
        onChange={(event) =>
          onChange({ dateOrder: ORDERS.find((one) => one === event.currentTarget.value) ?? 'dmy' })
        }
      />
      <ZoneSelect
        label={t('imports.zone')}
        value={options.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
      />
      <NativeSelect
        label={t('imports.decimal')}
        value={options.decimal}
        data={[
          { value: ',', label: t('imports.comma') },
          { value: '.', label: t('imports.point') },
        ]}
        onChange={(event) => onChange({ decimal: event.currentTarget.value === ',' ? ',' : '.' })}
      />
      <NumberInput
        label={t('imports.rating_scale')}
        min={1}
        max={1000}
        value={options.ratingScale}
        onChange={(scale) => Number(scale) >= 1 && onChange({ ratingScale: Number(scale) })}
      />
      <Line
        label={t('imports.currency')}
        value={options.currency}
        onChange={(code) => /^[A-Za-z]{3}$/.test(code) && onChange({ currency: code.toUpperCase() })}
      />
      <Line
        label={t('imports.network')}
        help={t('imports.network_help')}
        value={options.network ?? ''}
        onChange={(network) => onChange({ network })}
      />
      <Line
        label={t('imports.source')}
        help={t('imports.source_help')}
        value={options.source}
        onChange={(source) => source && onChange({ source })}
      />
    </>
  )
}

export function OptionFields({ one, onChange }: Props) {
  const { t } = useTranslation('settings')
  return (
    <>
      <div className={classes.fields}>
        <Shape one={one} onChange={onChange} />
        <Values one={one} onChange={onChange} />
      </div>
      {one.format === 'csv' && (
        <Switch
          label={t('imports.pad')}
          checked={one.options.pad}
          onChange={(event) => onChange({ pad: event.currentTarget.checked })}
        />
      )}
      {one.format === 'jsonl' && (
        <Switch
          label={t('imports.mangled')}
          checked={one.options.mangled}
          onChange={(event) => onChange({ mangled: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
