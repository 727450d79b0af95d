import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, Escalation } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useInbox } from '../inbox-state.ts'
import classes from './escalation.module.css'
import { EscalationLines } from './lines.tsx'
import { Links } from './links.tsx'
import { ReplyForm } from './reply-form.tsx'
import { TellCustomer } from './tell-customer.tsx'
import { Troubles } from './troubles.tsx'
import { toneOf, wordsIn } from './words.ts'

export type Act = {
  kind: 'reply' | 'solved' | 'withdrawn' | 'reopened' | 'told'
  text?: string
  files?: string[]
}

function useAct({ id, conversationId }: Escalation) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: Act) => api.post<Escalation>(`/escalations/${id}/acts`, act),
    onSuccess: () => client.invalidateQueries({ queryKey: ['escalations', conversationId] }),
    onError: sayProblem,
  })
}

function Head({ one }: { one: Escalation }) {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  return (
    <>
      <div className={classes.head}>
        <h3>{t('card.title', { service: one.service.name })}</h3>
        <span className="tag" data-tone={toneOf(one)}>
          {t(one.late ? 'late' : `state.${one.state}`)}
        </span>
        {one.open && (one.state === 'sent' || one.state === 'seen') && (
          <span className="hush small">
            {t('card.due')} <When at={one.due} />
          </span>
        )}
      </div>
      <p className="hush small">
        {wordsIn(one.reason, locale)} · {t('card.by', { name: one.by.name })} ·{' '}
        {t('card.shared', { count: one.shared })}
        {one.customer ? ` · ${t('card.named', { name: one.customer })}` : ` · ${t('card.unnamed')}`}
      </p>
      {one.issue && (
        <p className="small">
          <a href={one.issue.url} target="_blank" rel="noreferrer noopener">
            {t('card.issue', { number: one.issue.number })}
          </a>
        </p>
      )}
    </>
  )
}

function Acts({
  one,
  talk,
  busy,
  onAct,
}: {
  one: Escalation
  talk: ConversationDetail
  busy: boolean
  onAct(act: Act): void
}) {
  const { t } = useTranslation('service')
  const [writing, setWriting] = useState(false)
  if (!one.open) {
    return (
      <div className={classes.buttons}>
        <TellCustomer one={one} talk={talk} onTold={() => onAct({ kind: 'told' })} />
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={busy}
          onClick={() => onAct({ kind: 'reopened' })}
        >
          {t('act.reopen')}
        </Button>
      </div>
    )
  }
  if (writing)
    return (
      <ReplyForm
        onClose={() => setWriting(false)}
        onSend={(text, files) => {
          onAct({ kind: 'reply', text, files })
          setWriting(false)
        }}
      />
    )
  const answered = one.state === 'answered'
  return (
    <div className={classes.buttons}>
      <Button size="compact-sm" variant={answered ? 'default' : 'light'} onClick={() => setWriting(true)}>
        {t(one.state === 'expired' ? 'act.ask_again' : 'act.reply')}
      </Button>
      {answered && (
        <Button size="compact-sm" disabled={busy} onClick={() => onAct({ kind: 'solved' })}>
          {t('act.solved')}
        </Button>
      )}
      {answered && <TellCustomer one={one} talk={talk} onTold={() => onAct({ kind: 'told' })} />}
      <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => onAct({ kind: 'withdrawn' })}>
        {t('act.withdraw')}
      </Button>
    </div>
  )
}

/** What was raised to a service, as one exchange: colleagues see it, the customer never does. */
export function EscalationCard({ one, talk }: { one: Escalation; talk: ConversationDetail }) {
  const { t } = useTranslation('service')
  const { canWrite } = useInbox()
  const act = useAct(one)
  return (
    <li className={classes.card} data-escalation={one.id}>
      <Head one={one} />
      <EscalationLines one={one} />
      <Troubles one={one} />
      {canWrite && (
        <Acts
          one={one}
          talk={talk}
          busy={act.isPending}
          onAct={(deed) => act.mutate(deed, { onSuccess: () => sayDone(t(`said.${deed.kind}`)) })}
        />
      )}
      {canWrite && one.open && <Links one={one} />}
    </li>
  )
}
