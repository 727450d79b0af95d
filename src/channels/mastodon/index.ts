import {
  type Account,
  type Batch,
  type Channel,
  defineChannel,
  type Host,
  type Limits,
  type Proposal,
} from '../channel.ts'
import {
  block,
  find,
  like,
  mute,
  profileOf,
  publish,
  remove,
  repost,
  unblock,
  unlike,
  unmute,
  unrepost,
  whoAmI,
} from './act/index.ts'
import { clientOf, instanceOf } from './api/index.ts'
import { type AccountConfig, accountConfig, type Place, type WatchConfig, watchConfig } from './config.ts'
import { accountKind, listen, PACE, type Pace, watchKind } from './line/index.ts'
import { search } from './search/index.ts'
import { acctOf, Memory, type Reader } from './sift/index.ts'
import { type Scopes, serverAt, serverIn, signInFor } from './sign-in/index.ts'

const NETWORK = 'mastodon'

/** What a server is taken to allow until it has said otherwise: Mastodon's own defaults. */
const LIMITS: Limits = {
  text: 500,
  media: 4,
  measure: { unit: 'grapheme', address: 23 },
  alt: 1_500,
  mediaBytes: 16 * 1024 * 1024,
  playedBytes: 99 * 1024 * 1024,
  playedAlone: true,
  card: 'network',
  mediaTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4', 'video/webm', 'audio/mpeg'],
  warning: true,
  lang: true,
  audiences: ['public', 'unlisted', 'followers', 'direct'],
}

/** Seconds after which what is not seen is believed absent: servers under load show what they took a little late. */
const SEEN_AFTER = 60

const ACT_SCOPES: Scopes = {
  narrow: [
    'read:accounts',
    'read:notifications',
    'read:search',
    'read:statuses',
    'write:blocks',
    'write:favourites',
    'write:media',
    'write:mutes',
    'write:statuses',
  ],
  broad: ['read', 'write'],
}
const WATCH_SCOPES: Scopes = { narrow: ['read:accounts', 'read:search', 'read:statuses'], broad: ['read'] }

/** An account that is answered for, at another pace where a test wants that. */
export function createMastodon(pace: Pace = PACE): Channel<AccountConfig> {
  return defineChannel<AccountConfig>({
    id: 'mastodon',
    network: NETWORK,
    name: 'Mastodon',
    config: accountConfig,
    limits: LIMITS,
    inbox: true,
    listen: (account, host, cursor) =>
      listening(account, host, cursor, pace, (reader, me) =>
        accountKind(reader, me, account.config.reactions),
      ),
    search,
    signIn: signInFor(ACT_SCOPES, (server) => accountConfig.parse({ server })),
    publish,
    reply: publish,
    like,
    unlike,
    repost,
    unrepost,
    remove,
    mute,
    unmute,
    block,
    unblock,
    again: (_account, { act }) =>
      act === 'publish' || act === 'reply' ? { kind: 'find', after: SEEN_AFTER } : { kind: 'harmless' },
    find,
    discover: (input, host) => discover(input, host, (server) => accountConfig.parse({ server })),
    test,
  })
}

/** Hashtags and timelines, watched through an account without answering for it. */
export function createMastodonWatch(pace: Pace = PACE): Channel<WatchConfig> {
  return defineChannel<WatchConfig>({
    id: 'mastodon-watch',
    network: NETWORK,
    name: 'channel.mastodon.watch',
    config: watchConfig,
    limits: LIMITS,
    inbox: false,
    keep: 'matched',
    listen: (account, host, cursor) =>
      listening(account, host, cursor, pace, (reader) => watchKind(reader, account.config)),
    search,
    signIn: signInFor(WATCH_SCOPES, (server) => watchConfig.parse({ server, timelines: ['home'] })),
    test,
  })
}

export const mastodon = createMastodon()
export const mastodonWatch = createMastodonWatch()

async function* listening<C extends Place>(
  account: Account<C>,
  host: Host,
  cursor: string | undefined,
  pace: Pace,
  kindOf: (reader: Reader, me: string) => ReturnType<typeof accountKind>,
): AsyncGenerator<Batch, void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([host.signal, stop.signal])
  try {
    const client = await clientOf(account, { ...host, signal })
    const instance = await instanceOf(client)
    const me = await whoAmI(client)
    const { domain } = instance
    const reader: Reader = {
      server: client.origin,
      domain,
      me: { id: me.id, acct: acctOf(me.acct, domain) },
      memory: new Memory(),
    }
    host.profile?.(profileOf(me, instance))
    yield* listen({ client, instance, kind: kindOf(reader, me.id), host, pace }, cursor)
  } finally {
    stop.abort()
  }
}

/** Who we are, and whether what is to be read may be read. */
async function test<C extends Place>(account: Account<C>, host: Host): Promise<void> {
  const client = await clientOf(account, host)
  const [instance, me] = [await instanceOf(client), await whoAmI(client)]
  if (account.channel === 'mastodon') await client.call('/api/v1/notifications', { query: { limit: '1' } })
  host.profile?.(profileOf(me, instance))
}

/** From a handle, a profile's address or a server's. */
async function discover<C>(
  input: string,
  host: Host,
  configOf: (server: string) => C,
): Promise<Proposal<C>[]> {
  if (!serverIn(input)) return []
  const { origin, instance } = await serverAt(input, host)
  return [{ title: instance.title ?? instance.domain, config: configOf(origin) }]
}
