import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, SiteVisitor } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { CallLine } from '../../calls/call-line.tsx'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from './visit.module.css'
import { fateOf, timeThere } from './visit.ts'

const TYPING_MS = 3_000
const WRITING_MS = 6_000
const RENEW_MS = 30_000

/** Tells the visitor that somebody writes, while one writes in the answer. */
function useTypingTold(id: string, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    let last = Number.NEGATIVE_INFINITY
    const told = (event: Event) => {
      const writes = event.target instanceof HTMLElement && event.target.closest('form textarea')
      if (!writes || performance.now() - last < TYPING_MS) return
      last = performance.now()
      api.post(`/visitors/${id}/typing`).catch(() => undefined)
    }
    document.addEventListener('input', told)
    return () => document.removeEventListener('input', told)
  }, [id, enabled])
}

function useWriting(id: string): boolean {
  const [writing, setWriting] = useState(0)
  useLive('visitor-writing', (event) => event.id === id && setWriting((count) => count + 1))
  useEffect(() => {
    if (writing === 0) return
    const timer = setTimeout(() => setWriting(0), WRITING_MS)
    return () => clearTimeout(timer)
  }, [writing])
  return writing > 0
}

/** Who writes from one of our sites: whether they are there, from which page, and what they have seen of what we wrote. */
export function VisitPanel({ talk }: { talk: ConversationDetail }) {
  const { id } = talk.author
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['visitor', id],
    queryFn: ({ signal }) => api.get<SiteVisitor>(`/visitors/${id}`, {}, signal),
    refetchInterval: RENEW_MS,
    retry: false,
  })
  useLive('visitor', (event) => event.id === id && client.invalidateQueries({ queryKey: ['visitor', id] }))
  useTypingTold(id, useCan('inbox:write'))
  const writing = useWriting(id)
  const visitor = query.data
  if (!visitor) return null
  return (
    <details className={classes.visit} open={visitor.forms.length > 0 || visitor.calls.length > 0}>
      <summary>
        <span className="tag" data-tone={visitor.present ? 'good' : undefined}>
          {visitor.present ? t('visit.present') : t('visit.title')}
        </span>{' '}
        <span className="small" role="status">
          {writing ? t('visit.writing') : null}
        </span>
      </summary>
      <Facts visitor={visitor} />
      <Sent visitor={visitor} />
      <EraseVisitor visitor={visitor} />
    </details>
  )
}

function Facts({ visitor }: { visitor: SiteVisitor }) {
  const { t, i18n } = useTranslation('own-site')
  const { page, referrer, zone, email, present, seen, remembered, answers } = visitor
  const time = timeThere(zone, new Date(), i18n.language)
  const fate = fateOf(visitor)
  const taken = answers.at(-1)?.taken
  return (
    <dl className={classes.facts}>
      {page && <Fact name={t('visit.page')}>{page}</Fact>}
      {referrer && <Fact name={t('visit.referrer')}>{referrer}</Fact>}
      {email && <Fact name={t('visit.email')}>{email}</Fact>}
      {!present && (
        <Fact name={t('visit.title')}>
          <When at={seen} />
        </Fact>
      )}
      {time && <dd>{t('visit.zone', { time, zone })}</dd>}
      {remembered && <dd>{t('visit.remembered')}</dd>}
      {fate === 'taken' && taken ? (
        <dd>
          {t('visit.taken', { when: '' }).trim()} <When at={taken} />
        </dd>
      ) : (
        fate && <dd>{t(`visit.${fate}`)}</dd>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Sent({ visitor }: { visitor: SiteVisitor }) {
  const { t } = useTranslation('own-site')
  const said = (kind: string, value: string) =>
    kind === 'consent' ? t(value === 'yes' ? 'visit.yes' : 'visit.no') : value
  return (
    <>
      {visitor.forms.map((form) => (
        <table key={form.activityId} className={classes.sent}>
          <caption>
            {t('visit.forms')} ({t('visit.version', { version: form.version })}), <When at={form.at} />
          </caption>
          <tbody>
            {form.answers.map(({ id, kind, label, value }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{said(kind, value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {visitor.calls.length > 0 && (
        <ul className={classes.calls} aria-label={t('visit.calls')}>
          {visitor.calls.map((call) => (
            <CallLine key={call.id} call={call} within />
          ))}
        </ul>
      )}
    </>
  )
}

function EraseVisitor({ visitor }: { visitor: SiteVisitor }) {
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const erase = useMutation({
    mutationFn: () => api.delete(`/visitors/${visitor.id}`),
    onSuccess() {
      sayDone(t('visit.erased'))
      return client.invalidateQueries()
    },
  })
  if (!useCan('people:write')) return null
  return (
    <>
      <Button size="compact-md" variant="subtle" color="red" onClick={() => setAsked(true)}>
        {t('visit.erase')}
      </Button>
      {asked && (
        <ConfirmName
          title={t('visit.erase_title')}
          consequence={t('visit.erase_text')}
          name={visitor.name ?? visitor.site?.name ?? t('visit.title')}
          action={t('visit.erase')}
          onConfirm={() => erase.mutateAsync()}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
