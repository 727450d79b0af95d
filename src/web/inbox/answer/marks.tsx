import { Button, Modal } from '@mantine/core'
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Delivery } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { IconHeart, IconRepeat, IconTrash } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { answeringQuery } from '../../outbox/queries.ts'
import { accountWords } from './account-words.ts'
import { marksOf, type Standing } from './marks-of.ts'

const ICONS = { like: IconHeart, repost: IconRepeat, remove: IconTrash } as const

interface Props {
  talkId: string
  item: ActivityItem
  standing: Standing
}

/** Asked for here, followed to its end with everything else of the outbox. */
function useMark({ talkId, item, standing: { act, voice } }: Props) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.post<Delivery>(`/activities/${item.id}/marks`, { act, accountId: voice.id }),
    onSuccess(delivery) {
      client.setQueriesData<Delivery[]>({ queryKey: ['deliveries', { marks: talkId }] }, (old = []) => [
        delivery,
        ...old.filter(({ id }) => id !== delivery.id),
      ])
      client.invalidateQueries({ queryKey: ['deliveries'] })
    },
  })
}

/** What others will see is said before it is done; a like is done at once, and so is taking one back. */
function Confirm({
  standing: { mark, voice },
  ask,
  onClose,
}: Props & { ask: UseMutationResult<Delivery, Error, void>; onClose(): void }) {
  const { t } = useTranslation('outbox')
  const { t: common } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`mark.${mark}_title`)}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <div className="stack">
        <p>{t(`mark.${mark}_text`, { account: accountWords(voice) })}</p>
        {voice.blocked && <p className="small">{t(`blocked.${voice.blocked}`)}</p>}
        <ProblemNotice error={ask.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            data-autofocus
            {...(mark === 'remove' ? { color: 'red.8' } : {})}
            loading={ask.isPending}
            onClick={() => ask.mutate(undefined, { onSuccess: onClose })}
          >
            {t(`mark.${mark}`)}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function MarkButton(props: Props) {
  const { mark, voice, on, act, asked } = props.standing
  const { t } = useTranslation('outbox')
  const ask = useMark(props)
  const [asking, setAsking] = useState(false)
  const Icon = ICONS[mark]
  const atOnce = mark === 'like' || on
  return (
    <>
      <Button
        size="compact-xs"
        variant={on ? 'light' : 'subtle'}
        color={on ? 'ember' : 'gray'}
        title={t(`mark.${act ?? mark}_by`, { account: accountWords(voice) })}
        {...(mark === 'remove' ? {} : { 'aria-pressed': on })}
        disabled={act === null || ask.isPending}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => (atOnce ? ask.mutate() : setAsking(true))}
      >
        {t(on ? `mark.${mark}_done` : `mark.${mark}`)}
      </Button>
      {asked && (
        <span className="hush small" role="status" title={asked.failure?.text}>
          {t(asked.held ? 'state.held' : `state.${asked.state}`)}
        </span>
      )}
      {atOnce && ask.error && <ProblemNotice error={ask.error} />}
      {asking && <Confirm {...props} ask={ask} onClose={() => setAsking(false)} />}
    </>
  )
}

interface MarksProps {
  talkId: string
  item: ActivityItem
  ours: boolean
  /** What was decided about the messages of the thread, the newest first. */
  decided: Delivery[]
}

/** What can be done with one message besides answering it, as far as an account of ours can. */
export function Marks({ talkId, item, ours, decided }: MarksProps) {
  const can = useCan('outbox:write')
  const voices = useQuery({ ...answeringQuery(talkId), enabled: can }).data?.accounts ?? []
  if (!can) return null
  return marksOf(item, ours, voices, decided).map((standing) => (
    <MarkButton key={standing.mark} talkId={talkId} item={item} standing={standing} />
  ))
}
