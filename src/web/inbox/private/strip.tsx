import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { useCan } from '../../app/session.ts'
import { IconLock } from '../../kit/icons.ts'
import { AskPrivate } from './ask.tsx'
import { InvitationCard } from './card.tsx'
import classes from './private.module.css'
import { isOver, privateQuery, waysOf } from './queries.ts'

/** From public to private and back: the way there, who was invited, who came, and the conversation on the other side. */
export function PrivateStrip({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const canSend = useCan('outbox:write')
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(privateQuery(talk.id))
  useLive('private', () => client.invalidateQueries({ queryKey: ['private', talk.id] }))
  useLive('conversation', (event) => {
    if (event.id === talk.id) client.invalidateQueries({ queryKey: ['private', talk.id] })
  })
  if (!data) return null
  const { ways, invitations, from } = data
  const open = invitations.filter((one) => !['joined', 'queued'].includes(one.state))
  const can = canSend && waysOf(ways).length > 0 && open.every(isOver)
  if (!can && open.length === 0 && from.length === 0) return null
  return (
    <section className={classes.strip} aria-label={t('title')}>
      {from.map((one) => (
        <InvitationCard key={one.id} one={one} talk={talk} side="private" drafts={data.drafts} />
      ))}
      {open.slice(0, 3).map((one) => (
        <InvitationCard key={one.id} one={one} talk={talk} side="public" drafts={data.drafts} />
      ))}
      {can && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconLock size={15} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('ask.open')}
        </Button>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        size="lg"
        title={t('ask.title')}
        closeButtonProps={{ 'aria-label': t('common:cancel') }}
      >
        <AskPrivate talk={talk} known={data} onClose={() => setAsking(false)} />
      </Modal>
    </section>
  )
}
