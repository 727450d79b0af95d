import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Away, AwayEvent, AwayTalk } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { useChannelName } from '../kit/channel-name.tsx'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { VeiledWords } from '../kit/veil/veiled-words.tsx'
import { When } from '../kit/when.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './away.module.css'
import { Leaving } from './leaving.tsx'
import { awayQuery } from './queries.ts'
import { SPANS, type Span, sinceOf } from './span.ts'

function Talk({ talk, children }: { talk: AwayTalk; children?: ReactNode }) {
  const { t } = useTranslation('together')
  const channel = useChannelName()
  return (
    <li className={classes.line}>
      <Link to="/inbox/$conversationId" params={{ conversationId: talk.id }} className={classes.talk ?? ''}>
        <strong>{talk.author ?? t('away.nobody')}</strong>{' '}
        <span className="hush small">{channel(talk.channel)}</span>
        <br />
        <VeiledWords toxicity={talk.toxicity}>{talk.snippet}</VeiledWords>
      </Link>
      {children && <p className="hush small">{children}</p>}
    </li>
  )
}

interface PartProps {
  name: 'came' | 'answered' | 'assigned' | 'closed' | 'mentions' | 'late' | 'alarms'
  count: number
  most: number
  after?: string
  children: ReactNode
}

function Part({ name, count, most, after, children }: PartProps) {
  const { t } = useTranslation('together')
  const { number } = useFormat()
  return (
    <section className="sheet" aria-labelledby={`away-${name}`}>
      <h2 id={`away-${name}`}>
        {t(`away.${name}`)}
        <span className={classes.figure}>{count >= most ? t('away.more', { most }) : number(count)}</span>
      </h2>
      {after && <p className="hush small">{after}</p>}
      {count === 0 ? <p className="hush">{t(`away.${name}_none`)}</p> : <ul>{children}</ul>}
    </section>
  )
}

function Event({ event }: { event: AwayEvent }) {
  const { t } = useTranslation('together')
  return (
    <Talk talk={event.conversation}>
      {event.rule
        ? t('away.by_rule', { rule: event.rule })
        : t('away.by', { name: event.by?.name || t('away.nobody') })}{' '}
      · <When at={event.at} />
    </Talk>
  )
}

function Parts({ away }: { away: Away }) {
  const { t } = useTranslation('together')
  const { most } = away
  return (
    <div className={classes.grid}>
      <Part name="assigned" count={away.assigned.count} most={most}>
        {away.assigned.items.map((one) => (
          <Event key={one.conversation.id} event={one} />
        ))}
      </Part>
      <Part name="mentions" count={away.mentions.length} most={most}>
        {away.mentions.map(({ id, conversation, text, by, at }) => (
          <Talk key={id} talk={{ ...conversation, snippet: text, toxicity: null }}>
            {t('away.by', { name: by.name })} · <When at={at} />
          </Talk>
        ))}
      </Part>
      <Part name="late" count={away.late.count} most={most}>
        {away.late.items.map((talk) => (
          <Talk key={talk.id} talk={talk} />
        ))}
      </Part>
      <Part
        name="came"
        count={away.came.count}
        most={most}
        after={away.came.count > 0 ? t('away.came_open', { count: away.stillOpen }) : ''}
      >
        {away.came.items.map((talk) => (
          <Talk key={talk.id} talk={talk} />
        ))}
      </Part>
      <Part name="answered" count={away.answered.count} most={most}>
        {away.answered.items.map(({ conversation, at, by, text }) => (
          <Talk key={`${conversation.id} ${at}`} talk={{ ...conversation, snippet: text, toxicity: null }}>
            {t('away.by', { name: by?.name || t('away.nobody') })} · <When at={at} />
          </Talk>
        ))}
      </Part>
      <Part name="closed" count={away.closed.count} most={most}>
        {away.closed.items.map((one) => (
          <Event key={one.conversation.id} event={one} />
        ))}
      </Part>
      <Part name="alarms" count={away.alarms.length} most={most}>
        {away.alarms.map(({ id, level, verdict, opened }) => (
          <li key={id} className={classes.line}>
            <span>{verdict}</span>
            <span className="hush small">
              {t(`away.level_${level}`)} · <When at={opened} />
            </span>
          </li>
        ))}
      </Part>
    </div>
  )
}

/** What happened while one was away, and how to leave with a clear mind. */
export function AwayPage() {
  const { t } = useTranslation('together')
  const { exact } = useFormat()
  const canWrite = useCan('inbox:write')
  const [span, setSpan] = useState<Span>('visit')
  const since = useMemo(() => sinceOf(span, new Date()), [span])
  const query = useQuery(awayQuery(since))
  return (
    <div className="page">
      <PageHeader
        title={t('away.title')}
        lead={query.data ? t('away.lead', { when: exact(query.data.since) }) : ' '}
      >
        <Segmented<Span>
          label={t('away.since')}
          value={span}
          options={SPANS.map((value) => ({ value, label: t(`away.since_${value}`) }))}
          onChange={setSpan}
        />
      </PageHeader>
      <div className="stack-l">
        <Loaded query={query} skeleton={<Rows count={4} height={140} />}>
          {(away) => <Parts away={away} />}
        </Loaded>
        {canWrite && <Leaving />}
      </div>
    </div>
  )
}
