import { Button, FileButton, Modal, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermList } from '../../../server/api.ts'
import { IconTrash, IconUpload } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { listsQuery } from '../queries.ts'
import classes from './lists.module.css'
import { termsIn } from './sheet.ts'

interface Checked {
  terms: string[]
  faults: { line: number; term: string; message: string }[]
}

function useCheck(text: string) {
  const [settled] = useDebouncedValue(text, 300)
  return useQuery({
    queryKey: ['terms-check', settled],
    queryFn: ({ signal }) => api.post<Checked>('/term-lists/check', { terms: settled.split('\n') }, signal),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
  })
}

function useActs(list: TermList | undefined, onClose: () => void) {
  const client = useQueryClient()
  const done = async () => {
    await client.invalidateQueries({ queryKey: listsQuery.queryKey })
    onClose()
  }
  return {
    save: useMutation({
      mutationFn: (body: { name: string; terms: string[] }) =>
        list ? api.patch<TermList>(`/term-lists/${list.id}`, body) : api.post<TermList>('/term-lists', body),
      onSuccess: done,
    }),
    remove: useMutation({ mutationFn: () => api.delete(`/term-lists/${list?.id}`), onSuccess: done }),
  }
}

function Faults({ faults }: { faults: Checked['faults'] }) {
  const { t } = useTranslation('watch')
  return (
    <ul className={classes.faults}>
      {faults.map(({ line, term, message }) => (
        <li key={line}>
          {t('lists.line', { line })} <code>{term}</code> {message}
        </li>
      ))}
    </ul>
  )
}

/** A list written one term a line; what cannot be a term is told by its line. */
export function ListForm({ list, onClose }: { list: TermList | undefined; onClose(): void }) {
  const { t } = useTranslation('watch')
  const [name, setName] = useState(list?.name ?? '')
  const [text, setText] = useState((list?.terms ?? []).join('\n'))
  const check = useCheck(text)
  const { save, remove } = useActs(list, onClose)
  const faults = text.trim() ? (check.data?.faults ?? []) : []
  const used = (list?.usedBy.length ?? 0) > 0
  async function read(file: File | null) {
    if (!file) return
    const more = termsIn(await file.text(), name)
    setText((before) =>
      [...new Set([...before.split('\n'), ...more])].filter((line) => line.trim()).join('\n'),
    )
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ name: name.trim(), terms: text.split('\n') })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={list ? t('lists.edit_named', { name: list.name }) : t('lists.create')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size="lg"
    >
      <form onSubmit={submit} className="stack">
        <TextInput
          data-autofocus
          label={t('lists.name')}
          description={t(used ? 'lists.name_kept' : 'lists.name_help')}
          required
          maxLength={50}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t('lists.terms_label')}
          description={t('lists.terms_help')}
          autosize
          minRows={6}
          maxRows={16}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p role="status" className="hush small">
          {text.trim() && check.data ? t('lists.terms', { count: check.data.terms.length }) : ''}
        </p>
        {faults.length > 0 && <Faults faults={faults} />}
        {used && <p className="notice">{t('lists.follow', { count: list?.usedBy.length ?? 0 })}</p>}
        <ProblemNotice error={save.error ?? remove.error} />
        <div className="buttons">
          {list && (
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('delete')}
            </Button>
          )}
          <FileButton onChange={read} accept=".csv,.tsv,.txt">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                {t('lists.read')}
              </Button>
            )}
          </FileButton>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!name.trim() || !text.trim() || faults.length > 0}
          >
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
