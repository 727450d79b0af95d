import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { safeUrl } from '../kit/address.ts'
import { IconAlertTriangle, IconCheck, IconClock, IconExternalLink, IconX } from '../kit/icons.ts'
import { When } from '../kit/when.tsx'
import classes from './outbox.module.css'
import { RewriteDialog } from './rewrite-dialog.tsx'
import { canRewrite, decisionsOf, useDecide } from './use-decide.ts'

const TONES = {
  waiting: 'info',
  sending: 'info',
  sent: 'good',
  refused: 'bad',
  unknown: 'warm',
  dropped: undefined,
  approval: 'warm',
} as const
const ICONS = {
  waiting: IconClock,
  sending: IconClock,
  sent: IconCheck,
  refused: IconX,
  unknown: IconAlertTriangle,
  dropped: IconX,
  approval: IconClock,
} as const

/** Where something stands, in words: it never has to be guessed. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('outbox')
  const { state, held, nextTry, sentAt } = delivery
  const Icon = ICONS[state]
  return (
    <span className="tag with-icon" data-tone={TONES[state]}>
      <Icon size={14} aria-hidden />
      {t(held ? 'state.held' : `state.${state}`)}
      {state === 'waiting' && !held && nextTry && delivery.tries > 0 && (
        <>
          {' '}
          {t('next_try')} <When at={nextTry} />
        </>
      )}
      {state === 'sent' && sentAt && (
        <>
          {' '}
          <When at={sentAt} />
        </>
      )}
    </span>
  )
}

/** What happened and what to do, and the acts that do it. */
export function DeliveryActs({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('outbox')
  const decide = useDecide(delivery)
  const canWrite = useCan('outbox:write')
  const url = safeUrl(delivery.url)
  const decisions = canWrite ? decisionsOf(delivery) : []
  const [rewriting, setRewriting] = useState(false)
  return (
    <>
      {delivery.failure && delivery.state !== 'sent' && (
        <p className={classes.failure}>{delivery.failure.text}</p>
      )}
      {(decisions.length > 0 || url) && (
        <div className={classes.acts}>
          {decisions.map((decision, index) => (
            <Button
              key={decision}
              size="compact-sm"
              variant={index === 0 && delivery.state !== 'waiting' ? 'light' : 'default'}
              loading={decide.isPending && decide.variables === decision}
              disabled={decide.isPending}
              onClick={() => decide.mutate(decision)}
            >
              {t(`decide.${decision}`)}
            </Button>
          ))}
          {canWrite && canRewrite(delivery) && (
            <Button size="compact-sm" variant="default" onClick={() => setRewriting(true)}>
              {t('rewrite.open')}
            </Button>
          )}
          {url && (
            <a href={url} target="_blank" rel="noreferrer noopener" className="with-icon small">
              <IconExternalLink size={14} aria-hidden /> {t('see')}
            </a>
          )}
        </div>
      )}
      {rewriting && <RewriteDialog delivery={delivery} onClose={() => setRewriting(false)} />}
    </>
  )
}
