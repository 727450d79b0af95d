import { z } from 'zod'

/** Where the server is: `https://mastodon.social`. */
const server = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .meta({ title: 'channel.mastodon.server', description: 'channel.mastodon.server.help' })

const accessToken = z
  .string()
  .min(8)
  .max(2_000)
  .regex(/^[\x21-\x7e]+$/)
  .optional()
  .meta({
    title: 'channel.mastodon.accessToken',
    description: 'channel.mastodon.accessToken.help',
    secret: true,
  })

export const accountConfig = z.object({
  server,
  accessToken,
  reactions: z
    .boolean()
    .default(true)
    .meta({ title: 'channel.mastodon.reactions', description: 'channel.mastodon.reactions.help' }),
})
export type AccountConfig = z.output<typeof accountConfig>

export const TIMELINES = ['home', 'local', 'federated'] as const

export const watchConfig = z.object({
  server,
  accessToken,
  hashtags: z
    .array(z.string().regex(/^[\p{L}\p{M}\p{N}_·]{1,100}$/u))
    .max(40)
    .default([])
    .meta({ title: 'channel.mastodon.hashtags', description: 'channel.mastodon.hashtags.help' }),
  searches: z
    .array(z.string().trim().min(2).max(150))
    .max(20)
    .default([])
    .meta({ title: 'channel.mastodon.searches', description: 'channel.mastodon.searches.help' }),
  timelines: z
    .array(z.enum(TIMELINES))
    .default([])
    .meta({
      title: 'channel.mastodon.timelines',
      description: 'channel.mastodon.timelines.help',
      choices: Object.fromEntries(TIMELINES.map((one) => [one, `channel.mastodon.timelines.${one}`])),
    }),
})
export type WatchConfig = z.output<typeof watchConfig>

/** What is the same of both kinds of account: where, and by what token where no sign-in gave one. */
export type Place = Pick<AccountConfig, 'server' | 'accessToken'>
