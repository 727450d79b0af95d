import { Checkbox } from '@mantine/core'
import classes from './assignment.module.css'

interface Props {
  label: string
  options: { value: string; label: string }[]
  value: string[]
  onChange(value: string[]): void
}

/** Some of a few; none is any. */
export function Choices({ label, options, value, onChange }: Props) {
  if (options.length === 0) return null
  const toggle = (one: string, on: boolean) =>
    onChange(on ? [...value, one] : value.filter((that) => that !== one))
  return (
    <fieldset className={classes.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onChange={(event) => toggle(option.value, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}
