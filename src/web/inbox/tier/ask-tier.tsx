import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { offerUndo } from '../../app/undo.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useInbox } from '../inbox-state.ts'
import { type Bearer, bearersOf, moving } from './bearers.ts'

/** Names that are told one by one before a change; the others are counted. */
const NAMED = 8

function useGive(onGiven: () => void) {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const format = useFormat()
  const renew = () =>
    Promise.all(
      ['conversations', 'conversation', 'person-tier', 'tiers'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  return useMutation({
    mutationFn: (body: { ids: string[]; tierId: string | null }) =>
      api.post<{ change: string; changed: number }>('/people/tiers', body),
    onSuccess({ change, changed }) {
      renew()
      onGiven()
      offerUndo(t('tier.given', { count: changed, number: format.number(changed) }), () =>
        api
          .post(`/people/tiers/${change}/undo`, {})
          .then(renew)
          .then(() => sayDone(t('tier.undone')))
          .catch(sayProblem),
      )
    },
  })
}

/** One tier for everybody behind what is selected: who would move is told first. */
export function AskTier({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const query = useQuery(tiersQuery)
  const { rows, targets, clearSelection } = useInbox()
  const [{ people, nobody }] = useState(() => bearersOf(rows, targets()))
  const canManage = useCan('team:manage')
  const give = useGive(() => {
    clearSelection()
    onClose()
  })
  return (
    <Loaded query={query} skeleton={<Rows count={3} />}>
      {({ tiers }) =>
        tiers.length === 0 ? (
          <p>
            {t('tier.no_tier')} {canManage && <Link to="/settings/tiers">{t('tier.make')}</Link>}
          </p>
        ) : people.length === 0 ? (
          <p>{t('tier.nobody')}</p>
        ) : (
          <Form {...{ tiers, people, nobody, give, onClose }} />
        )
      }
    </Loaded>
  )
}

interface FormProps {
  tiers: { id: string; name: string }[]
  people: Bearer[]
  nobody: number
  give: ReturnType<typeof useGive>
  onClose(): void
}

function Form({ tiers, people, nobody, give, onClose }: FormProps) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const [tierId, setTierId] = useState(tiers[0]?.id ?? '')
  const name = tiers.find(({ id }) => id === tierId)?.name ?? null
  const some = moving(people, name)
  const said = (key: string, count: number) => t(`tier.${key}`, { count, number: format.number(count) })
  function submit(event: FormEvent) {
    event.preventDefault()
    give.mutate({ ids: people.map(({ id }) => id), tierId: tierId || null })
  }
  return (
    <form onSubmit={submit} className="stack">
      <NativeSelect
        data-autofocus
        label={t('tier.label')}
        value={tierId}
        data={[
          ...tiers.map((one) => ({ value: one.id, label: one.name })),
          { value: '', label: t('tier.none') },
        ]}
        onChange={(event) => setTierId(event.currentTarget.value)}
      />
      <div role="status" className="stack">
        {some.length === 0 && <p>{t('tier.nothing')}</p>}
        <ul>
          {some.slice(0, NAMED).map((one) => (
            <li key={one.id}>
              {t('tier.move', {
                person: one.name,
                was: one.tier ?? t('tier.none'),
                became: name ?? t('tier.none'),
              })}
            </li>
          ))}
        </ul>
        {some.length > NAMED && <p>{said('others', some.length - NAMED)}</p>}
        {people.length > some.length && (
          <p className="hush small">{said('same', people.length - some.length)}</p>
        )}
        {nobody > 0 && <p className="hush small">{said('unknown', nobody)}</p>}
      </div>
      <ProblemNotice error={give.error} />
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={give.isPending} disabled={some.length === 0}>
          {said('give', some.length)}
        </Button>
      </div>
    </form>
  )
}
