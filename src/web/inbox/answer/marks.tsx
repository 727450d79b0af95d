import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Act, ActivityItem, Delivery } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { IconHeart, IconRepeat, IconTrash } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { answeringQuery } from '../../outbox/queries.ts'
import { accountWords } from './account-words.ts'
import { marksOf } from './marks-of.ts'
import type { Voice } from './use-answer.ts'

type Mark = Exclude<Act, 'publish' | 'reply'>
const ICONS = { like: IconHeart, repost: IconRepeat, remove: IconTrash } as const

/** Asked for here, followed to its end: what it became is read again with each word of the outbox. */
function useMark(item: ActivityItem, mark: Mark, voice: Voice) {
  const client = useQueryClient()
  const queryKey = ['deliveries', { mark, activityId: item.id }]
  const known = useQuery<Delivery | null>({
    queryKey,
    queryFn: async ({ signal }) => {
      const asked = client.getQueryData<Delivery | null>(queryKey)
      return asked ? api.get<Delivery>(`/deliveries/${asked.id}`, {}, signal) : null
    },
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const ask = useMutation({
    mutationFn: () => api.post<Delivery>(`/activities/${item.id}/marks`, { act: mark, accountId: voice.id }),
    onSuccess: (delivery) => client.setQueryData(queryKey, delivery),
  })
  return { delivery: known.data, ask }
}

interface Props {
  item: ActivityItem
  mark: Mark
  voice: Voice
}

/** What others will see is said before it is done; a like is done at once. */
function Confirm({
  mark,
  voice,
  ask,
  onClose,
}: Props & Pick<ReturnType<typeof useMark>, 'ask'> & { onClose(): void }) {
  const { t } = useTranslation('outbox')
  const { t: common } = useTranslation()
  const account = accountWords(voice)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`mark.${mark}_title`)}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <div className="stack">
        <p>{t(`mark.${mark}_text`, { account })}</p>
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
  const { item, mark, voice } = props
  const { t } = useTranslation('outbox')
  const { delivery, ask } = useMark(item, mark, voice)
  const [asking, setAsking] = useState(false)
  const Icon = ICONS[mark]
  const state = delivery?.state
  const standing = state !== undefined && state !== 'refused' && state !== 'dropped'
  const account = accountWords(voice)
  return (
    <>
      <Button
        size="compact-xs"
        variant={standing ? 'light' : 'subtle'}
        color={standing ? 'ember' : 'gray'}
        title={t(`mark.${mark}_by`, { account })}
        disabled={standing || ask.isPending}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => (mark === 'like' ? ask.mutate() : setAsking(true))}
      >
        {t(state === 'sent' ? `mark.${mark}_done` : `mark.${mark}`)}
      </Button>
      {state && state !== 'sent' && (
        <span className="hush small" role="status" title={delivery?.failure?.text}>
          {t(delivery?.held ? 'state.held' : `state.${state}`)}
        </span>
      )}
      {mark === 'like' && ask.error && <ProblemNotice error={ask.error} />}
      {asking && <Confirm {...props} ask={ask} onClose={() => setAsking(false)} />}
    </>
  )
}

/** What can be done with one message besides answering it, as far as an account of ours can. */
export function Marks({ talkId, item, ours }: { talkId: string; item: ActivityItem; ours: boolean }) {
  const can = useCan('outbox:write')
  const voices = useQuery({ ...answeringQuery(talkId), enabled: can }).data?.accounts ?? []
  if (!can) return null
  return marksOf(item, ours, voices).map(({ mark, voice }) => (
    <MarkButton key={mark} item={item} mark={mark} voice={voice} />
  ))
}
