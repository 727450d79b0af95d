import { z } from 'zod'
import { hasWords, type Locale, translate } from '../../../lib/i18n/index.ts'
import { type Channel, channelOf, type Failure } from '../../channels/index.ts'
import { secretFields } from './config.ts'
import { healthOf, lagSeconds } from './health.ts'
import type { AccountRow } from './store.ts'

export const accountReply = z.object({
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  config: z.record(z.string(), z.unknown()),
  paused: z.boolean(),
  inbox: z.boolean(),
  health: z.enum(['ok', 'waiting', 'late', 'failing', 'paused']),
  healthText: z.string(),
  failure: z.string().nullable(),
  lastExchange: z.string().nullable(),
  lastActivity: z.string().nullable(),
  lagSeconds: z.number().nullable(),
  counts: z.object({ kept: z.number(), dropped: z.record(z.string(), z.number()) }),
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
})

export type Counts = { kept: number; dropped: Record<string, number> }

export function presentAccount(
  row: AccountRow,
  counts: Counts | undefined,
  at: { now: Date; locale: Locale; publicUrl: string },
): z.input<typeof accountReply> {
  const channel = channelOf(row.channel)
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
    ...(channel?.receive && !channel.pull ? { hookUrl: hookUrl(at.publicUrl, row) } : {}),
  }
}

export function hookUrl(publicUrl: string, row: Pick<AccountRow, 'workspace_id' | 'id'>): string {
  return `${publicUrl}/api/v1/hooks/${row.workspace_id}/${row.id}`
}

function healthText(row: AccountRow, health: string, locale: Locale): string {
  if (health === 'failing' && row.failure) return failureText(row.failure, locale, row.next_pull)
  // A stream says of itself what it is at; it knows better than a clock.
  const own = row.status && !row.paused ? `channel:${row.channel}.${row.status.key}` : ''
  if (row.status && hasWords(locale, own)) return translate(locale, own, row.status.values)
  return translate(locale, `channel:health.${health}`)
}

/** What happened, what it means and what to do, in the reader's language. */
export function failureText(failure: Failure, locale: Locale, next: Date | null = null): string {
  const detail = 'detail' in failure ? failure.detail : ''
  // Channels name what happened by a key where they can; what a network said itself stays as it is.
  const inWords = hasWords(locale, `channel:${detail}`) ? translate(locale, `channel:${detail}`) : detail
  const said = translate(locale, `channel:failure.${failure.kind}`, { detail: inWords })
  if (!next) return said
  const time = next.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
  return `${said} ${translate(locale, 'channel:failure.next', { time })}`
}

/** A kind with its form; titles and descriptions of the schema are keys, and come out as words. */
export function presentKind(channel: Channel, locale: Locale): z.input<typeof kindReply> {
  const form = z.toJSONSchema(channel.config, { io: 'input', unrepresentable: 'any' })
  return {
    id: channel.id,
    name: channel.name.startsWith('channel.')
      ? translate(locale, `channel:${channel.name.slice(8)}`)
      : channel.name,
    form: { ...worded(form, locale), secrets: secretFields(channel) },
    can: {
      pull: Boolean(channel.pull),
      listen: Boolean(channel.listen),
      receive: Boolean(channel.receive),
      discover: Boolean(channel.discover),
      test: Boolean(channel.test),
    },
  }
}

function worded(schema: unknown, locale: Locale): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      (key === 'title' || key === 'description') && typeof value === 'string' && value.startsWith('channel.')
        ? translate(locale, `channel:${value.slice(8)}`)
        : value,
    ),
  ) as Record<string, unknown>
}
