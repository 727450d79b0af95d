import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteForm, SiteFormField } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { addField, moved, optionsIn, START } from './fields.ts'

const KINDS = ['name', 'email', 'subject', 'order', 'text', 'message', 'choice', 'file', 'consent'] as const

/** Makes a form, field by field; what is said in one language only is said so in both. */
export function FormEditor({
  accountId,
  form,
  onClose,
}: {
  accountId: string
  form?: SiteForm
  onClose(): void
}) {
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const [name, setName] = useState(form?.name ?? '')
  const [fields, setFields] = useState<SiteFormField[]>(form?.fields ?? START(t))
  const [thanks, setThanks] = useState(form?.thanks ?? { fr: '', en: '' })
  const save = useMutation({
    mutationFn: () =>
      form
        ? api.patch(`/site-forms/${form.id}`, { name, fields, thanks })
        : api.post('/site-forms', { accountId, name, fields, thanks }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['site-forms'] })
      onClose()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const change = (index: number, to: Partial<SiteFormField>) =>
    setFields(fields.map((field, at) => (at === index ? { ...field, ...to } : field)))
  return (
    <form className="sheet stack" onSubmit={submit}>
      <TextInput
        label={t('forms.name')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ol className="stack" style={{ paddingInlineStart: '1.2rem' }}>
        {fields.map((field, index) => (
          <li key={field.id}>
            <FieldLine
              field={field}
              change={(to) => change(index, to)}
              up={index > 0 ? () => setFields(moved(fields, index, -1)) : undefined}
              remove={fields.length > 1 ? () => setFields(fields.toSpliced(index, 1)) : undefined}
            />
          </li>
        ))}
      </ol>
      <div className="buttons-start">
        <Button variant="default" disabled={fields.length >= 20} onClick={() => setFields(addField(fields))}>
          {t('forms.add_field')}
        </Button>
      </div>
      {(['fr', 'en'] as const).map((lang) => (
        <TextInput
          key={lang}
          label={t(`forms.thanks_${lang}`)}
          maxLength={500}
          value={thanks[lang]}
          onChange={(event) => setThanks({ ...thanks, [lang]: event.currentTarget.value })}
        />
      ))}
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('forms.leave')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

interface LineProps {
  field: SiteFormField
  change(to: Partial<SiteFormField>): void
  up: (() => void) | undefined
  remove: (() => void) | undefined
}

function FieldLine({ field, change, up, remove }: LineProps) {
  const { t } = useTranslation('own-site')
  const [options, setOptions] = useState(
    (field.options ?? []).map(({ fr, en }) => (fr === en ? fr : `${fr} | ${en}`)).join('\n'),
  )
  const say = (lang: 'fr' | 'en', text: string) => change({ label: { ...field.label, [lang]: text } })
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
      <NativeSelect
        label={t('forms.kind')}
        value={field.kind}
        data={KINDS.map((value) => ({ value, label: t(`forms.kinds.${value}`) }))}
        onChange={(event) => change({ kind: event.currentTarget.value as SiteFormField['kind'] })}
      />
      <TextInput
        label={t('forms.label_fr')}
        maxLength={2000}
        value={field.label.fr}
        onChange={(event) => say('fr', event.currentTarget.value)}
      />
      <TextInput
        label={t('forms.label_en')}
        maxLength={2000}
        value={field.label.en}
        onChange={(event) => say('en', event.currentTarget.value)}
      />
      {field.kind === 'choice' && (
        <Textarea
          label={t('forms.options')}
          description={t('forms.options_help')}
          autosize
          minRows={3}
          value={options}
          onChange={(event) => {
            setOptions(event.currentTarget.value)
            change({ options: optionsIn(event.currentTarget.value) })
          }}
        />
      )}
      <Checkbox
        label={t('forms.required')}
        checked={field.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
      <div className="buttons-start">
        {up && (
          <Button size="compact-md" variant="default" onClick={up}>
            {t('forms.up')}
          </Button>
        )}
        {remove && (
          <Button size="compact-md" variant="subtle" color="red" onClick={remove}>
            {t('forms.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
