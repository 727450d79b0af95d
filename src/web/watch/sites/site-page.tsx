import { ActionIcon, Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedSiteDetail } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '../../kit/icons.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Age, When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useNow } from '../../lib/clock.ts'
import { useFormat } from '../../lib/use-format.ts'
import { SITES, siteQuery } from './queries.ts'
import { ResponseChart } from './response-chart.tsx'
import { Availability } from './site-card.tsx'
import { SiteForm } from './site-form.tsx'
import classes from './sites.module.css'
import { StateTag, Wrong } from './standing.tsx'
import { weekOf } from './week.ts'

const route = getRouteApi('/app/watch/sites/$siteId')

function SiteMenu({ site, onEdit, onRemove }: { site: WatchedSiteDetail; onEdit(): void; onRemove(): void }) {
  const { t } = useTranslation('sites')
  const client = useQueryClient()
  const pause = useMutation({
    mutationFn: () => api.patch(`/sites/${site.id}`, { paused: !site.paused }),
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: [SITES] }),
  })
  const Glyph = site.paused ? IconPlayerPlay : IconPlayerPause
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('more')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          {t('change')}
        </Menu.Item>
        <Menu.Item leftSection={<Glyph size={16} aria-hidden />} onClick={() => pause.mutate()}>
          {t(site.paused ? 'resume' : 'pause')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          {t('leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Figures({ site }: { site: WatchedSiteDetail }) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  const { certificate, last, since } = site
  return (
    <section className="sheet" aria-label={t('figures')}>
      <dl className={classes.figures}>
        <div>
          <dt>{t('state.title')}</dt>
          <dd>
            <StateTag site={site} />{' '}
            {since && (
              <span className="small hush">
                {t('since')} <Age since={since} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('month.title')}</dt>
          <dd>
            <Availability month={site.month} />
          </dd>
        </div>
        <div>
          <dt>{t('certificate.title')}</dt>
          <dd>
            {certificate ? (
              <>
                <strong>{t('certificate.days', { count: certificate.daysLeft })}</strong>{' '}
                <span className="small hush">
                  {format.date(certificate.expires, { day: 'numeric', month: 'long', year: 'numeric' })}
                  {certificate.issuer && ` · ${certificate.issuer}`}
                </span>
              </>
            ) : (
              t('certificate.none')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('looked')}</dt>
          <dd>{last ? <When at={last} /> : t('month.unknown')}</dd>
        </div>
      </dl>
    </section>
  )
}

function Falls({ falls }: Pick<WatchedSiteDetail, 'falls'>) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  const now = useNow()
  return (
    <section className="sheet" aria-labelledby="falls">
      <h2 id="falls">{t('falls.title', { count: falls.length })}</h2>
      {falls.length === 0 ? (
        <p className="hush">{t('falls.none')}</p>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('falls.began')}</th>
                <th scope="col">{t('falls.lasted')}</th>
                <th scope="col">{t('falls.why')}</th>
              </tr>
            </thead>
            <tbody>
              {falls.map(({ id, began, ended, fault }) => {
                const end = ended ? Date.parse(ended) : now
                const span = format.span((end - Date.parse(began)) / 1000)
                return (
                  <tr key={id}>
                    <th scope="row">{format.exact(began)}</th>
                    <td>{ended ? span : t('falls.going_on', { span })}</td>
                    <td>{t(`fault.${fault.kind}`, { detail: fault.detail })}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function SiteView({ site }: { site: WatchedSiteDetail }) {
  const { t } = useTranslation('sites')
  const client = useQueryClient()
  const navigate = useNavigate()
  const now = useNow()
  const canManage = useCan('alerts:manage')
  const [asked, setAsked] = useState<'edit' | 'remove'>()
  const { url, name, minutes, status, text, seconds } = site
  return (
    <>
      <PageHeader
        title={name}
        lead={
          <a href={url} rel="noreferrer" target="_blank">
            {url}
          </a>
        }
      >
        {canManage && (
          <SiteMenu site={site} onEdit={() => setAsked('edit')} onRemove={() => setAsked('remove')} />
        )}
      </PageHeader>
      <div className="stack-l">
        {site.paused && (
          <p className="notice" data-tone="warm">
            {t('paused_long')}
          </p>
        )}
        <Wrong site={site} />
        <Figures site={site} />
        <section className="sheet" aria-label={t('chart.label')}>
          <ResponseChart week={weekOf(site.hours, now)} />
        </section>
        <Falls falls={site.falls} />
      </div>
      {asked === 'edit' && (
        <SiteForm
          id={site.id}
          start={{ url, name, minutes, status, text, seconds }}
          onClose={() => setAsked(undefined)}
          onDone={() => setAsked(undefined)}
        />
      )}
      {asked === 'remove' && (
        <ConfirmName
          title={t('remove.title', { name })}
          consequence={t('remove.consequence')}
          name={name}
          action={t('leave')}
          onConfirm={async () => {
            await api.delete(`/sites/${site.id}`)
            await client.invalidateQueries({ queryKey: [SITES] })
            navigate({ to: '/watch/sites' })
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

export function SitePage() {
  const { siteId } = route.useParams()
  return (
    <div className="page">
      <Loaded query={useQuery(siteQuery(siteId))}>{(site) => <SiteView site={site} />}</Loaded>
    </div>
  )
}
