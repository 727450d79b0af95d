import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallBack, CallsNear } from '../../server/api.ts'
import { useLive } from '../app/live.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { CallLine } from './call-line.tsx'
import classes from './calls.module.css'
import { dayAfter, dayOf, spanOf } from './day.ts'

/** A day without calls leads to those that have some, before and after it. */
function EmptyDay({ day, onDay }: { day: string; onDay(day: string): void }) {
  const { t } = useTranslation('own-site')
  const format = useFormat()
  const near = useQuery({
    queryKey: ['call-backs', 'near', day],
    queryFn: ({ signal }) => api.get<CallsNear>('/call-backs/near', spanOf(day), signal),
  }).data
  const to = (start: string | null | undefined, word: 'last' | 'coming') =>
    start && (
      <Button variant={word === 'coming' ? 'light' : 'default'} onClick={() => onDay(dayOf(new Date(start)))}>
        {t(`calls.${word}`, {
          day: format.day(dayOf(new Date(start)), { weekday: 'long', day: 'numeric', month: 'long' }),
        })}
      </Button>
    )
  return (
    <div className="sheet stack">
      <p>{t('calls.empty')}</p>
      {near && !near.before && !near.after && <p className="hush">{t('calls.none')}</p>}
      <div className="buttons-start">
        {to(near?.after, 'coming')}
        {to(near?.before, 'last')}
      </div>
    </div>
  )
}

/** The calls of a day that were asked for on our sites. */
export function CallsPage() {
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const [day, setDay] = useState(() => dayOf(new Date()))
  useLive('call-back', () => client.invalidateQueries({ queryKey: ['call-backs'] }))
  const query = useQuery({
    queryKey: ['call-backs', day],
    queryFn: ({ signal }) => api.get<CallBack[]>('/call-backs', spanOf(day), signal),
  })
  return (
    <div className="page page-narrow">
      <PageHeader title={t('calls.title')} lead={t('calls.lead')} />
      <div className="stack">
        <div className="buttons-start">
          <Button variant="default" onClick={() => setDay(dayAfter(day, -1))}>
            {t('calls.previous')}
          </Button>
          <TextInput
            type="date"
            aria-label={t('calls.day')}
            value={day}
            onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => setDay(dayAfter(day, 1))}>
            {t('calls.next')}
          </Button>
          <Button variant="subtle" onClick={() => setDay(dayOf(new Date()))}>
            {t('calls.today')}
          </Button>
        </div>
        <Loaded query={query} skeleton={<Rows count={3} height={90} />}>
          {(calls) =>
            calls.length === 0 ? (
              <EmptyDay day={day} onDay={setDay} />
            ) : (
              <ul className={classes.list}>
                {calls.map((call) => (
                  <CallLine key={call.id} call={call} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </div>
  )
}
