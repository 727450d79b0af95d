import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversationPrivate, PrivateWay } from '../../../server/api.ts'

interface WayProps {
  ways: ConversationPrivate['ways']
  value: PrivateWay
  onChange(way: PrivateWay): void
}

/** The ways there are; of one that there is not, why. */
export function Way({ ways, value, onChange }: WayProps) {
  const { t } = useTranslation('private')
  const why = {
    direct: ways.direct ? undefined : t('ask.no_direct'),
    link: ways.link ? undefined : t('ask.no_link'),
    mail: ways.noMail ? t(`ask.no_mail_${ways.noMail}`) : undefined,
  }
  return (
    <Radio.Group label={t('ask.way')} value={value} onChange={(given) => onChange(given as PrivateWay)}>
      <div className="stack">
        {(['direct', 'link', 'mail'] as const).map((way) => (
          <Radio
            key={way}
            value={way}
            label={t(`way.${way}`)}
            disabled={why[way] !== undefined}
            description={why[way]}
          />
        ))}
      </div>
    </Radio.Group>
  )
}
