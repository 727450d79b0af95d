import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueItem } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { Avatar } from '../../kit/avatar.tsx'
import cards from '../../kit/cards.module.css'
import { ChannelName } from '../../kit/channel-name.tsx'
import { actorName } from '../../kit/post-card.tsx'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { ItemText } from './item-text.tsx'
import { rulesQuery } from './queries.ts'
import classes from './queue.module.css'
import type { Verdict } from './use-queue.ts'

interface Props {
  item: QueueItem
  current: boolean
  onChoose(): void
  onJudge(verdict: Verdict): void
  onRules(): void
  onWave(verdict: 'act' | 'leave'): void
}

function Proposal({ item }: { item: QueueItem }) {
  const { t } = useTranslation('queue')
  const { locale } = useFormat()
  if (!item.rule) return <p className="small hush">{t('no_rule')}</p>
  return (
    <p className="small">{t(`will.${item.rule.sanction}`, { rule: wordsIn(item.rule.title, locale) })}</p>
  )
}

function Wave({ item, onWave }: Pick<Props, 'item' | 'onWave'>) {
  const { t } = useTranslation('queue')
  if (!item.wave || item.wave.count < 2) return null
  return (
    <div className={classes.wave}>
      <span className="small">{t('wave.text', { count: item.wave.count })}</span>
      {item.rule && (
        <Button size="compact-sm" variant="default" onClick={() => onWave('act')}>
          {t('wave.act')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => onWave('leave')}>
        {t('wave.leave')}
      </Button>
    </div>
  )
}

function Buttons({ item, onJudge, onRules }: Pick<Props, 'item' | 'onJudge' | 'onRules'>) {
  const { t } = useTranslation('queue')
  const { state, rule, conversationId } = item
  const ruled = Boolean(useQuery(rulesQuery).data)
  const acts: [verdict: Verdict, key: string, shown: boolean][] = [
    ['act', 'a', rule !== null],
    ['leave', 'l', true],
    ['second', 'p', state === 'waiting'],
    ['answer', 'r', conversationId !== null],
  ]
  const [first, ...rest] = acts.filter(([, , shown]) => shown)
  const button = (verdict: Verdict, key: string, main: boolean) => (
    <Button
      key={verdict}
      size="compact-md"
      variant={main ? 'light' : 'default'}
      aria-keyshortcuts={key}
      onClick={() => onJudge(verdict)}
    >
      {t(`verdict.${verdict}`)}
    </Button>
  )
  return (
    <div className={cards.buttons}>
      {first && button(first[0], first[1], first[0] === 'act')}
      {ruled && (
        <Button size="compact-md" variant="default" aria-keyshortcuts="o" onClick={onRules}>
          {t('verdict.other')}
        </Button>
      )}
      {rest.map(([verdict, key]) => button(verdict, key, false))}
    </div>
  )
}

/** A post to be judged: what it says, what it may break, and what can be made of it. */
export function ItemCard({ item, current, onChoose, ...acts }: Props) {
  const { t } = useTranslation('queue')
  const { percent } = useFormat()
  const card = useRef<HTMLLIElement>(null)
  const { actor, channel, published } = item.activity
  const name = actorName(actor, t('post.nobody'))
  useEffect(() => {
    if (current) card.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li
      ref={card}
      className={cards.item}
      data-current={current || undefined}
      data-item={item.id}
      aria-current={current ? 'true' : undefined}
      onFocus={onChoose}
      onPointerDown={onChoose}
    >
      <p className={cards.head}>
        <Avatar name={name} url={actor.avatar} size={30} />
        <strong>{name}</strong>
        <span className="hush small">
          <ChannelName channel={channel} />
        </span>
        <span className="hush small">
          <When at={published} />
        </span>
        <span className="tag" data-tone={item.severity >= 4 ? 'bad' : 'warm'}>
          {t(`kind.${item.kind}`)}
        </span>
        <span className="small hush">{t('doubt', { share: percent(item.doubt) })}</span>
        {item.state === 'second' && (
          <span className="tag" data-tone="info">
            {t('asked_second')}
          </span>
        )}
        {item.state === 'split' && (
          <span className="tag" data-tone="info">
            {t('split')}
          </span>
        )}
      </p>
      <ItemText item={item} />
      {item.claimedBy === null ? (
        <>
          <Proposal item={item} />
          <Buttons item={item} {...acts} />
          <Wave item={item} onWave={acts.onWave} />
        </>
      ) : (
        <p className="small" role="status">
          {t('claimed', { name: item.claimedBy })}
        </p>
      )}
    </li>
  )
}
