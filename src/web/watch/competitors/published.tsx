import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Published, Voice } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PostCard } from '../../kit/post-card.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { Span } from '../figure/span.ts'
import classes from './competitors.module.css'
import { busiest } from './finding.ts'
import { publishedQuery } from './queries.ts'

/** Monday first, as the rows stand. */
function useDays() {
  const format = useFormat()
  const named = (weekday: 'short' | 'long') =>
    Array.from({ length: 7 }, (_, i) => format.day(`2024-01-0${i + 1}`, { weekday }))
  return { short: named('short'), long: named('long') }
}

function Times({ times, name }: { times: Published['times']; name: string }) {
  const { t } = useTranslation('competitors')
  const days = useDays()
  const most = Math.max(1, ...times.flat())
  const peak = busiest(times)
  return (
    <figure className="chart" aria-label={t('times.label', { name })}>
      <h3>
        {peak
          ? t('times.finding', { day: days.long[peak.day], hour: peak.hour })
          : t('times.label', { name })}
      </h3>
      <div className={classes.times} role="img" aria-label={t('times.label', { name })}>
        {times.map((row, day) => (
          <div key={days.long[day]} className={classes.day}>
            <span className="hush small">{days.short[day]}</span>
            {row.map((count, hour) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place.
                key={hour}
                className={classes.hour}
                style={{ opacity: count === 0 ? 0.07 : 0.25 + (0.75 * count) / most }}
                title={t('times.cell', { day: days.long[day], hour, count })}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={`hush small ${classes.ends}`} aria-hidden>
        <span>{t('times.hour', { hour: 0 })}</span>
        <span>{t('times.hour', { hour: 12 })}</span>
        <span>{t('times.hour', { hour: 24 })}</span>
      </p>
    </figure>
  )
}

function Effects({ effects }: { effects: Published['effects'] }) {
  const { t } = useTranslation('competitors')
  const format = useFormat()
  const apart = effects.filter((effect) => effect.apart)
  if (effects.length === 0) return null
  return (
    <div>
      <h3>{t('effects.title')}</h3>
      {apart.length === 0 && <p className="hush small">{t('effects.none')}</p>}
      <ul className={classes.effects}>
        {apart.map((effect) => (
          <li key={effect.feature} className="small">
            {t(effect.with.median > effect.without.median ? 'effects.more' : 'effects.less', {
              feature: t(`feature.${effect.feature}`),
              with: format.number(effect.with.median),
              without: format.number(effect.without.median),
              posts: format.number(effect.with.posts),
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Best({ published }: { published: Published }) {
  const { t } = useTranslation('competitors')
  const format = useFormat()
  if (published.best.length === 0) return <p className="hush">{t('best.none')}</p>
  return (
    <div>
      <h3>
        {t('best.title', { median: format.number(published.median ?? 0, { maximumFractionDigits: 1 }) })}
      </h3>
      <ul className={classes.best}>
        {published.best.map((post) => (
          <li key={post.activity.id}>
            <p className={`small ${classes.echo}`}>
              <strong>
                {post.times === null
                  ? t('best.echo', { total: post.total })
                  : t('best.times', {
                      times: format.number(post.times, { maximumFractionDigits: 1 }),
                    })}
              </strong>{' '}
              {t('best.parts', { likes: post.likes, reposts: post.reposts, answers: post.answers })}
            </p>
            <PostCard item={post.activity} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What a competitor's own accounts publish, when, and what works for them. */
export function PublishedSection({ voice, span }: { voice: Voice; span: Span }) {
  const { t } = useTranslation('competitors')
  const published = useQuery(publishedQuery(voice.alertId, span))
  if (!voice.ownId) return <p className="hush">{t('published.no_account', { name: voice.name })}</p>
  return (
    <Loaded query={published} skeleton={<Skeleton height={260} radius="md" />}>
      {(data) =>
        data.posts === 0 ? (
          <p className="hush">{t('published.none')}</p>
        ) : (
          <div className="stack-l">
            <p className="hush small">
              {t(data.partial ? 'published.partial' : 'published.count', { count: data.posts })}
            </p>
            <Times times={data.times} name={voice.name} />
            <Effects effects={data.effects} />
            <Best published={data} />
          </div>
        )
      }
    </Loaded>
  )
}
