import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../../server/api.ts'
import { ChannelGlyph, useChannelName } from '../../kit/channel-name.tsx'
import { IconArrowMerge } from '../../kit/icons.ts'
import { VeiledWords } from '../../kit/veil/veiled-words.tsx'
import { useInbox } from '../inbox-state.ts'
import classes from './merge.module.css'
import { relatedQuery } from './queries.ts'

/** As many as are named; the others are counted. */
const NAMED = 3

/** The same person waits elsewhere: one key makes it one conversation. */
export function Related({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { search, canWrite, join } = useInbox()
  const channel = useChannelName()
  const others = useQuery({ ...relatedQuery(talk.id), enabled: talk.personId !== null }).data ?? []
  if (others.length === 0) return null
  return (
    <div className={classes.related}>
      <p className="small">{t('merge.related', { count: others.length })}</p>
      <ul className={classes.others}>
        {others.slice(0, NAMED).map((one) => (
          <li key={one.id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: one.id }}
              search={search}
              className={classes.other ?? ''}
            >
              <ChannelGlyph channel={one.channel} size={14} />
              <span className="hidden-visually">{channel(one.channel)}</span>
              <span className={classes.words}>
                <VeiledWords toxicity={one.toxicity}>{one.snippet || one.title || t('no_text')}</VeiledWords>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {canWrite && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconArrowMerge size={15} aria-hidden />}
          onClick={() => join({ related: true })}
        >
          {t('merge.act.join_all', { count: others.length })}
        </Button>
      )}
    </div>
  )
}
