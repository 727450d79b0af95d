import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversationEntry, EscalationPreview } from '../../../server/api.ts'
import { actorName } from '../../kit/post-card.tsx'
import { harmIn } from '../../kit/veil/harsh.ts'
import { Veil } from '../../kit/veil/veil.tsx'
import { VeiledWords } from '../../kit/veil/veiled-words.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './escalation.module.css'
import { type Named, type Order, shareable } from './order.ts'

interface Props {
  entries: ConversationEntry[]
  order: Order
  preview: EscalationPreview | undefined
  onSet(change: Partial<Order>): void
}

const NAMED: Named[] = ['nobody', 'short', 'name']

/** Which messages the service sees, how much of the customer, and all of it as it will look there. */
export function Shared({ entries, order, preview, onSet }: Props) {
  const { t } = useTranslation('service')
  const shared = new Set(order.messages)
  const toggle = (id: string) =>
    onSet({ messages: shared.has(id) ? order.messages.filter((one) => one !== id) : [...order.messages, id] })
  return (
    <fieldset className={`stack ${classes.plain}`}>
      <legend>{t('share.title')}</legend>
      <ul className={classes.messages}>
        {shareable(entries).map(({ id, ours, activity }) => (
          <li key={id}>
            <Checkbox
              checked={shared.has(id)}
              onChange={() => toggle(id)}
              label={
                <>
                  {ours ? t('share.ours') : actorName(activity.actor, t('share.them'))} ·{' '}
                  <VeiledWords toxicity={harmIn(activity)}>
                    {(activity.text ?? activity.title ?? '').slice(0, 120)}
                  </VeiledWords>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <Checkbox
        label={t('share.masked')}
        description={t('share.masked_help')}
        checked={order.masked}
        onChange={(event) => onSet({ masked: event.currentTarget.checked })}
      />
      <Select
        label={t('share.named')}
        allowDeselect={false}
        data={NAMED.map((value) => ({ value, label: t(`share.${value}`) }))}
        value={order.named}
        onChange={(value) => onSet({ named: NAMED.find((one) => one === value) ?? 'nobody' })}
      />
      {preview && <Preview preview={preview} />}
    </fieldset>
  )
}

function Preview({ preview }: { preview: EscalationPreview }) {
  const { t } = useTranslation('service')
  const format = useFormat()
  return (
    <section className={classes.shown} aria-label={t('share.preview')}>
      <p className="small">
        <strong>{t('share.preview')}</strong> · {preview.customer ?? t('share.no_name')} ·{' '}
        {t('share.due', { due: format.exact(preview.due) })}
      </p>
      {preview.messages.length === 0 && <p className="hush small">{t('share.nothing')}</p>}
      <ol className={classes.lines}>
        {preview.messages.map(({ id, ours, text, files, toxicity }) => (
          <li key={id} className={classes.line}>
            <span className="hush small">{t(ours ? 'share.ours' : 'share.them')}</span>
            <Veil item={{ id, text, toxicity, ours, deleted: false }}>
              <p className={classes.text}>{text}</p>
            </Veil>
            {files.length > 0 && <p className="small">{files.map(({ name }) => name).join(', ')}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
