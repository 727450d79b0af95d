import { Select } from '@mantine/core'
import { useMemo } from 'react'

interface Props {
  label: string
  description?: string
  value: string
  onChange(zone: string): void
}

/** Every zone the browser knows, found by typing. */
export function ZoneSelect({ label, description, value, onChange }: Props) {
  const zones = useMemo(
    () => [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    [value],
  )
  return (
    <Select
      label={label}
      description={description}
      data={zones}
      searchable
      limit={60}
      allowDeselect={false}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
    />
  )
}
