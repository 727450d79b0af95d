import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  value: string | undefined
  options: { value: string; label: string }[]
  onChange(value: string | undefined): void
  /** Hides the label from sight where the value says enough. */
  brief?: boolean
  /** What no filter is called. */
  all?: string
}

/** One filter, by the device's own list: it works with a thumb, a keyboard and a screen reader alike. */
export function FilterSelect({ label, value, options, onChange, brief, all }: Props) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      {...(brief ? { 'aria-label': label } : { label })}
      value={value ?? ''}
      data={[{ value: '', label: all ?? t('filter.all') }, ...options]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
