import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PrivateMove } from '../../server/api.ts'
import { useLive } from '../app/live.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { When } from '../kit/when.tsx'
import classes from './private.module.css'
import { movesQuery } from './queries.ts'
import { Sums } from './sums.tsx'

/** Lists of many who were asked to go on in private: each is come back to until nobody is left. */
export function MovesPage() {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const query = useQuery(movesQuery)
  useLive('private', () => client.invalidateQueries({ queryKey: movesQuery.queryKey, exact: true }))
  return (
    <div className="page">
      <PageHeader title={t('moves.title')} lead={t('moves.lead')} />
      <Loaded query={query} skeleton={<Rows count={3} height={96} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('moves.empty')}>
              {t('moves.empty_text')} <Link to="/inbox">{t('moves.to_inbox')}</Link>
            </EmptyState>
          ) : (
            <ul className={classes.moves}>
              {items.map((move) => (
                <Row key={move.id} move={move} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}

function Row({ move }: { move: PrivateMove }) {
  const { t } = useTranslation('private')
  return (
    <li className="sheet stack">
      <h2 className={classes.name}>
        <Link to="/private/$moveId" params={{ moveId: move.id }}>
          {move.name}
        </Link>
      </h2>
      <p className="hush small">
        {t('moves.people', { count: move.total })} · {t('card.by', { name: move.by.name })} ·{' '}
        <When at={move.at} />
        {!move.approved && !move.cancelled && <> · {t('move.waits')}</>}
      </p>
      <Sums move={move} />
    </li>
  )
}
