import { Button, NumberInput, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exchange } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { OutcomeInput } from '../outcome-input.tsx'
import { changeOf, type Fields, fieldsOf } from './changes.ts'

/** Corrects what one wrote down oneself; Ctrl and Enter keeps it, Escape leaves it as it was. */
export function EditLogged({ one, onClose }: { one: Exchange; onClose(): void }) {
  const { t } = useTranslation('exchange')
  const client = useQueryClient()
  const [fields, setFields] = useState<Fields>(fieldsOf(one))
  const form = useRef<HTMLFormElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    note.current?.focus()
    // It opens under what it corrects, which may be the last thing in sight.
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change })
  const keep = useMutation({
    mutationFn: async () => {
      const change = changeOf(one, fields)
      if (change) await api.patch<Exchange>(`/exchanges/${one.id}`, change)
    },
    onSuccess: () => {
      sayDone(t('logged.kept'))
      onClose()
      for (const key of ['exchanges', 'entries', 'conversations', 'timeline'])
        client.invalidateQueries({ queryKey: [key] })
    },
  })
  const errors = keep.error instanceof ApiProblem ? keep.error.fields : {}
  function submit(event: FormEvent) {
    event.preventDefault()
    keep.mutate()
  }
  function keyed(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      keep.mutate()
    }
  }
  return (
    <form ref={form} className="stack" aria-label={t('logged.edit')} onSubmit={submit} onKeyDown={keyed}>
      <Textarea
        autosize
        minRows={2}
        maxLength={10_000}
        ref={note}
        label={t('note')}
        error={errors.note}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <OutcomeInput value={fields.outcome} onChange={(outcome) => set({ outcome })} />
      <NumberInput
        label={t('minutes')}
        min={0}
        max={1440}
        allowDecimal={false}
        value={fields.minutes}
        onChange={(minutes) => set({ minutes: String(minutes) })}
      />
      <ProblemNotice error={keep.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={keep.isPending}>
          {t('logged.keep')}
        </Button>
      </div>
      <p className="hush small">{t('logged.edit_help')}</p>
    </form>
  )
}
