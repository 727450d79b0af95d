import { bluesky, blueskyAccount } from './bluesky/index.ts'
import type { Channel } from './channel.ts'
import { email } from './email/index.ts'
import { feed } from './feed/index.ts'
import { irc } from './irc/index.ts'
import { mastodon, mastodonWatch } from './mastodon/index.ts'
import { rehearse } from './rehearsal.ts'
import { site } from './site/index.ts'
import { webhook } from './webhook/index.ts'

export {
  ACTS,
  type Account,
  type Act,
  type Again,
  AUDIENCES,
  type Batch,
  type Channel,
  ChannelFailure,
  type Credential,
  type Draft,
  type DraftCard,
  type DraftMedia,
  type Errand,
  type Failure,
  type Host,
  type IncomingHook,
  type Keeper,
  type Limits,
  networkOf,
  type Profile,
  phraseOf,
  type Quota,
  type Received,
  type Reference,
  type Sent,
  type SignIn,
  type Wish,
} from './channel.ts'

/** Every network there is; one line each. The configuration's type is the channel's own affair, hence the cast. */
export const CHANNELS: readonly Channel[] = [
  feed,
  bluesky,
  blueskyAccount,
  mastodon,
  mastodonWatch,
  irc,
  webhook,
  email,
  site,
] as unknown as Channel[]

export function channelOf(id: string): Channel | undefined {
  return CHANNELS.find((channel) => channel.id === id)
}

/** How an account of a demonstration writes to its network: as the network takes it, and nothing leaves. */
export function rehearsalOf(network: string): Channel | undefined {
  return rehearse(network, CHANNELS)
}
