import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../server/api.ts'
import { AskAssign } from './ask-assign.tsx'
import { AskLabel } from './ask-label.tsx'
import { AskSnooze } from './ask-snooze.tsx'
import type { Ask } from './inbox-state.ts'
import { useInbox } from './inbox-state.ts'

interface Props {
  what: Ask
  members: Member[]
  onClose(): void
}

/** One small dialog for whom, until when, and which labels: the same by key, by button and in bulk. */
export function AskModal({ what, members, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const { targets } = useInbox()
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={t(`ask.${what}`, { count: targets().length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {what === 'assign' && <AskAssign members={members} onClose={onClose} />}
      {what === 'snooze' && <AskSnooze onClose={onClose} />}
      {what === 'label' && <AskLabel onClose={onClose} />}
    </Modal>
  )
}
