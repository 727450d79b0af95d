import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useChannelName } from '../../kit/channel-name.tsx'
import { IconX } from '../../kit/icons.ts'
import { apiUrl } from '../../lib/api.ts'
import type { Answer } from '../answer/use-answer.ts'
import classes from './card.module.css'
import { hostOf } from './link.ts'

/** What readers will see of the link in the answer, and who makes it. */
export function CardPreview({ answer }: { answer: Answer }) {
  const { t } = useTranslation('outbox')
  const channel = useChannelName()(answer.place.channel)
  const { link, state, shown } = answer.card
  const bare = (url: string | undefined) => answer.change({ bare: url } as object)
  if (!link || state === 'none') return null
  if (!shown)
    return (
      <p className={classes.line} aria-live="polite">
        {t(`card.${state}`, { channel, host: hostOf(link) })}
        {state === 'off' && (
          <Button size="compact-xs" variant="subtle" onClick={() => bare(undefined)}>
            {t('card.back')}
          </Button>
        )}
      </p>
    )
  return (
    <figure className={classes.card}>
      {shown.thumb && <img src={apiUrl(`/attachments/${shown.thumb}`)} alt="" className={classes.thumb} />}
      <figcaption className={classes.words}>
        <span className="hush small">{t('card.shown', { channel })}</span>
        <strong className={classes.title}>{shown.title}</strong>
        {shown.description && <span className={classes.about}>{shown.description}</span>}
        <span className="hush small">{hostOf(shown.url)}</span>
      </figcaption>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('card.remove')}
        title={t('card.remove')}
        onClick={() => bare(link)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </figure>
  )
}
