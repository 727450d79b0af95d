import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ConversationDetail,
  ConversationPrivate,
  PrivateInvitation,
  PrivateSide,
} from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useInbox } from '../inbox-state.ts'
import { CloseInPublic } from './closing.tsx'
import { OtherSide } from './other-side.tsx'
import classes from './private.module.css'
import { hereOf, isOver, offersClosing } from './queries.ts'
import { toneOf } from './tone.ts'

interface Props {
  one: PrivateInvitation
  talk: ConversationDetail
  side: 'public' | 'private'
  drafts: ConversationPrivate['drafts']
}

function useAct(one: PrivateInvitation, talkId: string) {
  const client = useQueryClient()
  const { t } = useTranslation('private')
  return useMutation({
    mutationFn: ({ verb, body = {} }: { verb: 'withdraw' | 'not-them'; body?: object }) =>
      api.post<PrivateInvitation>(`/private-invitations/${one.id}/${verb}`, body),
    onSuccess: (_, { verb }) => {
      for (const key of ['private', 'conversation', 'entries'])
        client.invalidateQueries({ queryKey: [key, talkId] })
      sayDone(t(`said.${verb}`))
    },
    onError: sayProblem,
  })
}

/** One invitation, as either conversation shows it: how it stands, and the other side to read and to open. */
export function InvitationCard({ one, talk, side, drafts }: Props) {
  const { t } = useTranslation('private')
  const canSend = useCan('outbox:write')
  const offered = canSend && side === 'private' && offersClosing(one, talk)
  /** Until somebody opens or puts it away, it is open where it is offered. */
  const [chosen, setClosing] = useState<boolean>()
  const closing = chosen ?? offered
  const came = hereOf(one)
  const other = side === 'public' ? (came?.here ?? null) : one.there
  return (
    <div className={classes.card}>
      <p className={classes.head}>
        <strong>{t(side === 'public' ? 'card.invited' : 'card.from')}</strong>
        <span className="tag" data-tone={toneOf(one.state)}>
          {t(`state.${one.state}`)}
        </span>
        <span className="hush small">
          {t('card.by', { name: one.by.name })} · <When at={one.at} />
          {one.state === 'sent' && one.expires && (
            <>
              {' '}
              · {t('card.until')} <When at={one.expires} />
            </>
          )}
        </span>
      </p>
      {one.reason && <p className="small">{one.reason}</p>}
      {came && came.way !== 'direct' && side === 'private' && (
        <p className="small">{t(came.way === 'mail' ? 'card.unsure_mail' : 'card.unsure')}</p>
      )}
      <Acts one={one} talk={talk} side={side} other={other} onClosing={() => setClosing(!closing)} />
      {closing && one.there && !one.closed && (
        <>
          {offered && <p className="small">{t('close.offer')}</p>}
          <CloseInPublic
            one={one}
            there={one.there.id}
            talk={talk}
            drafts={drafts.closing}
            onClose={() => setClosing(false)}
          />
        </>
      )}
    </div>
  )
}

interface ActsProps extends Omit<Props, 'drafts'> {
  other: PrivateSide | null
  onClosing(): void
}

function Acts({ one, talk, side, other, onClosing }: ActsProps) {
  const { t } = useTranslation('private')
  const { search } = useInbox()
  const [reading, setReading] = useState(false)
  const canSend = useCan('outbox:write')
  const canWrite = useCan('inbox:write')
  const act = useAct(one, talk.id)
  const unsure = (hereOf(one)?.way ?? 'direct') !== 'direct'
  return (
    <>
      <div className="buttons-start">
        {other && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={reading}
              onClick={() => setReading(!reading)}
            >
              {t(side === 'public' ? 'card.read_private' : 'card.read_public')}
            </Button>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: other.id }}
              search={search}
              className="small"
            >
              {t('card.open')}
            </Link>
          </>
        )}
        {one.moveId && (
          <Link to="/private/$moveId" params={{ moveId: one.moveId }} className="small">
            {t('card.list')}
          </Link>
        )}
        {side === 'public' && !isOver(one) && canSend && (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={act.isPending}
            onClick={() => act.mutate({ verb: 'withdraw' })}
          >
            {t('card.withdraw')}
          </Button>
        )}
        {side === 'private' && unsure && canWrite && (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={act.isPending}
            onClick={() => act.mutate({ verb: 'not-them', body: { conversationId: talk.id } })}
          >
            {t('card.not_them')}
          </Button>
        )}
        {side === 'private' && one.there && !one.closed && canSend && (
          <Button size="compact-sm" variant="default" onClick={onClosing}>
            {t('card.close')}
          </Button>
        )}
      </div>
      {reading && other && <OtherSide id={other.id} />}
    </>
  )
}
