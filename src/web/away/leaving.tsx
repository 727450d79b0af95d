import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Assignee, AssignmentTeam, HandOver } from '../../server/api.ts'
import { sayDone, sayProblem } from '../app/say.ts'
import { useMe } from '../app/session.ts'
import { offerUndo } from '../app/undo.tsx'
import { membersQuery } from '../inbox/queries.ts'
import { Loaded } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { bound } from '../lib/civil.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './away.module.css'
import { assignmentTeamQuery } from './queries.ts'

function useAbsence() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (absence: { from: string | null; until: string | null }) =>
      api.put<AssignmentTeam>('/me/absence', absence),
    onSuccess: (team) => client.setQueryData(assignmentTeamQuery.queryKey, team),
  })
}

/** From one day to another, as the calendar on the wall has them. */
function AbsenceForm({ me }: { me: Assignee }) {
  const { t } = useTranslation('together')
  const { zone, exact } = useFormat()
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const absence = useAbsence()
  function submit(event: FormEvent) {
    event.preventDefault()
    const begins = from ? bound(zone, from, 'from') : new Date().toISOString()
    const ends = until ? bound(zone, until, 'to') : null
    absence.mutate(
      { from: begins ?? null, until: ends ?? null },
      { onSuccess: () => sayDone(t('leaving.saved')) },
    )
  }
  const end = () =>
    absence.mutate({ from: null, until: null }, { onSuccess: () => sayDone(t('leaving.over')) })
  const noted = me.absence.from !== null
  return (
    <section className="sheet stack" aria-labelledby="absence">
      <h2 id="absence">{t('leaving.absence')}</h2>
      <p className="hush">{t('leaving.absence_text')}</p>
      {noted && (
        <p className="notice" role="status">
          {me.away ? t('leaving.away_now') : t('leaving.absence')} {exact(me.absence.from ?? '')}
          {me.absence.until && ` – ${exact(me.absence.until)}`}
        </p>
      )}
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          type="date"
          label={t('leaving.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('leaving.until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button type="submit" loading={absence.isPending}>
          {t('leaving.save')}
        </Button>
        {noted && (
          <Button variant="default" onClick={end}>
            {t('leaving.back')}
          </Button>
        )}
      </form>
      <ProblemNotice error={absence.error} />
    </section>
  )
}

function HandOverForm({ me, others }: { me: Assignee; others: Assignee[] }) {
  const { t } = useTranslation('together')
  const client = useQueryClient()
  const [to, setTo] = useState('rules')
  const renew = () => {
    for (const name of ['assignment', 'conversations', 'conversation-counts', 'conversation'])
      client.invalidateQueries({ queryKey: [name] })
  }
  const hand = useMutation({
    mutationFn: () =>
      api.post<HandOver>('/hand-overs', { to: to === 'rules' || to === 'nobody' ? to : { memberId: to } }),
    onSuccess({ id, moved }) {
      renew()
      if (moved === 0) return sayDone(t('leaving.none'))
      offerUndo(t('leaving.done', { count: moved }), () => {
        api
          .post(`/hand-overs/${id}/undo`)
          .then(() => {
            renew()
            sayDone(t('leaving.undone'))
          })
          .catch(sayProblem)
      })
    },
    onError: sayProblem,
  })
  return (
    <section className="sheet stack" aria-labelledby="hand-over">
      <h2 id="hand-over">{t('leaving.hand')}</h2>
      <p className="hush">
        {t('leaving.mine', { count: me.open })} {t('leaving.hand_text')}
      </p>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault()
          hand.mutate()
        }}
      >
        <NativeSelect
          label={t('leaving.to')}
          value={to}
          data={[
            { value: 'rules', label: t('leaving.to_rules') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'nobody', label: t('leaving.to_nobody') },
          ]}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" loading={hand.isPending}>
          {t('leaving.do')}
        </Button>
      </form>
    </section>
  )
}

/** Leaving for the day or for longer: who is away is given nothing, and what is theirs goes on with others. */
export function Leaving() {
  const { t } = useTranslation('together')
  const { user } = useMe()
  const myId = useQuery(membersQuery).data?.find((member) => member.userId === user.id)?.id
  const team = useQuery(assignmentTeamQuery)
  return (
    <Loaded query={team}>
      {({ members }) => {
        const me = members.find((member) => member.id === myId)
        if (!me) return null
        return (
          <section className="stack" aria-labelledby="leaving">
            <h2 id="leaving">{t('leaving.title')}</h2>
            <div className={classes.grid}>
              <AbsenceForm me={me} />
              <HandOverForm me={me} others={members.filter((member) => member !== me)} />
            </div>
          </section>
        )
      }}
    </Loaded>
  )
}
