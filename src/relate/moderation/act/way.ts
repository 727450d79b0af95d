import type { Handle } from '../../../../lib/db/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { type Channel, channelOf, networkOf } from '../../../channels/index.ts'
import { type AccountRow, listAccounts } from '../../../ingest/index.ts'
import type { Sanction } from '../charter/charter.ts'
import { isNetworkAct } from './act.ts'

export type Find = (channelId: string) => Channel | undefined

/** An account that can be asked for something. */
export interface Way {
  row: AccountRow
  channel: Channel
}

export interface Ways {
  /** Who can do it on the network; none: it is done here alone. */
  act(kind: Sanction): Way | undefined
  /** Who can write to the author. */
  tell: Way | undefined
}

/**
 * By which connected accounts a post can be acted on, and its author told: the account that it came to first. What is
 * private concerns that account alone: no other was written to.
 */
export async function waysFor(
  db: Handle,
  activity: Pick<StoredActivity, 'workspace_id' | 'channel' | 'account_id' | 'visibility'>,
  find: Find = channelOf,
): Promise<Ways> {
  const rows = await listAccounts(db, activity.workspace_id)
  const own = ({ row }: Way) => row.id === activity.account_id
  const all = rows
    .flatMap((row): Way[] => {
      const channel = row.connected ? find(row.channel) : undefined
      return channel && networkOf(channel) === activity.channel ? [{ row, channel }] : []
    })
    .filter((way) => activity.visibility === 'public' || own(way))
    .sort((a, b) => Number(own(b)) - Number(own(a)))
  return {
    act: (kind) => (isNetworkAct(kind) ? all.find(({ channel }) => channel[kind]) : undefined),
    tell: all.find(({ channel }) => channel.reply),
  }
}
