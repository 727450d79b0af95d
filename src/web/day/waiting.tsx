import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation, Day } from '../../server/api.ts'
import { Avatar } from '../kit/avatar.tsx'
import { ChannelName } from '../kit/channel-name.tsx'
import { LinkButton } from '../kit/link-button.tsx'
import { SentimentTag } from '../kit/sentiment-tag.tsx'
import { VeiledWords } from '../kit/veil/veiled-words.tsx'
import { Age } from '../kit/when.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'

function Row({ talk }: { talk: Conversation }) {
  const { t } = useTranslation('day')
  const name = talk.author.name ?? talk.author.handle ?? t('post.nobody')
  return (
    <li>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: talk.id }}
        search={{ view: 'waiting' }}
        className={classes.row ?? ''}
      >
        <Avatar name={name} url={talk.author.avatar} size={32} />
        <span className={classes.rowMain}>
          <span className={classes.rowHead}>
            <strong>{name}</strong>
            <span className="hush small">
              <ChannelName channel={talk.channel} />
            </span>
          </span>
          <span className={classes.rowText}>
            <VeiledWords toxicity={talk.toxicity}>{talk.snippet}</VeiledWords>
          </span>
        </span>
        <span className={classes.rowEnd}>
          {talk.waitingSince && (
            <strong className="small">
              <Age since={talk.waitingSince} />
            </strong>
          )}
          <SentimentTag sentiment={talk.sentiment} brief />
        </span>
      </Link>
    </li>
  )
}

/** Who waits for an answer, the longest first. */
export function Waiting({ waiting }: { waiting: Day['waiting'] }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  return (
    <section className="sheet" aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting.title', { count: waiting.total })}</h2>
      {waiting.total === 0 ? (
        <p className="hush">{t('waiting.none')}</p>
      ) : (
        <>
          <p className="hush">
            {t('waiting.ages', {
              over4h: format.number(waiting.over4h),
              over24h: format.number(waiting.over24h),
            })}
          </p>
          <ul className={classes.rows}>
            {waiting.oldest.slice(0, 5).map((talk) => (
              <Row key={talk.id} talk={talk} />
            ))}
          </ul>
          <LinkButton to="/inbox" search={{ view: 'waiting' }} variant="light" mt={12}>
            {t('waiting.all')}
          </LinkButton>
        </>
      )}
    </section>
  )
}
