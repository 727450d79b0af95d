import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Opinion, Opinions } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { When } from '../when.tsx'

function Told({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation('reading')
  const { number } = useFormat()
  const { answer, model, cost, currency, tokens, exact, by, at } = opinion
  const price = number(cost, { style: 'currency', currency, maximumFractionDigits: 5 })
  const said = [
    t(`sentiment.${answer.sentiment}`),
    t(answer.toxic ? 'offends' : 'calm'),
    t(`intents.${answer.intent}`),
    t(`urgencies.${answer.urgency}`),
    ...answer.topics.map((topic) => t(`topic.${topic}`)),
  ]
  return (
    <li>
      <p>
        <strong>{t('opinion.says', { model })}</strong> {said.join(', ')}.
      </p>
      {answer.reason && <p dir="auto">{answer.reason}</p>}
      <p className="small hush">
        {t(exact ? 'opinion.cost' : 'opinion.cost_most', { price, tokens: number(tokens) })} ·{' '}
        {by ?? t('somebody')} · <When at={at} />
      </p>
    </li>
  )
}

/** What an outside model says of a post, as its own words beside ours; nothing of the post changes by it. */
export function SecondOpinion({ item }: { item: ActivityItem }) {
  const { t } = useTranslation('reading')
  const client = useQueryClient()
  const canAsk = useCan('inbox:write')
  const path = `/activities/${item.id}/opinion`
  const queryKey = ['opinion', item.id]
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => api.get<Opinions>(path, undefined, signal) })
  const ask = useMutation({
    mutationFn: () => api.post<Opinion>(path),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  if (!data || (data.told.length === 0 && !(data.asks && canAsk))) return null
  return (
    <section className="reading-opinion" aria-label={t('opinion.title')}>
      <ul className="reading-history" aria-live="polite">
        {data.told.map((opinion) => (
          <Told key={opinion.id} opinion={opinion} />
        ))}
      </ul>
      {data.asks && canAsk && (
        <div className="reading-row">
          <Button size="compact-sm" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t('opinion.ask')}
          </Button>
          <span className="small hush">{t('opinion.leaves', data.asks)}</span>
        </div>
      )}
      <ProblemNotice error={ask.error} />
    </section>
  )
}
