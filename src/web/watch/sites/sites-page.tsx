import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { sitesQuery } from './queries.ts'
import { SiteCard } from './site-card.tsx'
import { BLANK, SiteForm } from './site-form.tsx'
import classes from './sites.module.css'

const ORDER = { down: 0, doubt: 1, unknown: 2, up: 3 } as const

/** The sites, those that are down first. */
export function SitesPage() {
  const { t } = useTranslation('sites')
  const query = useQuery(sitesQuery)
  const canManage = useCan('alerts:manage')
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  useKeys(
    'sites:title',
    canManage ? [{ keys: 'c', label: 'sites:form.add', run: () => setAdding(true) }] : [],
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
      <Loaded query={query} skeleton={<Rows count={3} height={132} />}>
        {(sites) =>
          sites.length === 0 ? (
            <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
          ) : (
            <ul className={classes.cards}>
              {sites
                .toSorted((a, b) => ORDER[a.state] - ORDER[b.state])
                .map((site) => (
                  <SiteCard key={site.id} site={site} />
                ))}
            </ul>
          )
        }
      </Loaded>
      {adding && (
        <SiteForm
          start={BLANK}
          onClose={() => setAdding(false)}
          onDone={(site) => navigate({ to: '/watch/sites/$siteId', params: { siteId: site.id } })}
        />
      )}
    </div>
  )
}
