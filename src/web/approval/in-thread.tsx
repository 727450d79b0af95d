import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { When } from '../kit/when.tsx'
import { ActDialog } from './act-dialog.tsx'
import { ApprovalActs, type Asked } from './approval-acts.tsx'
import { talkApprovalsQuery } from './queries.ts'
import { ApprovalStanding } from './standing.tsx'

/** Under an answer of a conversation: why it waits for approval, what was changed, and what can be done about it. */
export function ApprovalInThread(props: { conversationId: string; deliveryId: string }) {
  const { data } = useQuery(talkApprovalsQuery(props.conversationId))
  const [asked, ask] = useState<Asked>()
  const approval = data?.find(({ deliveryId }) => deliveryId === props.deliveryId)
  if (!approval) return null
  return (
    <>
      <ApprovalStanding approval={approval} />
      <ApprovalActs approval={approval} onAsk={ask} />
      {asked && (
        <ActDialog key={approval.hash} approval={approval} what={asked} onClose={() => ask(undefined)} />
      )}
    </>
  )
}

/** The last answer that was asked about, where it was refused or ran out: nothing else of it is left in the thread. */
export function ApprovalNotGiven({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('approval')
  const { data } = useQuery(talkApprovalsQuery(conversationId))
  const [last] = data ?? []
  if (last?.state !== 'refused' && last?.state !== 'expired') return null
  return (
    <section className="sheet stack" aria-label={t('not_given')}>
      <p>
        <strong>{last.by?.name || t('by_program')}</strong>{' '}
        <span className="hush small">
          <When at={last.asked} />
        </span>
      </p>
      <p className="post-text hush">{last.text}</p>
      <ApprovalStanding approval={last} />
    </section>
  )
}
