import type { Selectable } from 'kysely'
import type { WebhookTables } from './tables.ts'

/** An endpoint as it is kept. */
export type Endpoint = Omit<
  Selectable<WebhookTables['webhook_endpoint']>,
  'last_success' | 'resume_at' | 'lease' | 'created'
>

/** One thing to tell one endpoint. */
export type Message = Omit<Selectable<WebhookTables['webhook_delivery']>, 'last_try'>

/** Seals the secrets of endpoints; a purpose names what is sealed and whose. */
export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

export function secretPurpose({ workspace_id, id }: Pick<Endpoint, 'workspace_id' | 'id'>): string {
  return `webhook:${workspace_id}:${id}`
}

/** What is tried so long without success is given up, in milliseconds. */
export const GIVE_UP_AFTER = 3 * 24 * 3_600_000
/** Tries (some ten minutes) during which those behind a message wait for it; then they pass. */
export const IN_ORDER_TRIES = 5
/** How long a replaced secret still signs, in milliseconds. */
export const OVERLAP = 24 * 3_600_000

const FIRST_WAIT = 5_000
const LONGEST_WAIT = 3 * 3_600_000

/** Before the next try after so many failures: 5 s, 15 s, 45 s … 3 h, give or take a fifth; what is asked for counts. */
export function waitAfter(failures: number, asked = 0, random: () => number = Math.random): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 3 ** Math.min(failures - 1, 12))
  return Math.max(Math.min(asked, LONGEST_WAIT), wait * (0.8 + 0.4 * random()))
}

/** Whether an endpoint wants to hear of an activity. */
export function wants(
  endpoint: Pick<Endpoint, 'verbs' | 'channels' | 'alerts'>,
  activity: { verb: string; channel: string; alerts: readonly string[] },
): boolean {
  const { verbs, channels, alerts } = endpoint
  return (
    verbs.includes(activity.verb) &&
    (channels.length === 0 || channels.includes(activity.channel)) &&
    (alerts.length === 0 || alerts.some((id) => activity.alerts.includes(id)))
  )
}
