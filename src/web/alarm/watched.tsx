import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Watched } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './alarm.module.css'
import { mostUsual, standingOf } from './baseline.ts'
import { watchedQuery } from './queries.ts'
import { Standing } from './series-table.tsx'

/** Where what is said of a topic, or comes by a channel, is read. */
export function PostsOf({ kind, id, words }: { kind: 'channel' | 'topic'; id: string; words: string }) {
  return (
    <Link to="/watch/posts" search={kind === 'channel' ? { channel: id } : { query: `topic:${id}` }}>
      {words}
    </Link>
  )
}

function Row({ watched }: { watched: Watched }) {
  const { t } = useTranslation('alarm')
  const format = useFormat()
  const { subject, count, expected, high, learning } = watched
  const usual = format.number(expected, { maximumFractionDigits: expected < 10 ? 1 : 0 })
  return (
    <li>
      <PostsOf kind={subject.kind} id={subject.id} words={subject.name} />
      <span className="small">
        {t('watched.count', { count })}
        {!learning && (
          <span className="hush">
            {' '}
            {t('watched.usual', { usual, high: format.number(mostUsual({ expected, high })) })}
          </span>
        )}
      </span>
      <Standing state={standingOf({ ...watched, value: count })} />
    </li>
  )
}

/** Channels and topics as they stand in the hour under way; nothing before anything was heard. */
export function WatchedPanel({ className }: { className?: string | undefined }) {
  const { t } = useTranslation('alarm')
  const canRead = useCan('alerts:read')
  const all = useQuery({ ...watchedQuery, enabled: canRead }).data ?? []
  if (all.length === 0) return null
  const kinds = (['topic', 'channel'] as const).filter((kind) =>
    all.some(({ subject }) => subject.kind === kind),
  )
  return (
    <section className={`sheet ${className ?? ''}`} aria-label={t('watched.title')}>
      <h2>{t('watched.title')}</h2>
      <p className="small hush">{t('watched.lead')}</p>
      <div className={classes.columns}>
        {kinds.map((kind) => (
          <div key={kind}>
            <h3>{t(`watched.${kind}`)}</h3>
            <ul className={classes.watched}>
              {all
                .filter(({ subject }) => subject.kind === kind)
                .map((watched) => (
                  <Row key={watched.subject.id} watched={watched} />
                ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
