import type { SafeHttp } from '../../lib/http/index.ts'
import type { Activity } from '../../src/activity/index.ts'
import type { Account, Batch, Channel, Host } from '../../src/channels/channel.ts'

export interface Pulled {
  batches: Batch[]
  activities: Activity[]
  cursor: string | undefined
  statuses: { key: string; values?: Record<string, string | number> }[]
}

export function accountOf<C>(channel: Channel<C>, config: unknown): Account<C> {
  return {
    id: '0198c000-0000-7000-8000-000000000001',
    workspaceId: '0198c000-0000-7000-8000-000000000002',
    channel: channel.id,
    name: 'test',
    config: channel.config.parse(config),
  }
}

export function hostOf(
  http: SafeHttp,
  now: () => Date,
  more: Partial<Host> = {},
): Host & { statuses: Pulled['statuses'] } {
  const statuses: Pulled['statuses'] = []
  const status = (key: string, values?: Record<string, string | number>) =>
    void statuses.push({ key, values })
  return { http, now, signal: new AbortController().signal, status, statuses, ...more }
}

/** One pull as ingest does it: the cursor is kept batch by batch. `crash` stops after so many batches. */
export async function pull<C>(
  channel: Channel<C>,
  account: Account<C>,
  host: Host & { statuses: Pulled['statuses'] },
  cursor?: string,
  crash = Number.POSITIVE_INFINITY,
): Promise<Pulled> {
  const pulled: Pulled = { batches: [], activities: [], cursor, statuses: host.statuses }
  for await (const batch of channel.pull?.(account, host, cursor) ?? []) {
    if (pulled.batches.length >= crash) break
    pulled.batches.push(batch)
    pulled.activities.push(...batch.activities)
    pulled.cursor = batch.cursor ?? pulled.cursor
  }
  return pulled
}

/** What a reader of the stream sees, by object: the same event twice is one, an edit replaces, a deletion takes away. */
export class Shelf {
  readonly texts = new Map<string, string | undefined>()
  readonly #seen = new Set<string>()
  duplicates = 0

  take(activities: Activity[]): void {
    for (const { verb, externalId, object } of activities) {
      if (this.#seen.has(externalId)) {
        this.duplicates++
        continue
      }
      this.#seen.add(externalId)
      if (verb === 'Delete') this.texts.delete(object.id)
      else this.texts.set(object.id, object.text)
    }
  }
}
