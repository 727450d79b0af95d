import { Modal } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../server/api.ts'
import { AutoFocus } from '../kit/auto-focus.tsx'
import { Rows } from '../kit/loaded.tsx'
import { AskAssign } from './ask-assign.tsx'
import { AskLabel } from './ask-label.tsx'
import { AskSnooze } from './ask-snooze.tsx'
import type { Ask } from './inbox-state.ts'
import { useInbox } from './inbox-state.ts'
import { BeginMove } from './private/lazy.ts'

/** Opened now and then: they are not asked for with the page. */
const AskService = lazy(async () => ({ default: (await import('./escalation/ask-service.tsx')).AskService }))
const AskTier = lazy(async () => ({ default: (await import('./tier/ask-tier.tsx')).AskTier }))

interface Props {
  what: Ask
  members: Member[]
  onClose(): void
}

/** One small dialog for whom, until when, and which labels: the same by key, by button and in bulk. */
export function AskModal({ what, members, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const { t: service } = useTranslation('service')
  const { targets, current, search } = useInbox()
  return (
    <Modal
      opened
      onClose={onClose}
      size={what === 'service' || what === 'private' ? 'lg' : 'sm'}
      title={what === 'service' ? service('ask.title') : t(`ask.${what}`, { count: targets().length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <AutoFocus>
        {what === 'assign' && <AskAssign members={members} onClose={onClose} />}
        {what === 'snooze' && <AskSnooze onClose={onClose} />}
        {what === 'label' && <AskLabel onClose={onClose} />}
        {what === 'tier' && (
          <Suspense fallback={<Rows count={3} />}>
            <AskTier onClose={onClose} />
          </Suspense>
        )}
        {what === 'private' && (
          <Suspense fallback={<Rows count={3} />}>
            <BeginMove ids={targets()} search={search} onClose={onClose} />
          </Suspense>
        )}
        {what === 'service' && current && (
          <Suspense fallback={<Rows count={3} />}>
            <AskService talkId={current} onClose={onClose} />
          </Suspense>
        )}
      </AutoFocus>
    </Modal>
  )
}
