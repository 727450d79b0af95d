import { z } from 'zod'
import { hasWords, type Locale, translate } from '../../../lib/i18n/index.ts'
import { ACTS, AUDIENCES, type Failure } from '../../channels/index.ts'
import type { Delivery } from './delivery.ts'
import type { LogRow } from './log.ts'
import { STATES } from './state.ts'

/** A delivery as the API shows it (`Delivery`). */
export const deliveryReply = z.object({
  id: z.string(),
  act: z.enum(ACTS),
  state: z.enum(STATES),
  held: z.boolean(),
  accountId: z.string(),
  accountName: z.string(),
  channel: z.string(),
  conversationId: z.string().nullable(),
  about: z.string().nullable(),
  text: z.string().nullable(),
  title: z.string().nullable(),
  lang: z.string().nullable(),
  warning: z.string().nullable(),
  audience: z.enum(AUDIENCES).nullable(),
  quote: z.boolean().nullable(),
  media: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string(), alt: z.string() })),
  card: z
    .object({
      url: z.string(),
      title: z.string(),
      description: z.string(),
      thumb: z.string().nullable(),
    })
    .nullable(),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  at: z.string(),
  tries: z.number(),
  nextTry: z.string().nullable(),
  failure: z.object({ kind: z.string(), text: z.string() }).nullable(),
  url: z.string().nullable(),
  activityId: z.string().nullable(),
  sentAt: z.string().nullable(),
  log: z.array(z.object({ at: z.string(), what: z.string(), detail: z.string().nullable() })).optional(),
})

/** What a delivery is shown with. */
export interface Shown {
  locale: Locale
  /** Sending is stopped. */
  stopped: boolean
  members: ReadonlyMap<string, string>
  accounts: ReadonlyMap<string, string>
}

export function presentDelivery(row: Delivery, shown: Shown): z.input<typeof deliveryReply> {
  const { draft, by_member: by, failure } = row
  return {
    id: row.id,
    act: row.act,
    state: row.state,
    held: shown.stopped && row.state === 'waiting',
    accountId: row.account_id,
    accountName: shown.accounts.get(row.account_id) ?? '',
    channel: row.channel,
    conversationId: row.conversation_id,
    about: row.target_id,
    text: draft?.text ?? null,
    title: draft?.title ?? null,
    lang: draft?.lang ?? null,
    warning: draft?.warning ?? null,
    audience: draft?.audience ?? null,
    quote: draft?.quote ?? null,
    media: (draft?.media ?? []).map(({ attachmentId: id, name, mediaType, alt }) => ({
      id,
      name,
      mediaType,
      alt,
    })),
    card: draft?.card ? { ...draft.card, thumb: draft.card.thumb?.attachmentId ?? null } : null,
    by: by ? { id: by, name: shown.members.get(by) ?? '' } : null,
    at: row.at.toISOString(),
    tries: row.tries,
    nextTry: row.state === 'waiting' ? (row.next_try?.toISOString() ?? null) : null,
    failure: failure ? { kind: failure.kind, text: words(row, failure, shown.locale) } : null,
    url: row.url,
    activityId: row.activity_id,
    sentAt: row.sent_at?.toISOString() ?? null,
  }
}

/** What happened, what it means and what to do, in the reader's language. */
export function words(row: Pick<Delivery, 'state' | 'in_doubt'>, failure: Failure, locale: Locale): string {
  const said = 'detail' in failure ? failure.detail : ''
  const key = [`delivery:${said}`, `channel:${said}`].find((one) => said && hasWords(locale, one))
  const detail = key ? translate(locale, key) : said
  const state = row.state === 'unknown' ? 'unknown' : row.in_doubt ? 'doubt' : row.state
  const own = `delivery:${state}.${failure.kind}`
  const known = hasWords(locale, own) ? own : `delivery:${state}`
  return translate(locale, hasWords(locale, known) ? known : `delivery:waiting.${failure.kind}`, { detail })
}

export function presentLog(rows: readonly LogRow[], { locale, members }: Shown) {
  return rows.map(({ at, what, detail, member_id }) => {
    const key = `delivery:log.${what}`
    const name = member_id ? (members.get(member_id) ?? '') : ''
    return {
      at: at.toISOString(),
      what,
      detail: hasWords(locale, key) ? translate(locale, key, { detail: detail ?? '', name }).trim() : detail,
    }
  })
}
