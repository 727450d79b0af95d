import { FileInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attachment, ServiceField } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { upload } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { choicesOf, wordsIn } from './words.ts'

interface Props {
  field: ServiceField
  value: string
  error: string | undefined
  onChange(value: string): void
}

/** One question of a service's own form. */
export function FieldInput({ field, value, error, onChange }: Props) {
  const { locale } = useFormat()
  const label = wordsIn(field.words, locale)
  const common = { label, required: field.required, error }
  if (field.kind === 'file') return <FileField {...common} onChange={onChange} />
  if (field.kind === 'choice')
    return (
      <Select
        {...common}
        clearable={!field.required}
        data={choicesOf(field.choices ?? [], locale)}
        value={value || null}
        onChange={(one) => onChange(one ?? '')}
      />
    )
  return (
    <TextInput
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function FileField({
  onChange,
  ...rest
}: {
  label: string
  required: boolean
  error: string | undefined
  onChange(value: string): void
}) {
  const { t } = useTranslation('service')
  const send = useMutation({
    mutationFn: (file: File) =>
      upload<Attachment>('/attachments', { name: file.name }, file, () => {}, new AbortController().signal),
    onSuccess: ({ id }) => onChange(id),
    onError: sayProblem,
  })
  return (
    <FileInput
      {...rest}
      clearable
      placeholder={t('attach')}
      disabled={send.isPending}
      onChange={(file) => (file ? send.mutate(file) : onChange(''))}
    />
  )
}
