import { z } from 'zod'
import { COLLECTIONS, type Kind } from '../sift/collections.ts'

/** The instances that Bluesky runs for everybody; no account is needed. */
const PUBLIC = ['us-east', 'us-west'].flatMap((region) =>
  [2, 1].map((n) => `wss://jetstream${n}.${region}.bsky.network/subscribe`),
)

export const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,240}$/

export const config = z.object({
  urls: z
    .array(z.string().regex(/^wss?:\/\/[^\s]{1,2000}$/))
    .min(1)
    .max(8)
    .default(PUBLIC)
    .meta({ title: 'channel.bluesky.urls', description: 'channel.bluesky.urls.help' }),
  collections: z
    .array(z.enum(Object.keys(COLLECTIONS) as [Kind, ...Kind[]]))
    .min(1)
    .default(['post', 'like', 'repost'])
    .meta({ title: 'channel.bluesky.collections', description: 'channel.bluesky.collections.help' }),
  accounts: z
    .array(z.string().regex(DID))
    .max(200)
    .default([])
    .meta({ title: 'channel.bluesky.accounts', description: 'channel.bluesky.accounts.help' }),
  names: z
    .boolean()
    .default(true)
    .meta({ title: 'channel.bluesky.names', description: 'channel.bluesky.names.help' }),
  zstdDictionary: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'channel.bluesky.zstdDictionary', description: 'channel.bluesky.zstdDictionary.help' }),
})

export type BlueskyConfig = z.output<typeof config>
