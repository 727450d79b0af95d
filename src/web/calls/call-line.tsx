import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallBack } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './calls.module.css'
import { otherClocks } from './day.ts'

/** One call that was asked for: when, by whom, and what came of it. `within`: its conversation is the one being read. */
export function CallLine({ call, within }: { call: CallBack; within?: boolean }) {
  const { t } = useTranslation('own-site')
  const format = useFormat()
  const client = useQueryClient()
  const [outcome, setOutcome] = useState(call.outcome ?? '')
  const canWrite = useCan('inbox:write')
  const end = useMutation({
    mutationFn: (state: 'booked' | 'done' | 'missed') =>
      api.patch<CallBack>(`/call-backs/${call.id}`, { state, outcome: outcome.trim() || null }),
    onSuccess: () =>
      Promise.all(['call-backs', 'visitor'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  const act = (state: 'booked' | 'done' | 'missed', word: string) => (
    <Button size="compact-md" variant="default" loading={end.isPending} onClick={() => end.mutate(state)}>
      {t(`calls.${word}`)}
    </Button>
  )
  return (
    <li className={classes.call} data-call={call.id}>
      <p>
        <strong>
          <time dateTime={call.starts}>{call.when}</time>
        </strong>{' '}
        <span className="tag">{t(`calls.state.${call.state}`)}</span>{' '}
        {otherClocks(call, format.zone) && (
          <span className="hush small">{t('calls.yours', { when: format.exact(call.starts) })}</span>
        )}
      </p>
      <p>
        {call.name} · <a href={`tel:${call.phone.replace(/[^+\d]/g, '')}`}>{call.phone}</a>
        {call.about && ` · ${call.about}`}
      </p>
      {call.state === 'booked' && call.reminder && (
        <p className="hush small">{t(`calls.reminder.${call.reminder}`)}</p>
      )}
      {!within && call.conversationId && (
        <Link
          className={classes.open}
          to="/inbox/$conversationId"
          params={{ conversationId: call.conversationId }}
        >
          {t('calls.open')}
        </Link>
      )}
      {call.state !== 'booked' && call.outcome && <p>{call.outcome}</p>}
      {canWrite && call.state === 'booked' && (
        <div className="buttons-start">
          <TextInput
            aria-label={t('calls.outcome')}
            placeholder={t('calls.outcome')}
            maxLength={500}
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          />
          {act('done', 'done')}
          {act('missed', 'missed')}
        </div>
      )}
      {canWrite && (call.state === 'done' || call.state === 'missed') && act('booked', 'again')}
      <ProblemNotice error={end.error} />
    </li>
  )
}
