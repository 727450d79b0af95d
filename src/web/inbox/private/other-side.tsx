import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { Veil } from '../../kit/veil/veil.tsx'
import { When } from '../../kit/when.tsx'
import { entriesIn, entriesQuery } from '../entries.ts'
import classes from './private.module.css'

const LATEST = 12

/** What was said in the other conversation, to be read without leaving this one. */
export function OtherSide({ id }: { id: string }) {
  const { t } = useTranslation('private')
  const query = useInfiniteQuery(entriesQuery(id))
  return (
    <Loaded query={query} skeleton={<Rows count={2} height={40} />}>
      {(data) => {
        const said = entriesIn(data)
          .flatMap((one) => (one.kind === 'message' ? [one] : []))
          .slice(-LATEST)
        return (
          <ol className={classes.other} aria-label={t('card.other')}>
            {said.map(({ id: line, at, ours, activity }) => (
              <li key={line}>
                <span className="hush small">
                  {ours ? t('card.us') : (activity.actor.name ?? activity.actor.handle ?? '')} ·{' '}
                  <When at={at} />
                </span>
                <Veil item={activity}>
                  <p className="post-text">{activity.text ?? activity.title}</p>
                </Veil>
              </li>
            ))}
          </ol>
        )
      }}
    </Loaded>
  )
}
