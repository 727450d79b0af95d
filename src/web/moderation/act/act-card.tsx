import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModerationAct } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { ChannelName } from '../../kit/channel-name.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './act.module.css'
import { Appeal } from './appeal.tsx'
import { Archive } from './archive.tsx'
import { useAct } from './use-act.ts'

/** The post with the words at stake marked. */
function Stake({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const { post, mark } = act
  const [open, setOpen] = useState(false)
  const text = (mark.in === 'title' ? post?.title : post?.text) ?? null
  if (text === null) return <p className="hush">{t(post ? 'gone' : 'unseen')}</p>
  return (
    <div className={classes.stake}>
      {open ? (
        <p>
          {text.slice(0, mark.start)}
          <mark>{text.slice(mark.start, mark.end)}</mark>
          {text.slice(mark.end)}
        </p>
      ) : (
        <p className="hush">{t('covered')}</p>
      )}
      <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'cover' : 'uncover')}
      </Button>
    </div>
  )
}

function Facts({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const { t: outbox } = useTranslation('outbox')
  const legs: [string, ModerationAct['network']][] = [
    ['network', act.network],
    ['undo', act.undo],
    ['notice', act.notice.delivery],
  ]
  return (
    <ul className={classes.facts}>
      {act.critical && <li>{t(`critical.${act.critical}`)}</li>}
      {act.done && <li>{t(`scope.${act.scope}`, { account: act.account ?? '' })}</li>}
      {act.done && act.notice.state === 'unreachable' && <li>{t('notice.unreachable')}</li>}
      {legs.map(([name, leg]) =>
        leg ? (
          <li key={name}>
            {t(`leg.${name}`)} {outbox(`state.${leg.state}`)}
            {leg.words ? ` – ${leg.words}` : ''}
          </li>
        ) : null,
      )}
      {act.note && <li>{t('note', { note: act.note })}</li>}
    </ul>
  )
}

function Who({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const line = (what: string, name: string | undefined, at: string | null) =>
    at && (
      <li>
        {t(`who.${what}`, { name: name || t('somebody') })} · <When at={at} />
      </li>
    )
  const decided = act.state === 'refused' ? 'refused' : act.state === 'withdrawn' ? 'withdrawn' : 'approved'
  return (
    <ul className={classes.facts}>
      {line('proposed', act.proposedBy.name, act.proposed)}
      {(act.decidedBy || act.state === 'withdrawn') &&
        line(decided, act.decidedBy?.name ?? act.proposedBy.name, act.decided)}
      {line(`restored_${act.restoredWhy}`, act.restoredBy?.name, act.restored)}
    </ul>
  )
}

function Decide({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const work = useAct()
  const decide = (decision: string) => () => work.mutate({ path: `/${act.id}/decision`, body: { decision } })
  const button = (key: string, run: () => void, main = false): ReactNode => (
    <Button variant={main ? 'filled' : 'default'} loading={work.isPending} onClick={run}>
      {t(key)}
    </Button>
  )
  return (
    <>
      <ProblemNotice error={work.error} />
      <div className="buttons">
        {act.may.includes('approve') && button('do.approve', decide('approve'))}
        {act.may.includes('approve') && button('do.refuse', decide('refuse'), true)}
        {act.may.includes('withdraw') && button('do.withdraw', decide('withdraw'))}
        {act.may.includes('restore') &&
          button('do.restore', () => work.mutate({ path: `/${act.id}/restoration`, body: {} }))}
      </div>
    </>
  )
}

export function ActCard({ act }: { act: ModerationAct }) {
  const { t } = useTranslation('moderation')
  const { locale } = useFormat()
  const mayOpen = useCan('moderation:archive')
  const head = `act-${act.id}`
  return (
    <li className="sheet stack" data-act={act.id}>
      <h2 id={head} className={classes.head}>
        {t(`kind.${act.kind}`)} · {wordsIn(act.rule.title, locale)}{' '}
        <span className="tag" data-tone={act.state === 'proposed' ? 'warm' : undefined}>
          {t(`state.${act.state}`)}
        </span>
      </h2>
      <p className="hush small">
        <ChannelName channel={act.channel} /> · {act.post?.author ?? t('nobody')} ·{' '}
        {t('version', { version: act.rule.version })}
        {act.conversationId && (
          <>
            {' · '}
            <Link to="/inbox/$conversationId" params={{ conversationId: act.conversationId }}>
              {t('open_talk')}
            </Link>
          </>
        )}
      </p>
      <Stake act={act} />
      <Who act={act} />
      <Facts act={act} />
      {act.may.length > 0 && <Decide act={act} />}
      {act.appeal && act.appeal.state !== 'open' && <Appeal act={act} />}
      {mayOpen && act.done && <Archive id={act.id} />}
    </li>
  )
}
