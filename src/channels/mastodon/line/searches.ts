import { ChannelFailure } from '../../channel.ts'
import type { Client } from '../api/index.ts'
import { statusesFound } from '../search/index.ts'
import type { Read, Search } from './kind.ts'
import type { State } from './state.ts'

/** An index is behind what is said, and what comes from elsewhere comes late: so much is looked at again. */
const OVERLAP = 3_600_000
const MOST = 300

export interface Searched extends Read {
  /** Date of the newest, for the cursor. */
  newest: string | undefined
}

/** What was said with these words since the last time; undefined where the server cannot tell, and not only now. */
export async function searched(
  { key, words, read }: Search,
  client: Client,
  me: string,
  { at, since }: State,
): Promise<Searched | undefined> {
  const last = Date.parse(at[key] ?? '') || since
  try {
    const wish = { words, since: new Date(last - OVERLAP), limit: MOST }
    const { statuses } = await statusesFound(client, wish, me)
    return { ...read(statuses.toReversed()), newest: statuses[0]?.created_at.toISOString() }
  } catch (error) {
    if (error instanceof ChannelFailure && error.failure.kind === 'refused') return undefined
    throw error
  }
}
