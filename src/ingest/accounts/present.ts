import { z } from 'zod'
import { hasWords, type Locale, translate } from '../../../lib/i18n/index.ts'
import {
  ACTS,
  AUDIENCES,
  type Channel,
  channelOf,
  type Failure,
  type Limits,
  networkOf,
} from '../../channels/index.ts'
import { secretFields } from './config.ts'
import { healthOf, lagSeconds } from './health.ts'
import { type AccountRow, actingChannel } from './store.ts'

/** What one message of an account may be, as the API shows it. */
export const limitsReply = z.object({
  text: z.number(),
  media: z.number(),
  measure: z
    .object({
      unit: z.enum(['grapheme', 'code-point']),
      address: z.number().optional(),
      bytes: z.number().optional(),
    })
    .optional(),
  alt: z.number().optional(),
  mediaBytes: z.number().optional(),
  playedBytes: z.number().optional(),
  playedAlone: z.boolean().optional(),
  mediaTypes: z.array(z.string()).optional(),
  warning: z.boolean().optional(),
  title: z.boolean().optional(),
  quote: z.boolean().optional(),
  card: z.enum(['attached', 'network']).optional(),
  lang: z.boolean().optional(),
  audiences: z.array(z.enum(AUDIENCES)).optional(),
})

export const accountReply = z.object({
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  config: z.record(z.string(), z.unknown()),
  paused: z.boolean(),
  inbox: z.boolean(),
  health: z.enum(['ok', 'waiting', 'late', 'failing', 'expiring', 'paused']),
  healthText: z.string(),
  failure: z.string().nullable(),
  lastExchange: z.string().nullable(),
  lastActivity: z.string().nullable(),
  lagSeconds: z.number().nullable(),
  counts: z.object({ kept: z.number(), dropped: z.record(z.string(), z.number()) }),
  profile: z
    .object({
      id: z.string(),
      handle: z.string().nullable(),
      name: z.string().nullable(),
      url: z.string().nullable(),
      avatar: z.string().nullable(),
    })
    .nullable(),
  /** What it is asked is done as if its network had taken it, and nothing leaves. */
  rehearsal: z.boolean(),
  can: z.array(z.enum(ACTS)),
  limits: limitsReply,
  quotas: z.array(
    z.object({
      name: z.string(),
      remaining: z.number(),
      limit: z.number().nullable(),
      resets: z.string(),
    }),
  ),
  expires: z.string().nullable(),
  signIn: z.boolean(),
  hookUrl: z.string().optional(),
  secret: z.string().optional(),
})

export const kindReply = z.object({
  id: z.string(),
  name: z.string(),
  form: z.record(z.string(), z.unknown()),
  can: z.object({
    pull: z.boolean(),
    listen: z.boolean(),
    receive: z.boolean(),
    discover: z.boolean(),
    test: z.boolean(),
  }),
  acts: z.array(z.enum(ACTS)),
  network: z.string(),
  inbox: z.boolean(),
  signIn: z.record(z.string(), z.unknown()).nullable(),
})

export type Counts = { kept: number; dropped: Record<string, number> }

interface At {
  now: Date
  locale: Locale
  publicUrl: string
  channelOf?: ((id: string) => Channel | undefined) | undefined
}

export function presentAccount(
  row: AccountRow,
  counts: Counts | undefined,
  at: At,
): z.input<typeof accountReply> {
  const channel = (at.channelOf ?? channelOf)(row.channel)
  const acting = actingChannel(row, at.channelOf)
  const health = healthOf(row, channel, at.now)
  return {
    id: row.id,
    channel: row.channel,
    name: row.name,
    config: row.config,
    paused: row.paused,
    inbox: row.inbox,
    health,
    healthText: healthText(row, health, at.locale),
    failure: row.failure?.kind ?? null,
    lastExchange: row.last_exchange?.toISOString() ?? null,
    lastActivity: row.last_activity?.toISOString() ?? null,
    lagSeconds: lagSeconds(row, channel, at.now),
    counts: counts ?? { kept: 0, dropped: {} },
    profile: profileOf(row),
    rehearsal: row.rehearsal,
    can: acting && (row.connected || row.rehearsal) ? ACTS.filter((act) => acting[act]) : [],
    limits: limitsOf(row, acting),
    quotas: quotasOf(row, at.now),
    expires: row.credential_expires?.toISOString() ?? null,
    signIn: Boolean(channel?.signIn),
    ...(channel?.receive && !channel.pull ? { hookUrl: hookUrl(at.publicUrl, row) } : {}),
  }
}

function profileOf({ profile }: AccountRow) {
  if (!profile) return null
  const { id, handle, name, url, avatar } = profile
  return { id, handle: handle ?? null, name: name ?? null, url: url ?? null, avatar: avatar ?? null }
}

/** What one message may be: the channel's own rules, and the server's where it told others. */
export function limitsOf(row: Pick<AccountRow, 'profile'>, channel: Channel | undefined): Limits {
  return { ...(channel?.limits ?? { text: 0, media: 0 }), ...row.profile?.limits }
}

/** Those that still say something. */
function quotasOf({ quotas }: AccountRow, now: Date) {
  return Object.entries(quotas)
    .filter(([, { resets }]) => Date.parse(resets) > now.getTime())
    .map(([name, { remaining, limit, resets }]) => ({ name, remaining, limit: limit ?? null, resets }))
}

export function hookUrl(publicUrl: string, row: Pick<AccountRow, 'workspace_id' | 'id'>): string {
  return `${publicUrl}/api/v1/hooks/${row.workspace_id}/${row.id}`
}

function healthText(row: AccountRow, health: string, locale: Locale): string {
  if (health === 'failing' && row.failure) return failureText(row.failure, locale, { next: row.next_pull })
  if (health === 'expiring') {
    const date = row.credential_expires?.toLocaleDateString(locale, { day: 'numeric', month: 'long' })
    return translate(locale, 'channel:health.expiring', { date: date ?? '' })
  }
  // A stream says of itself what it is at; it knows better than a clock.
  const own = row.status && !row.paused ? `channel:${row.channel}.${row.status.key}` : ''
  if (row.status && hasWords(locale, own)) return translate(locale, own, row.status.values)
  return translate(locale, `channel:health.${health}`)
}

/** What happened, what it means and what to do, in the reader's language. */
export function failureText(
  failure: Failure,
  locale: Locale,
  { next = null, first = false }: { next?: Date | null; first?: boolean } = {},
): string {
  const detail = 'detail' in failure ? failure.detail : ''
  // Channels name what happened by a key where they can; what a network said itself stays as it is.
  const inWords = hasWords(locale, `channel:${detail}`) ? translate(locale, `channel:${detail}`) : detail
  // What was never let in cannot be connected again.
  const kind = first && failure.kind === 'token-dead' ? 'not-let-in' : failure.kind
  const said = translate(locale, `channel:failure.${kind}`, { detail: inWords })
  if (!next) return said
  const time = next.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
  return `${said} ${translate(locale, 'channel:failure.next', { time })}`
}

/** A kind with its form; titles and descriptions of the schema are keys, and come out as words. */
export function presentKind(channel: Channel, locale: Locale): z.input<typeof kindReply> {
  return {
    id: channel.id,
    name: channel.name.startsWith('channel.')
      ? translate(locale, `channel:${channel.name.slice(8)}`)
      : channel.name,
    form: { ...worded(formOf(channel.config), locale), secrets: secretFields(channel) },
    can: {
      pull: Boolean(channel.pull),
      listen: Boolean(channel.listen),
      receive: Boolean(channel.receive),
      discover: Boolean(channel.discover),
      test: Boolean(channel.test),
    },
    acts: ACTS.filter((act) => channel[act]),
    network: networkOf(channel),
    inbox: channel.inbox,
    signIn: channel.signIn ? worded(formOf(channel.signIn.asks), locale) : null,
  }
}

function formOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}

/** The schema with its titles, helps and choices in the reader's language. */
function worded(schema: unknown, locale: Locale): Record<string, unknown> {
  const word = (value: unknown) =>
    typeof value === 'string' && value.startsWith('channel.')
      ? translate(locale, `channel:${value.slice(8)}`)
      : value
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === 'title' || key === 'description') return word(value)
      if (key !== 'choices' || typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([choice, said]) => [choice, word(said)]))
    }),
  ) as Record<string, unknown>
}
