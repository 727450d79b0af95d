import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceField } from '../../../server/api.ts'
import { MoveButtons, WordsInputs } from './reasons.tsx'
import classes from './services.module.css'
import { choiceLines, choicesIn, shifted } from './value.ts'

const KINDS: ServiceField['kind'][] = ['text', 'choice', 'number', 'date', 'file']

interface Props {
  fields: ServiceField[]
  onChange(fields: ServiceField[]): void
}

/** The form of the service's own, in the order in which it is filled. */
export function Fields({ fields, onChange }: Props) {
  const { t } = useTranslation('service')
  const set = (index: number, change: Partial<ServiceField>) =>
    onChange(fields.map((one, n) => (n === index ? { ...one, ...change } : one)))
  return (
    <section className="sheet stack" aria-labelledby="fields">
      <h2 id="fields">{t('set.fields')}</h2>
      <ul className="stack">
        {fields.map((field, index) => (
          <li key={field.id} className={classes.row}>
            <WordsInputs words={field.words} onChange={(words) => set(index, { words })} />
            <FieldKind field={field} onSet={(change) => set(index, change)} />
            <MoveButtons
              first={index === 0}
              last={index === fields.length - 1}
              onMove={(by) => onChange(shifted(fields, index, by))}
            />
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onChange(fields.filter(({ id }) => id !== field.id))}
            >
              {t('set.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="buttons-start">
        <Button
          variant="default"
          onClick={() =>
            onChange([
              ...fields,
              { id: crypto.randomUUID(), kind: 'text', words: { fr: '', en: '' }, required: false },
            ])
          }
        >
          {t('set.add_field')}
        </Button>
      </div>
    </section>
  )
}

function FieldKind({ field, onSet }: { field: ServiceField; onSet(change: Partial<ServiceField>): void }) {
  const { t } = useTranslation('service')
  const [choices, setChoices] = useState(choiceLines(field.choices))
  return (
    <>
      <Select
        label={t('set.kind')}
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: t(`set.kind_${kind}`) }))}
        value={field.kind}
        onChange={(value) => {
          const kind = KINDS.find((one) => one === value) ?? 'text'
          onSet({ kind, choices: kind === 'choice' ? choicesIn(choices) : undefined, from: undefined })
        }}
      />
      {field.kind === 'choice' && (
        <Textarea
          className={classes.wide ?? ''}
          required
          autosize
          minRows={2}
          label={t('set.choices')}
          value={choices}
          onChange={(event) => {
            setChoices(event.currentTarget.value)
            onSet({ choices: choicesIn(event.currentTarget.value) })
          }}
        />
      )}
      <Checkbox
        label={t('set.required')}
        checked={field.required}
        onChange={(event) => onSet({ required: event.currentTarget.checked })}
      />
      {field.kind === 'text' && (
        <Checkbox
          label={t('set.from_order')}
          checked={field.from === 'order'}
          onChange={(event) => onSet({ from: event.currentTarget.checked ? 'order' : undefined })}
        />
      )}
    </>
  )
}
