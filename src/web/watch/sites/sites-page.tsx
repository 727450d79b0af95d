import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedSite } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { sitesQuery } from './queries.ts'
import { BLANK, SiteForm } from './site-form.tsx'
import classes from './sites.module.css'
import { StateTag, Wrong } from './standing.tsx'

/** How much of the month it was up, of what is known of it. */
export function Availability({ month }: Pick<WatchedSite, 'month'>) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  if (month.availability === null) return <strong>{t('month.unknown')}</strong>
  const digits = month.availability > 0.999 && month.availability < 1 ? 3 : 2
  return (
    <>
      <strong>
        {format.number(month.availability, { style: 'percent', maximumFractionDigits: digits })}
      </strong>{' '}
      <span className="small hush">{t('month.measured', { share: format.percent(month.measured) })}</span>
    </>
  )
}

function Card({ site }: { site: WatchedSite }) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  return (
    <li className={classes.card} data-state={site.paused ? 'paused' : site.state}>
      <div className={classes.cardHead}>
        <h2>
          <Link to="/watch/sites/$siteId" params={{ siteId: site.id }} className={classes.cardLink ?? ''}>
            {site.name}
          </Link>
        </h2>
        <StateTag site={site} />
      </div>
      <p className={`small hush ${classes.address}`}>{site.url}</p>
      <Wrong site={site} />
      <dl className={classes.figures}>
        <div>
          <dt>{t('month.title')}</dt>
          <dd>
            <Availability month={site.month} />
          </dd>
        </div>
        <div>
          <dt>{t('took')}</dt>
          <dd>
            <strong>{site.took === null ? '—' : t('ms', { ms: format.number(site.took) })}</strong>{' '}
            {site.last && (
              <span className="small hush">
                <When at={site.last} />
              </span>
            )}
          </dd>
        </div>
      </dl>
    </li>
  )
}

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
                  <Card key={site.id} site={site} />
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
