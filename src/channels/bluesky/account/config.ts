import { z } from 'zod'

export const HANDLE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const address = z.url({ protocol: /^https?$/ }).max(2_000)

/** A handle with or without its @, a profile's address, or a DID. */
const identifier = z
  .string()
  .max(300)
  .transform(
    (text) =>
      /did:[a-z]+:[A-Za-z0-9._:%-]{1,240}/.exec(text)?.[0] ??
      text
        .trim()
        .replace(/^@|^https?:\/\/[^/]+\/profile\//, '')
        .replace(/\/.*$/, '')
        .toLowerCase(),
  )
  .refine((text) => text.startsWith('did:') || HANDLE.test(text))
  .meta({
    title: 'channel.bluesky-account.identifier',
    description: 'channel.bluesky-account.identifier.help',
  })

/** What is asked to find an account, by whichever way it is signed in. */
export const asks = z.object({
  identifier,
  service: address
    .optional()
    .meta({ title: 'channel.bluesky-account.service', description: 'channel.bluesky-account.service.help' }),
  directory: address.default('https://plc.directory').meta({
    title: 'channel.bluesky-account.directory',
    description: 'channel.bluesky-account.directory.help',
  }),
})

export type Asked = z.output<typeof asks>

export const config = asks.extend({
  password: z.string().min(1).max(200).optional().meta({
    title: 'channel.bluesky-account.password',
    description: 'channel.bluesky-account.password.help',
    secret: true,
  }),
  searches: z.array(z.string().trim().min(2).max(150)).max(20).default([]).meta({
    title: 'channel.bluesky-account.searches',
    description: 'channel.bluesky-account.searches.help',
  }),
})

export type AccountConfig = z.output<typeof config>
