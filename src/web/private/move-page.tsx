import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivateMove, PrivatePerson, PrivateState } from '../../server/api.ts'
import { useLive } from '../app/live.ts'
import { sayDone, sayProblem } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { ORDER, toneOf } from '../inbox/private/tone.ts'
import { ChannelName } from '../kit/channel-name.tsx'
import { FilterSelect } from '../kit/filter-select.tsx'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { MoreButton } from '../kit/more-button.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { When } from '../kit/when.tsx'
import { api, apiUrl } from '../lib/api.ts'
import { moveQuery, peopleQuery } from './queries.ts'
import { Sums } from './sums.tsx'

/** One list: everybody who was in it at the start, each in one state, until nobody is left to care for. */
export function MovePage() {
  const { moveId = '' } = useParams({ strict: false })
  const client = useQueryClient()
  const query = useQuery(moveQuery(moveId))
  useLive('private', () => client.invalidateQueries({ queryKey: ['private-moves', moveId] }))
  useLive('conversation', () => client.invalidateQueries({ queryKey: ['private-moves', moveId] }))
  return (
    <div className="page">
      <Loaded query={query} skeleton={<Rows count={4} height={64} />}>
        {(move) => <Move move={move} />}
      </Loaded>
    </div>
  )
}

function Move({ move }: { move: PrivateMove }) {
  const { t } = useTranslation('private')
  const [state, setState] = useState<PrivateState>()
  const there = ORDER.filter((one) => move.sums[one] > 0)
  return (
    <>
      <PageHeader title={move.name} lead={t('move.lead')}>
        <Acts move={move} />
      </PageHeader>
      <p className="hush small">
        <Link to="/private">{t('moves.title')}</Link> · {t(`way.${move.way}`)} ·{' '}
        {t('card.by', { name: move.by.name })} · <When at={move.at} />
      </p>
      <div role="status">
        <Sums move={move} />
        {!move.approved && !move.cancelled && <p className="notice">{t('move.waits_long')}</p>}
        {move.cancelled && <p className="notice">{t('move.cancelled')}</p>}
        {move.underWay && move.approved && (
          <progress
            max={move.total}
            value={move.total - move.sums.queued - move.sums.waiting}
            aria-label={t('move.progress')}
          />
        )}
      </div>
      <FilterSelect
        label={t('move.filter')}
        value={state}
        options={there.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(value) => setState(value as PrivateState | undefined)}
      />
      <People id={move.id} name={move.name} state={state} />
    </>
  )
}

function Acts({ move }: { move: PrivateMove }) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const canSend = useCan('outbox:write')
  const act = useMutation({
    mutationFn: (verb: 'approve' | 'cancel' | 'retry') =>
      api.post<PrivateMove>(`/private-moves/${move.id}/${verb}`, {}),
    onSuccess: (_, verb) => {
      client.invalidateQueries({ queryKey: ['private-moves'] })
      sayDone(t(`said.${verb}`))
    },
    onError: sayProblem,
  })
  return (
    <>
      {move.mayApprove && (
        <Button loading={act.isPending} onClick={() => act.mutate('approve')}>
          {t('move.approve')}
        </Button>
      )}
      {canSend && !move.cancelled && move.sums.refused > 0 && (
        <Button variant="default" disabled={act.isPending} onClick={() => act.mutate('retry')}>
          {t('move.retry', { count: move.sums.refused })}
        </Button>
      )}
      {canSend && !move.cancelled && (move.underWay || !move.approved) && (
        <Button variant="default" disabled={act.isPending} onClick={() => act.mutate('cancel')}>
          {t('move.cancel')}
        </Button>
      )}
      <Button
        component="a"
        variant="default"
        href={apiUrl(`/private-moves/${move.id}/people.csv`)}
        download="private.csv"
      >
        {t('move.csv')}
      </Button>
    </>
  )
}

function People({ id, name, state }: { id: string; name: string; state: PrivateState | undefined }) {
  const { t } = useTranslation('private')
  const query = useInfiniteQuery(peopleQuery(id, state))
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          <ScrollRegion className="table-scroll" label={t('common:table_of', { title: name })}>
            <table className="table">
              <thead>
                <tr>
                  {(['person', 'network', 'state', 'why', 'open'] as const).map((key) => (
                    <th key={key} scope="col">
                      {t(`move.col.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {pages
                  .flatMap((page) => page.items)
                  .map((one) => (
                    <Person key={one.id} one={one} />
                  ))}
              </tbody>
            </table>
          </ScrollRegion>
          <MoreButton query={query} label={t('move.more')} />
        </>
      )}
    </Loaded>
  )
}

function Person({ one }: { one: PrivatePerson }) {
  const { t } = useTranslation('private')
  const link = (conversationId: string, words: string) => (
    <Link to="/inbox/$conversationId" params={{ conversationId }}>
      {words}
    </Link>
  )
  return (
    <tr>
      <th scope="row">{one.author ?? t('move.nobody', { place: one.place })}</th>
      <td>
        <ChannelName channel={one.channel} />
      </td>
      <td>
        <span className="tag" data-tone={toneOf(one.state)}>
          {t(`state.${one.state}`)}
        </span>
      </td>
      <td>{one.reason}</td>
      <td>
        {one.there && link(one.there, t('move.there'))}
        {one.there && one.here && ' · '}
        {one.here && link(one.here, t('move.here'))}
      </td>
    </tr>
  )
}
