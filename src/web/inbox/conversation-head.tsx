import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../server/api.ts'
import { ChannelName } from '../kit/channel-name.tsx'
import {
  IconArrowBackUp,
  IconCheck,
  IconChevronLeft,
  IconClock,
  IconSend,
  IconTag,
  IconUser,
  IconUserPlus,
} from '../kit/icons.ts'
import { SentimentTag } from '../kit/sentiment-tag.tsx'
import { TierTag } from '../kit/tier/tier-tag.tsx'
import { Age, When } from '../kit/when.tsx'
import { DueLine } from './due/due-tag.tsx'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { Parts } from './merge/parts.tsx'
import { Related } from './merge/related.tsx'
import { WhyLine } from './priority/why-line.tsx'
import { HereLine } from './together/here.tsx'

interface Props {
  talk: ConversationDetail
  wide: boolean
  withPerson: boolean
  onPerson(): void
}

function Actions({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { t: service } = useTranslation('service')
  const { change, ask, canWrite, clearSelection } = useInbox()
  if (!canWrite) return null
  const only = (run: () => void) => () => {
    clearSelection()
    run()
  }
  const closed = talk.status !== 'open'
  return (
    <div className={classes.actions}>
      <Button
        size="compact-md"
        variant={closed ? 'default' : 'filled'}
        leftSection={closed ? <IconArrowBackUp size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
        onClick={only(() =>
          closed
            ? change({ status: 'open' }, t('said.reopened', { count: 1 }))
            : change({ status: 'done' }, t('said.done', { count: 1 })),
        )}
      >
        {t(closed ? 'act.reopen' : 'act.done')}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        className={classes.assign ?? ''}
        title={talk.assignee?.name}
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={only(() => ask('assign'))}
      >
        <span className={classes.assignName}>{talk.assignee?.name ?? t('act.assign')}</span>
      </Button>
      <Tooltip label={t('act.snooze')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('act.snooze')}
          onClick={only(() => ask('snooze'))}
        >
          <IconClock size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={service('ask.title')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={service('ask.title')}
          onClick={only(() => ask('service'))}
        >
          <IconSend size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('act.label')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('act.label')}
          onClick={only(() => ask('label'))}
        >
          <IconTag size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function State({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  return (
    <p className={classes.state}>
      <ChannelName channel={talk.channel} />
      <SentimentTag sentiment={talk.sentiment} />
      <TierTag tier={talk.tier} />
      {talk.status === 'snoozed' && talk.snoozedUntil && (
        <span className="tag" data-tone="warm">
          {t('snoozed_until')} <When at={talk.snoozedUntil} />
        </span>
      )}
      {talk.status === 'done' && (
        <span className="tag" data-tone="good">
          {t('view.done')}
        </span>
      )}
      {talk.waitingSince && (
        <span className="with-icon">
          <IconClock size={15} aria-hidden /> {t('waits_for')} <Age since={talk.waitingSince} />
        </span>
      )}
      <DueLine due={talk.due} />
      <WhyLine talk={talk} />
      {talk.labels.map((label) => (
        <span key={label} className={`tag ${classes.label}`}>
          {label}
        </span>
      ))}
    </p>
  )
}

export function ConversationHead({ talk, wide, withPerson, onPerson }: Props) {
  const { t } = useTranslation('inbox')
  const { search } = useInbox()
  const name = talk.author.name ?? talk.author.handle ?? t('post.nobody')
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <Link to="/inbox" search={search} className={classes.backLink ?? ''} aria-label={t('back_to_list')}>
          <IconChevronLeft size={22} aria-hidden />
        </Link>
        <div className={classes.headName}>
          <h2>{name}</h2>
          {talk.title && <p className="hush small">{talk.title}</p>}
        </div>
        <Actions talk={talk} />
        {talk.personId &&
          (wide ? (
            <ActionIcon
              variant={withPerson ? 'light' : 'default'}
              size={30}
              aria-label={t('show_person')}
              aria-pressed={withPerson}
              onClick={onPerson}
            >
              <IconUser size={17} aria-hidden />
            </ActionIcon>
          ) : (
            <Link
              to="."
              search={(old: object) => ({ ...old, person: talk.personId ?? undefined })}
              aria-label={t('show_person')}
              className={classes.personLink ?? ''}
            >
              <IconUser size={18} aria-hidden />
            </Link>
          ))}
      </div>
      <State talk={talk} />
      <Parts talk={talk} />
      <Related talk={talk} />
      <HereLine talkId={talk.id} />
    </header>
  )
}
