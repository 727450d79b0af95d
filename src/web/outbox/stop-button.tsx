import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopState } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { IconAlertTriangle, IconCheck } from '../kit/icons.ts'
import { Rows } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import classes from './outbox.module.css'
import { heldQuery, stopQuery } from './queries.ts'
import { reviewOf, stillDropped } from './review.ts'

function useStop(run: () => Promise<StopState>, onClose: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => {
      client.setQueryData(stopQuery.queryKey, state)
      for (const name of ['deliveries', 'delivery-counts', 'answering'])
        client.invalidateQueries({ queryKey: [name] })
      onClose()
    },
  })
}

/** Stops at once; the reason is for colleagues, and may be left out in a hurry. */
export function StopDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('outbox')
  const { t: common } = useTranslation()
  const [reason, setReason] = useState('')
  const stop = useStop(() => api.post<StopState>('/stop', { reason: reason.trim() }), onClose)
  function submit(event: FormEvent) {
    event.preventDefault()
    stop.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('stop.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form className="stack" onSubmit={submit}>
        <p>{t('stop.consequence')}</p>
        <TextInput
          data-autofocus
          label={t('stop.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNotice error={stop.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" color="red.8" loading={stop.isPending}>
            {t('stop.button')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What was held is read before it leaves: each can be left out. */
export function ResumeDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('outbox')
  const { t: common } = useTranslation()
  const held = useQuery({ ...heldQuery, staleTime: 0 })
  const [drop, setDrop] = useState<ReadonlySet<string>>(new Set())
  const items = held.data ?? []
  const count = useQuery(stopQuery).data?.held ?? items.length
  const { leaving, unseen } = reviewOf(items, count, drop)
  const body = { drop: stillDropped(items, drop) }
  const resume = useStop(() => api.post<StopState>('/resume', body), onClose)
  function toggle(id: string) {
    const next = new Set(drop)
    if (!next.delete(id)) next.add(id)
    setDrop(next)
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('resume.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <div className="stack">
        {held.data && <p>{t(items.length > 0 ? 'resume.review' : 'resume.nothing')}</p>}
        {held.isPending && <Rows count={2} height={48} />}
        <ProblemNotice error={held.error} onRetry={() => held.refetch()} />
        <ul className={classes.held}>
          {items.map((delivery) => (
            <li key={delivery.id}>
              <Checkbox
                checked={!drop.has(delivery.id)}
                onChange={() => toggle(delivery.id)}
                label={`${delivery.accountName}${t('resume.colon')}${delivery.text ?? t(`act.${delivery.act}`)}`}
              />
            </li>
          ))}
        </ul>
        {held.data && unseen > 0 && <p>{t('resume.unseen', { count: unseen })}</p>}
        <ProblemNotice error={resume.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button loading={resume.isPending} disabled={!held.data} onClick={() => resume.mutate()}>
            {t('resume.button', { count: leaving })}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** The one button that holds everything back, or lets it go again. */
export function StopButton() {
  const { t } = useTranslation('outbox')
  const canStop = useCan('outbox:stop')
  const state = useQuery(stopQuery).data
  const [asked, setAsked] = useState(false)
  if (!canStop || !state || state.stopped?.everywhere) return null
  const close = () => setAsked(false)
  return (
    <>
      {state.stopped ? (
        <Button leftSection={<IconCheck size={17} aria-hidden />} onClick={() => setAsked(true)}>
          {t('resume.open')}
        </Button>
      ) : (
        <Button
          variant="default"
          className={classes.stop ?? ''}
          leftSection={<IconAlertTriangle size={17} aria-hidden />}
          onClick={() => setAsked(true)}
        >
          {t('stop.open')}
        </Button>
      )}
      {asked && (state.stopped ? <ResumeDialog onClose={close} /> : <StopDialog onClose={close} />)}
    </>
  )
}
