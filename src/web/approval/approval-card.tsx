import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import cards from '../kit/cards.module.css'
import { ChannelName } from '../kit/channel-name.tsx'
import { Veil } from '../kit/veil/veil.tsx'
import { When } from '../kit/when.tsx'
import classes from './approval.module.css'
import { ApprovalActs, type Asked } from './approval-acts.tsx'
import { ApprovalStanding } from './standing.tsx'

interface Props {
  approval: Approval
  current: boolean
  onChoose(): void
  onAsk(what: Asked): void
}

/** The question and the answer, why it waits, and what can be done. */
export function ApprovalCard({ approval, current, onChoose, onAsk }: Props) {
  const { t } = useTranslation('approval')
  const card = useRef<HTMLLIElement>(null)
  const { by, key, asked, channel, question, text, files, conversationId } = approval
  useEffect(() => {
    if (current) card.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j and k choose it by the keyboard.
    <li ref={card} className={cards.item} data-current={current || undefined} onClick={onChoose}>
      <p className={cards.head}>
        <strong>{by?.name || t('by_program')}</strong>
        {key && <span className="tag">{t('by_key')}</span>}
        {channel && <ChannelName channel={channel} />}
        <span className="hush small">
          <When at={asked} />
        </span>
      </p>
      {question && (
        <blockquote className={classes.question}>
          <p className="hush small">
            {question.author ?? t('somebody')} · <When at={question.at} />
          </p>
          <Veil item={{ ...question, id: approval.id, ours: false, deleted: false }}>
            <p className="post-text">{question.text}</p>
          </Veil>
        </blockquote>
      )}
      <p className="post-text">{text}</p>
      {files.length > 0 && (
        <p className="hush small">{t('files', { names: files.map((one) => one.name).join(', ') })}</p>
      )}
      <ApprovalStanding approval={approval} />
      <div className={cards.buttons}>
        <ApprovalActs approval={approval} onAsk={onAsk} />
        {conversationId && (
          <Link to="/inbox/$conversationId" params={{ conversationId }}>
            {t('open')}
          </Link>
        )}
      </div>
    </li>
  )
}
