import { ChannelFailure } from '../../channel.ts'
import { listOf, status, type WireStatus } from '../wire/wire.ts'
import type { Client } from './client.ts'

/** Many at once by their ids; undefined where the server knows no such list (before Mastodon 4.3). */
export async function statusesAt(client: Client, ids: string[]): Promise<WireStatus[] | undefined> {
  try {
    const answer = await client.offered('/api/v1/statuses', { query: { 'id[]': ids } })
    return Array.isArray(answer?.json) ? listOf(status, answer.json).items : undefined
  } catch (error) {
    if (error instanceof ChannelFailure && ['refused', 'bad-response'].includes(error.failure.kind))
      return undefined
    throw error
  }
}
