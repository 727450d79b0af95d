import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PartProps } from './manners-form.tsx'

const TONES = ['warm', 'usual', 'sober'] as const
const ADDRESSES = ['vous', 'tu'] as const

/** The manner everywhere. */
export function HouseManner({ value, set, readOnly }: PartProps) {
  const { t } = useTranslation('courtesy-settings')
  return (
    <fieldset disabled={readOnly} className="sheet stack">
      <legend className="hidden-visually">{t('house.title')}</legend>
      <h2>{t('house.title')}</h2>
      <NativeSelect
        label={t('tone.label')}
        description={t(`tone.${value.tone}_help`)}
        value={value.tone}
        data={TONES.map((tone) => ({ value: tone, label: t(`tone.${tone}`) }))}
        onChange={(event) =>
          set({ ...value, tone: TONES.find((one) => one === event.currentTarget.value) ?? 'warm' })
        }
      />
      <Switch
        label={t('emoji.label')}
        description={t('emoji.help')}
        checked={value.emoji}
        onChange={(event) => set({ ...value, emoji: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t('address.label')}
        description={t('address.help')}
        value={value.address ?? ''}
        data={[
          { value: '', label: t('address.free') },
          ...ADDRESSES.map((one) => ({ value: one, label: t(`address.${one}`) })),
        ]}
        onChange={(event) =>
          set({ ...value, address: ADDRESSES.find((one) => one === event.currentTarget.value) ?? null })
        }
      />
      <Switch
        label={t('signature.label')}
        description={t('signature.help')}
        checked={value.signature}
        onChange={(event) => set({ ...value, signature: event.currentTarget.checked })}
      />
      <TextInput
        label={t('signature.words')}
        description={t('signature.words_help')}
        maxLength={120}
        value={value.signatureWords}
        onChange={(event) => set({ ...value, signatureWords: event.currentTarget.value })}
      />
    </fieldset>
  )
}
