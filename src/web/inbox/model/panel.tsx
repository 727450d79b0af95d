import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blanksIn } from '../../../../lib/template/index.ts'
import type { ConversationDetail, ModelDraft, ModelOffer } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import type { Field } from '../help/use-field.ts'
import { noteModel } from '../saved/used.ts'
import classes from './model.module.css'

interface Props {
  talk: ConversationDetail
  field: Field
  lang: string
}

/** How often a draft under way is looked at, in milliseconds. */
const EVERY = 500

function useMoney() {
  const { number } = useFormat()
  return (value: number, currency: string) =>
    number(value, { style: 'currency', currency, maximumFractionDigits: 4 })
}

/** What will leave, to whom and for how much, said before anything does. */
function Before({ offer }: { offer: ModelOffer }) {
  const { t } = useTranslation('answers')
  const money = useMoney()
  const hidden = Object.values(offer.masked).reduce((sum, n) => sum + n, 0)
  return (
    <p className="small hush">
      {t('model.before', {
        model: offer.model,
        host: offer.host,
        most: money(offer.most, offer.currency),
        spent: money(offer.spent, offer.currency),
        cap: money(offer.cap, offer.currency),
      })}{' '}
      {t('model.hidden', { count: hidden })}
    </p>
  )
}

function Draft({ draft, onPut, onStop }: { draft: ModelDraft; onPut(): void; onStop(): void }) {
  const { t } = useTranslation('answers')
  const money = useMoney()
  const { state, failure, text, cost, currency, exact } = draft
  return (
    <div className={classes.draft}>
      <p role="status" className="small">
        <span className="tag" data-tone="warm">
          {t('model.mark')}
        </span>{' '}
        {state === 'asked' && t('model.writing')}
        {state === 'stopped' && t('model.stopped')}
        {state === 'failed' && t(`model.failure.${failure ?? 'silent'}`)}
        {state !== 'asked' &&
          ` ${t(exact ? 'model.cost' : 'model.cost_most', { price: money(cost, currency) })}`}
      </p>
      {text && <p className={classes.text}>{text}</p>}
      <div className="buttons-start">
        {state === 'asked' ? (
          <Button size="compact-sm" variant="default" onClick={onStop}>
            {t('model.stop')}
          </Button>
        ) : (
          text && (
            <Button size="compact-sm" onClick={onPut}>
              {t('model.put')}
            </Button>
          )
        )}
      </div>
    </div>
  )
}

function useDraft(path: string) {
  const [id, setId] = useState<string>()
  const ask = useMutation({
    mutationFn: (body: { wish: string; lang: string }) => api.post<ModelDraft>(path, body),
    onSuccess: (draft) => setId(draft.id),
  })
  const draft = useQuery({
    queryKey: ['model-draft', id],
    queryFn: ({ signal }) => api.get<ModelDraft>(`${path}/${id}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => ((state.data?.state ?? 'asked') === 'asked' ? EVERY : false),
  })
  const stop = () => {
    if (id) api.delete(`${path}/${id}`).then(() => draft.refetch(), sayProblem)
  }
  return { ask, draft: id ? (draft.data ?? ask.data) : undefined, stop }
}

/** A draft by the outside model of the workspace: asked for by a person, read by a person, put in by a person. */
export function ModelPanel({ talk, field, lang }: Props) {
  const { t } = useTranslation('answers')
  const path = `/conversations/${talk.id}/model-drafts`
  const [wish, setWish] = useState('')
  const offer = useQuery({
    queryKey: ['model-offer', talk.id, talk.lastAt],
    queryFn: ({ signal }) => api.get<ModelOffer>(path, {}, signal),
  })
  const { ask, draft, stop } = useDraft(path)
  if (offer.isPending) return <Rows count={1} height={60} />
  if (offer.error) return <ProblemNotice error={offer.error} onRetry={() => offer.refetch()} />
  if (offer.data.why)
    return (
      <p className={`${classes.panel} small hush`} role="status">
        {t(`model.why.${offer.data.why}`)}
      </p>
    )
  function submit(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation()
    ask.mutate({ wish: wish.trim(), lang })
  }
  function put({ id, text }: ModelDraft) {
    const [blank] = blanksIn(text)
    field.put(0, field.text.length, text, blank)
    noteModel(talk.id, id, text)
  }
  const isBusy = ask.isPending || draft?.state === 'asked'
  return (
    <section className={classes.panel} aria-label={t('model.label')}>
      <Before offer={offer.data} />
      <div className={classes.ask}>
        <TextInput
          className={classes.wish ?? ''}
          size="xs"
          label={t('model.wish')}
          placeholder={t('model.wish_example')}
          maxLength={500}
          value={wish}
          onChange={(event) => setWish(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isBusy) submit(event)
          }}
        />
        <Button size="compact-md" variant="default" loading={isBusy} onClick={submit}>
          {t(draft ? 'model.again' : 'model.ask')}
        </Button>
      </div>
      <ProblemNotice error={ask.error} />
      {draft && <Draft draft={draft} onPut={() => put(draft)} onStop={stop} />}
    </section>
  )
}
