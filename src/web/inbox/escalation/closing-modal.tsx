import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Step } from '../changes.ts'
import { AskDone } from './ask-done.tsx'
import type { Closing } from './closing.ts'

interface Props {
  closing: Closing
  send(steps: Step[], words: string): void
}

/** Asks what becomes of what a service has in hand, when its conversation is closed. */
export function ClosingModal({ closing: { ids, close }, send }: Props) {
  const { t } = useTranslation('service')
  const { t: inbox } = useTranslation('inbox')
  if (!ids) return null
  return (
    <Modal
      opened
      onClose={close}
      size="sm"
      title={t('closing.title')}
      closeButtonProps={{ 'aria-label': inbox('close') }}
    >
      <AskDone
        onClose={close}
        onPick={(escalations) => {
          close()
          const change = { status: 'done', escalations } as const
          send([{ ids, change }], inbox('said.done', { count: ids.length }))
        }}
      />
    </Modal>
  )
}
