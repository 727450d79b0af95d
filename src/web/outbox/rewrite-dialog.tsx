import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../server/api.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { rewritten } from './rewritten.ts'

/** Other words for what has certainly not left; what was refused leaves again with them. */
export function RewriteDialog({ delivery, onClose }: { delivery: Delivery; onClose(): void }) {
  const { t } = useTranslation('outbox')
  const { t: common } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState(delivery.text ?? '')
  const [title, setTitle] = useState(delivery.title ?? '')
  const refused = delivery.state === 'refused'
  const save = useMutation({
    async mutationFn() {
      await api.patch(`/deliveries/${delivery.id}`, rewritten(delivery, text, title))
      if (refused) await api.post(`/deliveries/${delivery.id}/retry?seen=refused`)
    },
    onSuccess() {
      for (const name of ['deliveries', 'delivery-counts']) client.invalidateQueries({ queryKey: [name] })
      onClose()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('rewrite.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form className="stack" onSubmit={submit}>
        <p className="hush small">
          {t(`rewrite.${delivery.audience ?? 'same'}`, { account: delivery.accountName })}
        </p>
        {delivery.title !== null && (
          <TextInput
            label={t('subject')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        <Textarea
          data-autofocus
          label={t('rewrite.text')}
          autosize
          minRows={3}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={text.trim() === '' && delivery.media.length === 0}
          >
            {refused ? t('decide.retry') : common('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
