import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedAnswer } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconDownload, IconPlus } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { When } from '../../kit/when.tsx'
import { apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './answers.module.css'
import { BringFile } from './bring-file.tsx'
import { partsOf } from './parts.ts'
import { byFolder, savedQuery } from './queries.ts'

/** What of a saved answer is to be minded, in words and not by colour alone. */
export function Marks({ answer: { content, approved } }: { answer: SavedAnswer }) {
  const { t } = useTranslation('answers')
  if (!content.crisis) return null
  return (
    <span className={classes.marks}>
      <span className="tag" data-tone="warm">
        {t('crisis')}
      </span>
      <span className="tag" data-tone={approved ? 'good' : 'bad'}>
        {t(approved ? 'approved' : 'to_approve')}
      </span>
    </span>
  )
}

/** What stands in a text to be filled is told from what is said. */
function Filled({ text }: { text: string }) {
  return partsOf(text).map(({ at, said, name }) =>
    name === undefined ? <span key={at}>{said}</span> : <code key={at}>{name}</code>,
  )
}

function Row({ answer }: { answer: SavedAnswer }) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const { id, content, uses, lastUsed } = answer
  const text = content.texts[locale] ?? Object.values(content.texts)[0] ?? ''
  return (
    <li className={classes.row}>
      <div className={classes.rowMain}>
        <Link to="/settings/answers/$answerId" params={{ answerId: id }}>
          {content.name}
        </Link>
        {content.shortcut && <code className="small"> /{content.shortcut}</code>}
        <Marks answer={answer} />
        <p className={`${classes.snippet} small`}>
          <Filled text={text} />
        </p>
      </div>
      <p className="hush small">
        {uses === 0 ? t('used_never') : t('used', { count: uses })}
        {lastUsed && (
          <>
            , {t('last')} <When at={lastUsed} />
          </>
        )}
      </p>
    </li>
  )
}

function List({ answers, q, archived }: { answers: SavedAnswer[]; q: string; archived: boolean }) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  if (answers.length === 0 && q) return <p className="hush">{t('none_found')}</p>
  if (answers.length === 0)
    return (
      <EmptyState title={t(archived ? 'archived_empty' : 'empty')}>
        {t(archived ? 'archived_empty_text' : 'empty_text')}
      </EmptyState>
    )
  const folders = byFolder(answers, locale)
  return (
    <div className="stack-l">
      {folders.map(([folder, inside]) => (
        <section key={folder} aria-label={folder || t('no_folder')}>
          {(folders.length > 1 || folder) && <h2 className={classes.folder}>{folder || t('no_folder')}</h2>}
          <ul className="sheet sheet-flush">
            {inside.map((answer) => (
              <Row key={answer.id} answer={answer} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** What the team keeps to answer with, by folder. */
export function AnswersPage() {
  const { t } = useTranslation('answers')
  const canWrite = useCan('inbox:write')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const [view, setView] = useState<'kept' | 'archived'>('kept')
  const query = useQuery(savedQuery(view === 'archived', q))
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')}>
        {canWrite && (
          <LinkButton
            to="/settings/answers/$answerId"
            params={{ answerId: 'new' }}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t('new')}
          </LinkButton>
        )}
      </PageHeader>
      <div className="stack-l">
        <div className={classes.bar}>
          <TextInput
            className={classes.search ?? ''}
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Segmented
            label={t('view')}
            value={view}
            options={[
              { value: 'kept', label: t('kept') },
              { value: 'archived', label: t('archived') },
            ]}
            onChange={(value) => setView(value === 'archived' ? 'archived' : 'kept')}
          />
        </div>
        <Loaded query={query} skeleton={<Rows count={4} height={72} />}>
          {(answers) => <List answers={answers} q={q} archived={view === 'archived'} />}
        </Loaded>
        <div className="buttons-start">
          {canWrite && <BringFile />}
          {(['csv', 'json'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={apiUrl('/saved-answers/export', { format })}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t(`export_${format}`)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  )
}
