import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedQuery } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { QuickDialog } from '../../kit/quick-dialog.tsx'
import { importedQuery } from '../queries.ts'
import own from './editor.module.css'

export const TOOLS = ['brandwatch', 'talkwalker', 'mention', 'google-alerts'] as const
export type Tool = (typeof TOOLS)[number]

const TONES = { kept: 'good', changed: 'warm', dropped: 'bad' } as const

export function ToolSelect({ value, onChange }: { value: Tool; onChange(tool: Tool): void }) {
  const { t } = useTranslation('watch')
  return (
    <NativeSelect
      label={t('paste.from')}
      value={value}
      data={TOOLS.map((tool) => ({ value: tool, label: t(`paste.tools.${tool}`) }))}
      onChange={(event) => onChange(TOOLS.find((tool) => tool === event.currentTarget.value) ?? 'brandwatch')}
    />
  )
}

/** What became of each piece that is not the same here. */
export function Notes({ notes }: { notes: ImportedQuery['notes'] }) {
  const { t } = useTranslation('watch')
  if (notes.length === 0) return null
  return (
    <ul className={own.notes} aria-label={t('paste.notes')}>
      {notes.map((note) => (
        <li key={`${note.start} ${note.end} ${note.message}`}>
          <span className="tag" data-tone={TONES[note.fate]}>
            {t(`paste.fate.${note.fate}`)}
          </span>
          <code>{note.what}</code>
          <p className="small">
            {note.message} {note.effect !== 'same' && <strong>{t(`paste.effect.${note.effect}`)}</strong>}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Result({ done }: { done: ImportedQuery }) {
  const { t } = useTranslation('watch')
  return (
    <>
      <div>
        <h3>{t('paste.after')}</h3>
        <p className={own.after}>{done.query || t('paste.nothing')}</p>
        {done.reading && <p className="hush small">{done.reading}</p>}
      </div>
      {done.errors.map((error) => (
        <p key={error} className="notice" data-tone="bad">
          {error}
        </p>
      ))}
      {done.query && done.errors.length === 0 && (
        <p role="status" className="small">
          {done.notes.length === 0 ? t('paste.whole') : t('paste.some', { count: done.notes.length })}
        </p>
      )}
      <Notes notes={done.notes} />
    </>
  )
}

/** A query of another tool, before and after, with what is not the same; taken at a click. */
export function PasteDialog({ onTake, onClose }: { onTake(query: string): void; onClose(): void }) {
  const { t } = useTranslation('watch')
  const [tool, setTool] = useState<Tool>('brandwatch')
  const [text, setText] = useState('')
  const [source] = useDebouncedValue(text, 250)
  const imported = useQuery(importedQuery(tool, source))
  const done = source.trim() ? imported.data : undefined
  const takes = done !== undefined && done.query !== '' && done.errors.length === 0 && source === text
  return (
    <QuickDialog label={t('paste.title')} titled onClose={onClose}>
      <div className={`${own.paste} ${own.pasteGrid}`}>
        <ToolSelect value={tool} onChange={setTool} />
        <Textarea
          label={t('paste.before')}
          placeholder={t(`paste.placeholder.${tool}`)}
          autosize
          minRows={3}
          maxRows={9}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ProblemNotice error={imported.error} />
        {done && <Result done={done} />}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            disabled={!takes}
            onClick={() => {
              onClose()
              // The field takes the focus again once the dialog is gone.
              if (done) requestAnimationFrame(() => onTake(done.query))
            }}
          >
            {t('paste.take')}
          </Button>
        </div>
      </div>
    </QuickDialog>
  )
}
