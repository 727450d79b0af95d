import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import cards from '../kit/cards.module.css'
import { useAct } from './use-decide.ts'

export type Asked = 'refuse' | 'edit' | 'hand-on'

/** What the reader may do about it now; nothing else is shown. */
export function ApprovalActs({ approval, onAsk }: { approval: Approval; onAsk(what: Asked): void }) {
  const { t } = useTranslation('approval')
  const { mayDecide, mine, state } = approval
  const act = useAct(approval)
  const canApprove = useCan('answers:approve')
  if (state !== 'waiting') return null
  return (
    <div className={cards.buttons}>
      {mayDecide && (
        <>
          <Button size="compact-md" loading={act.isPending} onClick={() => act.mutate({ do: 'approve' })}>
            {t('act.approve')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => onAsk('refuse')}>
            {t('act.refuse')}
          </Button>
        </>
      )}
      {(mine || canApprove) && (
        <Button size="compact-md" variant="default" onClick={() => onAsk('edit')}>
          {t('act.edit')}
        </Button>
      )}
      {mayDecide && (
        <Button size="compact-md" variant="default" onClick={() => onAsk('hand-on')}>
          {t('act.hand-on')}
        </Button>
      )}
      {mine && (
        <Button
          size="compact-md"
          variant="default"
          loading={act.isPending}
          onClick={() => act.mutate({ do: 'take-back' })}
        >
          {t('act.take-back')}
        </Button>
      )}
    </div>
  )
}
