import { Button } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Service, ServiceHook, ServiceTool } from '../../../../server/api.ts'
import { sayDone, sayProblem } from '../../../app/say.ts'
import { CopyField } from '../../../kit/copy-field.tsx'
import { Loaded, Rows } from '../../../kit/loaded.tsx'
import { When } from '../../../kit/when.tsx'
import { api } from '../../../lib/api.ts'
import { cameSince, conditionOf, EVENTS, unsignedUrl } from './hook.ts'

const hookQuery = (id: string) =>
  queryOptions({
    queryKey: ['service-hook', id],
    queryFn: ({ signal }) => api.get<ServiceHook>(`/services/${id}/hook`, {}, signal),
  })

/** Looked at so often while somebody waits for a delivery, and for so long. */
const EVERY_MS = 2000
const FOR_MS = 60_000

/** By which the service's tool tells us at once what happens to a ticket, instead of being asked now and then. */
export function HookPanel({ service, tool }: { service: Service; tool: ServiceTool }) {
  const { t } = useTranslation('hook')
  const [since, setSince] = useState<number | null>(null)
  const query = useQuery({
    ...hookQuery(service.id),
    refetchInterval: ({ state }) =>
      since !== null && Date.now() - since < FOR_MS && !cameSince(state.data, since) ? EVERY_MS : false,
  })
  return (
    <section className="sheet stack" aria-labelledby="hook">
      <h2 id="hook">{t('title')}</h2>
      <p className="hush small">{t('lead')}</p>
      <Loaded query={query} skeleton={<Rows count={2} />}>
        {(hook) => (
          <>
            {hook.made && <Settings hook={hook} tool={tool} />}
            <Make service={service} tool={tool} hook={hook} />
            {hook.made && <State hook={hook} />}
            {hook.made && <Watch hook={hook} since={since} onWatch={() => setSince(Date.now())} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

function Settings({ hook, tool }: { hook: ServiceHook; tool: ServiceTool }) {
  const { t } = useTranslation('hook')
  return (
    <>
      <CopyField label={t('url')} value={hook.url} />
      <p className="small">{t(`where.${tool.kind}`)}</p>
      <ul className="small">
        {EVENTS[tool.kind].map((event) => (
          <li key={event} lang="en">
            {event}
          </li>
        ))}
      </ul>
    </>
  )
}

function Make({ service, tool, hook }: { service: Service; tool: ServiceTool; hook: ServiceHook }) {
  const { t } = useTranslation('hook')
  const client = useQueryClient()
  const fresh = () => client.invalidateQueries(hookQuery(service.id))
  const make = useMutation({
    mutationFn: () => api.post<ServiceHook & { secret: string }>(`/services/${service.id}/hook`),
    onSuccess: fresh,
    onError: sayProblem,
  })
  const remove = useMutation({
    mutationFn: () => api.delete(`/services/${service.id}/hook`),
    onSuccess: () => {
      make.reset()
      sayDone(t('removed'))
      return fresh()
    },
    onError: sayProblem,
  })
  return (
    <>
      <div className="buttons-start">
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t(hook.made ? 'renew' : 'make')}
        </Button>
        {hook.made && (
          <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )}
      </div>
      {hook.graceUntil && (
        <p className="hush small">
          {t('grace')} <When at={hook.graceUntil} />
        </p>
      )}
      <div role="status">{make.data && <Once made={make.data} kind={tool.kind} />}</div>
    </>
  )
}

function Once({ made, kind }: { made: ServiceHook & { secret: string }; kind: ServiceTool['kind'] }) {
  const { t } = useTranslation('hook')
  return (
    <div className="notice" data-tone="warm">
      <div className="stack" style={{ flex: 1, minWidth: 0 }}>
        <p>{t('once')}</p>
        <CopyField label={t('secret')} value={made.secret} />
        {kind === 'jira' && (
          <>
            <p className="small">{t('unsigned')}</p>
            <CopyField label={t('url_unsigned')} value={unsignedUrl(made.url, made.secret)} />
          </>
        )}
      </div>
    </div>
  )
}

function State({ hook }: { hook: ServiceHook }) {
  const { t } = useTranslation('hook')
  const condition = conditionOf(hook)
  if (!condition) return null
  const { key, tone, at, count } = condition
  return (
    <div className="notice" data-tone={tone}>
      <div>
        <p>
          {t(`state.${key}`, { count })}
          {at && (
            <>
              {' '}
              · <When at={at} />
            </>
          )}
        </p>
        {hook.last && (
          <p className="hush small">
            {t('last')} <code>{hook.last.event}</code>
            {hook.last.delivery && (
              <>
                {' '}
                · <code>{hook.last.delivery}</code>
              </>
            )}{' '}
            · <When at={hook.last.at} />
          </p>
        )}
      </div>
    </div>
  )
}

/** Shows whether a delivery comes, while a person has one sent from the tool. */
function Watch({ hook, since, onWatch }: { hook: ServiceHook; since: number | null; onWatch(): void }) {
  const { t } = useTranslation('hook')
  const came = since === null ? undefined : cameSince(hook, since)
  const over = since !== null && !came && Date.now() - since >= FOR_MS
  const waits = since !== null && !came && !over
  return (
    <div className="stack">
      <div className="buttons-start">
        <Button variant="default" loading={waits} onClick={onWatch}>
          {t('watch')}
        </Button>
      </div>
      <p role="status" className="small">
        {waits && t('watching')}
        {over && t('nothing')}
        {came && t(came === 'taken' ? 'came' : 'came_refused')}
      </p>
    </div>
  )
}
