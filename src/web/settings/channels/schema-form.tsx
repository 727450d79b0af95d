import {
  Checkbox,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Choice, Config, Field } from './schema.ts'

interface Props {
  field: Field
  value: unknown
  error: string | undefined
  /** A secret is kept on the server: an empty field means that it stays. */
  kept: boolean
  onChange(value: unknown): void
}

/** A choice in words: the channel's, else ours, else as it is. */
function useWord() {
  const { t, i18n } = useTranslation('settings')
  return ({ value, label }: Choice) =>
    label ?? (i18n.exists(`settings:choice.${value}`) ? t(`choice.${value}`) : value)
}

function Choices({ field, value, error, onChange }: Props) {
  const word = useWord()
  return (
    <Checkbox.Group
      label={field.label}
      description={field.help}
      error={error}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={onChange}
    >
      <div className="buttons-start">
        {field.choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={word(choice)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function OneChoice({ field, value, error, onChange }: Props) {
  const word = useWord()
  const data = field.choices.map((choice) => ({ value: choice.value, label: word(choice) }))
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      error={error}
      required={field.required}
      data={field.required || field.start !== '' ? data : [{ value: '', label: '' }, ...data]}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Secret({ field, value, error, kept, onChange }: Props) {
  const { t } = useTranslation('settings')
  return (
    <PasswordInput
      label={field.label}
      description={field.help}
      error={error}
      required={field.required && !kept}
      autoComplete="off"
      placeholder={kept ? t('channels.secret_kept') : undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('channels.show_secret') }}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** One field of a channel's configuration, made from its schema. */
export function SchemaField(props: Props) {
  const { field, value, error, onChange } = props
  const same = { label: field.label, description: field.help, error, required: field.required }
  if (field.kind === 'choices') return <Choices {...props} />
  if (field.kind === 'secret') return <Secret {...props} />
  if (field.kind === 'switch') {
    return (
      <Switch
        label={field.label}
        description={field.help}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (field.kind === 'number') {
    return (
      <NumberInput
        {...same}
        min={field.min}
        max={field.max}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? '' : Number(next))}
      />
    )
  }
  if (field.kind === 'list') {
    const list = Array.isArray(value) ? value.map(String) : []
    return <TagsInput {...same} value={list} onChange={onChange} clearable={false} />
  }
  if (field.kind === 'choice') return <OneChoice {...props} />
  if (field.kind === 'long') {
    return (
      <Textarea
        {...same}
        autosize
        minRows={3}
        maxRows={10}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      {...same}
      type={field.kind === 'url' ? 'url' : 'text'}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface FormProps {
  fields: Field[]
  config: Config
  errors: Record<string, string>
  kept: boolean
  onChange(config: Config): void
}

export function SchemaForm({ fields, config, errors, kept, onChange }: FormProps) {
  return fields.map((field) => (
    <SchemaField
      key={field.name}
      field={field}
      value={config[field.name]}
      error={errors[`config.${field.name}`]}
      kept={kept}
      onChange={(value) => onChange({ ...config, [field.name]: value })}
    />
  ))
}
