import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermList } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconDownload, IconPencil, IconPlus } from '../../kit/icons.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { download } from '../../lib/csv.ts'
import { listsQuery } from '../queries.ts'
import { ListForm } from './list-form.tsx'
import classes from './lists.module.css'
import { sheetOf } from './sheet.ts'

const SHOWN = 24

function UsedBy({ list }: { list: TermList }) {
  const { t } = useTranslation('watch')
  if (list.usedBy.length === 0) return <p className="hush small">{t('lists.unused')}</p>
  return (
    <p className="small">
      {t('lists.used', { count: list.usedBy.length })}{' '}
      {list.usedBy.map((alert, i) => (
        <span key={alert.id}>
          {i > 0 && ', '}
          <Link to="/watch/$alertId" params={{ alertId: alert.id }}>
            {alert.name}
          </Link>
        </span>
      ))}
    </p>
  )
}

function ListCard({ list, onEdit }: { list: TermList; onEdit?: (() => void) | undefined }) {
  const { t } = useTranslation('watch')
  return (
    <li className="sheet">
      <div className={classes.head}>
        <h2>
          <code>list:{list.name}</code>
        </h2>
        <span className="hush small">{t('lists.terms', { count: list.terms.length })}</span>
        {onEdit && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('lists.edit_named', { name: list.name })}
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={onEdit}
          >
            {t('edit')}
          </Button>
        )}
      </div>
      <p className={classes.terms}>
        {list.terms.slice(0, SHOWN).map((term) => (
          <code key={term}>{term}</code>
        ))}
        {list.terms.length > SHOWN && (
          <span className="hush small">{t('lists.others', { count: list.terms.length - SHOWN })}</span>
        )}
      </p>
      <UsedBy list={list} />
    </li>
  )
}

/** Lists of terms that queries share: one change, and every alert that asks for the list follows. */
export function ListsPage() {
  const { t } = useTranslation('watch')
  const query = useQuery(listsQuery)
  const canManage = useCan('alerts:manage')
  const [editing, setEditing] = useState<TermList | 'new'>()
  const create = canManage && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setEditing('new')}>
      {t('lists.create')}
    </Button>
  )
  return (
    <div className="page">
      <PageHeader title={t('lists.title')} lead={t('lists.lead')}>
        {(query.data?.length ?? 0) > 0 && (
          <Button
            variant="default"
            leftSection={<IconDownload size={17} aria-hidden />}
            onClick={() =>
              download(
                `${t('lists.file')}.csv`,
                sheetOf(query.data ?? [], [t('lists.list'), t('lists.term')]),
              )
            }
          >
            CSV
          </Button>
        )}
        {create}
      </PageHeader>
      <Loaded query={query} skeleton={<Rows count={3} height={120} />}>
        {(lists) =>
          lists.length === 0 ? (
            <EmptyState title={t('lists.empty')} action={create}>
              {t('lists.empty_text')}
            </EmptyState>
          ) : (
            <ul className={classes.lists}>
              {lists.map((list) => (
                <ListCard key={list.id} list={list} onEdit={canManage ? () => setEditing(list) : undefined} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && (
        <ListForm list={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  )
}
