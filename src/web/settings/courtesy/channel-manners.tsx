import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChannelName } from '../../kit/channel-name.tsx'
import { accountsQuery } from '../channels/queries.ts'
import classes from './courtesy.module.css'
import { type Otherwise, onChannel, saidBy, sayOf, withChannel } from './draft.ts'
import type { PartProps } from './manners-form.tsx'

const TONES = ['warm', 'usual', 'sober'] as const
const ADDRESSES = ['vous', 'tu'] as const

/** What differs on a channel: a letter is not written as a toot is. */
export function ChannelManners({ value, set, readOnly }: PartProps) {
  const { t } = useTranslation('courtesy-settings')
  const nameOf = useChannelName()
  const accounts = useQuery(accountsQuery).data ?? []
  const known = [...accounts.map((one) => one.channel), ...value.channels.map((one) => one.channel)]
  const channels = [...new Set(known)].sort()
  if (channels.length === 0) return null
  const everywhere = { value: '', label: t('channels.everywhere') }
  const yesNo = [
    everywhere,
    { value: 'yes', label: t('channels.yes') },
    { value: 'no', label: t('channels.no') },
  ]
  return (
    <fieldset disabled={readOnly} className="sheet stack">
      <legend className="hidden-visually">{t('channels.title')}</legend>
      <h2>{t('channels.title')}</h2>
      <p className="hush">{t('channels.help')}</p>
      {channels.map((channel) => {
        const said = onChannel(value, channel)
        const change = (next: Partial<Otherwise>) => set(withChannel(value, channel, next))
        return (
          <fieldset key={channel} className={classes.channel}>
            <legend>{nameOf(channel)}</legend>
            <NativeSelect
              label={t('tone.label')}
              value={said.tone ?? ''}
              data={[everywhere, ...TONES.map((tone) => ({ value: tone, label: t(`tone.${tone}`) }))]}
              onChange={(event) =>
                change({ tone: TONES.find((one) => one === event.currentTarget.value) ?? null })
              }
            />
            <NativeSelect
              label={t('emoji.label')}
              value={sayOf(said.emoji)}
              data={yesNo}
              onChange={(event) => change({ emoji: saidBy(event.currentTarget.value) })}
            />
            <NativeSelect
              label={t('address.label')}
              value={said.address ?? ''}
              data={[everywhere, ...ADDRESSES.map((one) => ({ value: one, label: t(`address.${one}`) }))]}
              onChange={(event) =>
                change({ address: ADDRESSES.find((one) => one === event.currentTarget.value) ?? null })
              }
            />
            <NativeSelect
              label={t('signature.label')}
              value={sayOf(said.signature)}
              data={yesNo}
              onChange={(event) => change({ signature: saidBy(event.currentTarget.value) })}
            />
          </fieldset>
        )
      })}
    </fieldset>
  )
}
