import { z } from 'zod'
import { randomToken } from '../../../lib/crypto/index.ts'
import type { Activity } from '../../activity/index.ts'
import { type Account, defineChannel, type Host, type IncomingHook, type Received } from '../channel.ts'
import { activityOf, type Refusal, type Setting } from './item.ts'
import { HEADER, verify } from './signature.ts'

const MOST_ITEMS = 1_000
const MOST_BYTES = 1024 * 1024
/** More refusals than that teach the sender nothing. */
const MOST_TOLD = 50

const config = z.strictObject({
  secret: z
    .string()
    .min(24)
    .max(200)
    .meta({ title: 'channel.webhook.secret', description: 'channel.webhook.secret.help', secret: true })
    .optional()
    .transform((given) => given ?? randomToken()),
  private: z
    .boolean()
    .default(false)
    .meta({ title: 'channel.webhook.private', description: 'channel.webhook.private.help' }),
})
export type WebhookConfig = z.output<typeof config>

/** Other systems tell what happened in them, in signed batches; see README.md and docs/connectors/webhook.md. */
export const webhook = defineChannel<WebhookConfig>({
  id: 'webhook',
  name: 'channel.webhook.name',
  config,
  limits: { text: 100_000, media: 20 },
  inbox: true,
  receive: async (account, request, host) => receive(account, request, host),
})

function receive(account: Account<WebhookConfig>, request: IncomingHook, host: Host): Received {
  if (request.method !== 'POST') return told(405, { error: 'post-only' })
  if (request.body.byteLength > MOST_BYTES) return told(413, { error: 'too-large', most: MOST_BYTES })
  const now = host.now()
  const verdict = verify(request.headers[HEADER], request.body, account.config.secret, now)
  if (!verdict.ok) return told(401, { error: verdict.reason, now: Math.floor(now.getTime() / 1000) })
  const items = itemsIn(request.body)
  if (!items) return told(400, { error: 'not-json' })
  if (items.length > MOST_ITEMS) return told(413, { error: 'too-many-items', most: MOST_ITEMS })
  const visibility = account.config.private ? 'private' : 'public'
  const { activities, refused } = sorted(items, { space: account.id, visibility, now })
  return {
    // Nothing of a delivery that was wholly refused is kept, not even its id: the sender may mend it and sign anew.
    ...told(activities.length === 0 && refused.length > 0 ? 422 : 202, {
      accepted: activities.length,
      refused: refused.slice(0, MOST_TOLD),
      ...(refused.length > MOST_TOLD ? { more: refused.length - MOST_TOLD } : {}),
    }),
    activities,
    deliveryId: activities.length > 0 ? verdict.deliveryId : undefined,
    rejected: refused.map(({ index, reason }) => ({ reason, at: String(index) })),
  }
}

function told(status: number, body: unknown): Received {
  return { activities: [], status, body: JSON.stringify(body), type: 'application/json' }
}

/** A single item, a list of them, or a list under a name; undefined for what is no JSON. */
function itemsIn(body: Uint8Array): unknown[] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
  if (Array.isArray(parsed)) return parsed
  if (typeof parsed !== 'object' || parsed === null) return undefined
  for (const name of ['activities', 'items', 'orderedItems']) {
    const list = Object.getOwnPropertyDescriptor(parsed, name)?.value
    if (Array.isArray(list)) return list
  }
  return [parsed]
}

function sorted(items: unknown[], setting: Setting) {
  const activities: Activity[] = []
  const refused: (Refusal & { index: number })[] = []
  items.forEach((item, index) => {
    const made = activityOf(item, setting)
    if ('reason' in made) refused.push({ index, reason: made.reason })
    else activities.push(made)
  })
  return { activities, refused }
}
