import { Button } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Call, Page } from '../../server/api.ts'
import { sayDone, sayProblem } from '../app/say.ts'
import { When } from '../kit/when.tsx'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'

/** `open`: those that nobody has taken, the unanswered among them. */
export const callsQuery = (open: boolean) =>
  queryOptions({
    queryKey: ['calls', open],
    queryFn: ({ signal }) =>
      api.get<Page<Call>>('/on-call/calls', { open: open ? 'yes' : 'no', limit: open ? 10 : 30 }, signal),
  })

function About({ call }: { call: Call }) {
  const { t } = useTranslation('notice')
  if (call.about === 'alarm') return <Link to="/watch">{t('calls.alarm')}</Link>
  return (
    <Link to="/inbox/$conversationId" params={{ conversationId: call.subjectId }}>
      {t('calls.conversation')}
    </Link>
  )
}

function useTake() {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      api.post<{ takenBy: { name: string }; first: boolean }>(`/on-call/calls/${id}/acknowledge`),
    onSuccess: ({ takenBy, first }) =>
      sayDone(first ? t('calls.yours') : t('calls.theirs', { name: takenBy.name })),
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['calls'] }),
  })
}

/** What nobody has taken in hand yet, with the button that takes it; nothing where there is none. */
export function OpenCalls() {
  const { t } = useTranslation('notice')
  const format = useFormat()
  const calls = useQuery(callsQuery(true)).data?.items ?? []
  const take = useTake()
  if (calls.length === 0) return null
  return (
    <section className="notice stack" data-tone="warm" aria-labelledby="calls">
      <h2 id="calls">{t('calls.title', { count: calls.length })}</h2>
      <ul className="stack">
        {calls.map((call) => (
          <li key={call.id} className="stack">
            <p>
              <About call={call} /> · <When at={call.began} />
              <span className="hush small">
                {' '}
                {t(`calls.${call.state}`, { names: format.list(call.told.map(({ name }) => name)) })}
              </span>
            </p>
            <div className="buttons">
              <Button
                loading={take.isPending && take.variables === call.id}
                onClick={() => take.mutate(call.id)}
              >
                {t('calls.take')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who was called, when, and who took it. */
export function CallLog() {
  const { t } = useTranslation('notice')
  const format = useFormat()
  const calls = useQuery(callsQuery(false)).data?.items ?? []
  if (calls.length === 0) return <p className="hush">{t('calls.none')}</p>
  return (
    <ul className="stack">
      {calls.map((call) => (
        <li key={call.id}>
          <When at={call.began} /> · <About call={call} /> ·{' '}
          {call.takenBy
            ? t('calls.taken', { name: call.takenBy.name })
            : t(`calls.${call.state}`, { names: format.list(call.told.map(({ name }) => name)) })}
        </li>
      ))}
    </ul>
  )
}
