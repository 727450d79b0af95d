import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedPage } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { When } from '../../kit/when.tsx'
import { BLANK, PageForm } from './page-form.tsx'
import classes from './pages.module.css'
import { pagesQuery } from './queries.ts'
import { Starters } from './starters.tsx'
import { ToRead } from './to-read.tsx'
import { Trouble } from './trouble.tsx'

function Standing({ page }: { page: WatchedPage }) {
  const { t } = useTranslation('pages')
  if (page.paused) return <span className="tag">{t('paused')}</span>
  if (page.trouble) return <Trouble trouble={page.trouble} brief />
  if (page.task) {
    return (
      <span className="tag" data-tone="accent">
        {t('to_read.tag')}
      </span>
    )
  }
  return <span className="tag">{t(page.looked ? 'standing.same' : 'standing.soon')}</span>
}

function Row({ page }: { page: WatchedPage }) {
  const { t } = useTranslation('pages')
  return (
    <li className={classes.row}>
      <div className={classes.rowMain}>
        <Link to="/watch/pages/$pageId" params={{ pageId: page.id }} className={classes.rowLink ?? ''}>
          {page.name}
        </Link>
        <span className={`small hush ${classes.address}`}>{page.url}</span>
      </div>
      <Standing page={page} />
      <span className={`small hush ${classes.rowEnd}`}>
        {page.changed ? (
          <>
            {t('row.changed', { count: page.changes })} <When at={page.changed} />
          </>
        ) : (
          t(page.looked ? 'row.never' : `every.${page.every}`)
        )}
      </span>
    </li>
  )
}

/** Pages that are watched: what is to be read first, then all of them, then what one may add. */
export function PagesPage() {
  const { t } = useTranslation('pages')
  const query = useQuery(pagesQuery)
  const canManage = useCan('alerts:manage')
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  useKeys(
    'pages:title',
    canManage ? [{ keys: 'c', label: 'pages:form.add', run: () => setAdding(true) }] : [],
  )
  const add = canManage && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
      {t('form.add')}
    </Button>
  )
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        {add}
      </PageHeader>
      <Loaded query={query}>
        {(pages) => (
          <div className="stack-l">
            <ToRead />
            {pages.length === 0 ? (
              <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
            ) : (
              <ul className={`sheet sheet-flush ${classes.rows}`}>
                {pages.map((page) => (
                  <Row key={page.id} page={page} />
                ))}
              </ul>
            )}
            {canManage && <Starters pages={pages} />}
          </div>
        )}
      </Loaded>
      {adding && (
        <PageForm
          start={BLANK}
          onClose={() => setAdding(false)}
          onDone={(page) => navigate({ to: '/watch/pages/$pageId', params: { pageId: page.id } })}
        />
      )}
    </div>
  )
}
