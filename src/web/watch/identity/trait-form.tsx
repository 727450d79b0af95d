import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Declared, Terms, Trait } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { QuickDialog } from '../../kit/quick-dialog.tsx'
import { api } from '../../lib/api.ts'
import { termsOf } from './finding.ts'
import classes from './identity.module.css'
import { IDENTITY } from './queries.ts'

interface Props {
  id?: string | undefined
  start: Declared
  onClose(): void
  onRetire?: (() => void) | undefined
}

interface Draft {
  word: string
  description: string
  query: string
  terms: Record<keyof Terms, string>
  opposites: Record<keyof Terms, string>
}

const joined = ({ fr, en }: Terms) => ({ fr: fr.join(', '), en: en.join(', ') })
const split = ({ fr, en }: Draft['terms']): Terms => ({ fr: termsOf(fr), en: termsOf(en) })

function draftOf(declared: Declared): Draft {
  const { word, description, query, terms, opposites } = declared
  return { word, description, query: query ?? '', terms: joined(terms), opposites: joined(opposites) }
}

function useSave({ id, onClose }: Props, draft: Draft) {
  const client = useQueryClient()
  const { word, description, query } = draft
  const body = {
    word,
    description,
    query: query.trim() || null,
    terms: split(draft.terms),
    opposites: split(draft.opposites),
  }
  return useMutation({
    mutationFn: () =>
      id ? api.patch<Trait>(`/identity/traits/${id}`, body) : api.post<Trait>('/identity/traits', body),
    async onSuccess() {
      onClose()
      await client.invalidateQueries({ queryKey: IDENTITY })
    },
  })
}

interface FieldsProps {
  draft: Draft
  set(change: Partial<Draft>): void
  onProposed(): void
}

function Fields({ draft, set, onProposed }: FieldsProps) {
  const { t } = useTranslation('identity')
  const list = (name: 'terms' | 'opposites', lang: keyof Terms) => (
    <Textarea
      label={t(`form.${name}_${lang}`)}
      autosize
      minRows={2}
      value={draft[name][lang]}
      onChange={(event) => set({ [name]: { ...draft[name], [lang]: event.currentTarget.value } })}
    />
  )
  return (
    <>
      <TextInput
        label={t('form.word')}
        description={t('form.word_help')}
        required
        maxLength={60}
        value={draft.word}
        onChange={(event) => set({ word: event.currentTarget.value })}
        onBlur={onProposed}
      />
      <TextInput
        label={t('form.description')}
        maxLength={500}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <p className="hush small">{t('form.terms_help')}</p>
      {list('terms', 'fr')}
      {list('terms', 'en')}
      <p className="hush small">{t('form.opposites_help')}</p>
      {list('opposites', 'fr')}
      {list('opposites', 'en')}
      <TextInput
        label={t('form.query')}
        description={t('form.query_help')}
        value={draft.query}
        onChange={(event) => set({ query: event.currentTarget.value })}
      />
    </>
  )
}

/** Declares a trait or changes one; a word that many brands say of themselves brings terms to start from. */
export function TraitForm(props: Props) {
  const { id, start, onClose, onRetire } = props
  const { t } = useTranslation('identity')
  const [draft, setDraft] = useState(() => draftOf(start))
  const save = useSave(props, draft)
  async function propose() {
    const word = draft.word.trim()
    const empty = [draft.terms, draft.opposites].every(({ fr, en }) => `${fr}${en}`.trim() === '')
    if (id || !word || !empty) return
    const proposal = await api.get<Declared>('/identity/proposal', { word }).catch(() => undefined)
    if (proposal) setDraft((now) => ({ ...draftOf(proposal), word: now.word, description: now.description }))
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <QuickDialog label={id ? t('form.edit', { word: start.word }) : t('form.title')} titled onClose={onClose}>
      <form onSubmit={submit} className={`stack ${classes.form}`}>
        <Fields
          draft={draft}
          set={(change) => setDraft({ ...draft, ...change })}
          onProposed={() => void propose()}
        />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          {onRetire && (
            <Button variant="subtle" color="red" onClick={onRetire}>
              {t('form.retire')}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={!draft.word.trim()}>
            {t(id ? 'save' : 'form.declare')}
          </Button>
        </div>
      </form>
    </QuickDialog>
  )
}
