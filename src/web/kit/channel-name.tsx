import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelKind } from '../../server/api.ts'
import { api } from '../lib/api.ts'
import {
  IconBrandBluesky,
  IconBrandInstagram,
  IconBrandMastodon,
  IconFile,
  IconHash,
  IconMail,
  IconMessages,
  IconPhone,
  IconRss,
  IconStar,
  IconWebhook,
  IconWorld,
} from './icons.ts'

export const channelsQuery = {
  queryKey: ['channels'],
  queryFn: () => api.get<ChannelKind[]>('/channels'),
  staleTime: 60 * 60_000,
}

const GLYPHS: Record<string, typeof IconWorld> = {
  feed: IconRss,
  feeds: IconRss,
  file: IconFile,
  files: IconFile,
  webhook: IconWebhook,
  mastodon: IconBrandMastodon,
  'mastodon-watch': IconBrandMastodon,
  bluesky: IconBrandBluesky,
  'bluesky-account': IconBrandBluesky,
  instagram: IconBrandInstagram,
  email: IconMail,
  irc: IconHash,
  forum: IconMessages,
  mail: IconMail,
  review: IconStar,
  reviews: IconStar,
  site: IconMessages,
  phone: IconPhone,
  letter: IconMail,
}

export function ChannelGlyph({ channel, size = 16 }: { channel: string; size?: number }) {
  const Glyph = GLYPHS[channel] ?? IconWorld
  return <Glyph size={size} stroke={1.7} aria-hidden />
}

/** The network's own name; what our words do not know yet is shown as the server names it. */
export function useChannelName(): (channel: string) => string {
  const { t, i18n } = useTranslation()
  const { data } = useQuery(channelsQuery)
  return (channel) => {
    if (i18n.exists(`channels.${channel}`)) return t(`channels.${channel}`)
    return data?.find((kind) => kind.id === channel)?.name ?? channel
  }
}

export function ChannelName({ channel }: { channel: string }) {
  const name = useChannelName()(channel)
  return (
    <span className="with-icon">
      <ChannelGlyph channel={channel} size={15} />
      {name}
    </span>
  )
}
