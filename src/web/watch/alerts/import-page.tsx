import { Button, Checkbox, FileButton, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { IconUpload } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { Notes, type Tool, ToolSelect } from '../editor/paste-dialog.tsx'
import { toggled } from '../noise/rejections.ts'
import { alertsQuery, importedListQuery } from '../queries.ts'
import own from './alerts.module.css'
import { type Found, foundIn, leftOf } from './found.ts'

/** The server reads no longer ones at once. */
const MOST = 1_000_000

function Item({ item, on, onToggle }: { item: Found; on: boolean; onToggle(): void }) {
  const { t } = useTranslation('watch')
  const good = item.usable
  return (
    <li className={own.foundItem}>
      <Checkbox
        label={<strong>{item.name}</strong>}
        checked={on && good}
        disabled={!good}
        onChange={onToggle}
      />
      <p className="hush small">
        <code>{item.source}</code>
      </p>
      <p>
        <code>{item.query || t('paste.nothing')}</code>
      </p>
      {item.errors.map((error) => (
        <p key={error} className="notice" data-tone="bad">
          {error}
        </p>
      ))}
      {item.notes.length > 0 && (
        <details>
          <summary className="small">{t('paste.some', { count: item.notes.length })}</summary>
          <Notes notes={item.notes} />
        </details>
      )}
    </li>
  )
}

/** Makes the alerts one after the other; those that were made stay when one is refused. */
function useCreate(items: Found[], onDone: (at: number) => void) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    async mutationFn() {
      for (const { name, query, at } of items) {
        await api.post<Alert>('/alerts', { name, query })
        onDone(at)
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: alertsQuery.queryKey }),
    onSuccess: () => navigate({ to: '/watch' }),
  })
}

function FoundAlerts({ items }: { items: Found[] }) {
  const { t } = useTranslation('watch')
  const [off, setOff] = useState<ReadonlySet<number>>(new Set())
  const [made, setMade] = useState<ReadonlySet<number>>(new Set())
  const left = leftOf(items, off, made)
  const create = useCreate(left, (at) => setMade((before) => new Set([...before, at])))
  if (items.length === 0) return <p className="hush">{t('import.empty')}</p>
  return (
    <>
      <p role="status">
        {t('import.found', { count: items.length, usable: items.filter((item) => item.usable).length })}{' '}
        {create.isPending && t('import.made', { count: made.size })}
      </p>
      <ul className={own.found}>
        {items
          .filter((item) => !made.has(item.at))
          .map((item) => (
            <Item
              key={item.at}
              item={item}
              on={!off.has(item.at)}
              onToggle={() => setOff(toggled(off, item.at))}
            />
          ))}
      </ul>
      <ProblemNotice error={create.error} />
      <div className="buttons">
        <Button loading={create.isPending} disabled={left.length === 0} onClick={() => create.mutate()}>
          {t('import.create', { count: left.length })}
        </Button>
      </div>
    </>
  )
}

/** The alerts of another tool, brought over as many as there are. */
export function ImportAlertsPage() {
  const { t } = useTranslation('watch')
  const [tool, setTool] = useState<Tool>('brandwatch')
  const [text, setText] = useState('')
  const [source] = useDebouncedValue(text, 400)
  const list = useQuery(importedListQuery(tool, source))
  async function read(file: File | null) {
    if (file) setText((await file.text()).slice(0, MOST))
  }
  return (
    <div className="page">
      <PageHeader title={t('import.title')} lead={t('import.lead')} />
      <div className="sheet stack">
        <ToolSelect value={tool} onChange={setTool} />
        <Textarea
          label={t('import.text')}
          description={t('import.formats')}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={MOST}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="buttons-start">
          <FileButton onChange={read} accept=".csv,.tsv,.txt,.json,.opml,.xml">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                {t('import.file')}
              </Button>
            )}
          </FileButton>
        </div>
        <ProblemNotice error={list.error} />
        {list.isFetching && <Rows count={3} height={90} />}
        {list.data && <FoundAlerts key={source} items={foundIn(list.data)} />}
      </div>
    </div>
  )
}
