import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../../server/api.ts'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useVerbWords } from './subscription-fields.tsx'

/** Whether it is told, in a word. */
export function WebhookTag({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const state = hook.enabled ? (hook.failingSince ? 'failing' : 'enabled') : 'disabled'
  const tone = { enabled: 'good', failing: 'warm', disabled: 'bad' }[state]
  return (
    <span className="tag" data-tone={tone}>
      {t(`state.${state}`)}
    </span>
  )
}

/** What it is told, and why it no longer is. */
export function WebhookWords({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const { list } = useFormat()
  const verbWords = useVerbWords()
  const told = [...hook.verbs.map(verbWords), ...(hook.deliveries ? [t('deliveries_short')] : [])]
  return (
    <>
      <p className="hush small">{list(told)}</p>
      {!hook.enabled && hook.disabledWhy && <p className="small">{hook.disabledWhy}</p>}
      {hook.enabled && hook.failingSince && (
        <p className="small">
          {t('failing_since')} <When at={hook.failingSince} />. {t('failing_help')}
        </p>
      )}
    </>
  )
}
