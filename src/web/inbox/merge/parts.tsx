import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../../server/api.ts'
import { ChannelName } from '../../kit/channel-name.tsx'
import { IconArrowsSplit, IconLock } from '../../kit/icons.ts'
import { useInbox } from '../inbox-state.ts'
import classes from './merge.module.css'
import { useJoin } from './use-join.ts'

/** The threads that a conversation shows as one, each of which can be taken out again. */
export function Parts({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { search, canWrite } = useInbox()
  const { part } = useJoin(search)
  const [, ...joined] = talk.parts
  if (joined.length === 0) return null
  return (
    <details className={classes.parts}>
      <summary>{t('merge.parts', { count: talk.parts.length })}</summary>
      <ul>
        {talk.parts.map((one) => (
          <li key={one.id}>
            <ChannelName channel={one.channel} />
            {one.visibility === 'private' && <IconLock size={13} aria-label={t('post.private')} />}
            <span>{one.author ?? t('post.nobody')}</span>
            {canWrite && one.id !== talk.id && (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconArrowsSplit size={14} aria-hidden />}
                onClick={() => part(talk.id, one.id)}
              >
                {t('merge.act.part')}
                <span className="hidden-visually"> {one.author ?? t('post.nobody')}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
