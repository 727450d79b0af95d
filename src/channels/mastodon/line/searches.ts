import { plainText } from '../../../../lib/text/index.ts'
import { ChannelFailure } from '../../channel.ts'
import type { Client } from '../api/index.ts'
import { statusesFound, tagIn } from '../search/index.ts'
import type { WireStatus } from '../wire/wire.ts'
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
    const now = client.host.now()
    // Dates are their authors' own: one of years ahead would leave nothing to be found until then.
    const newest = statuses.find(({ created_at }) => created_at <= now)
    const meant = tagIn(words) ? statuses.filter((one) => hasAll(one, words)) : statuses
    return { ...read(meant.toReversed()), newest: newest?.created_at.toISOString() }
  } catch (error) {
    if (error instanceof ChannelFailure && error.failure.kind === 'refused') return undefined
    throw error
  }
}

/** The timeline of a tag knows nothing of the other words that were asked for. */
function hasAll({ content, spoiler_text, tags }: WireStatus, words: string[]): boolean {
  const names = tags.map(({ name }) => name)
  const said = ` ${folded([plainText(spoiler_text ?? ''), plainText(content), ...names].join(' '))} `
  return words.every((word) => said.includes(` ${folded(word)} `))
}

/** Words with one space between, without accents, capitals and signs. */
function folded(text: string): string {
  const bare = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return bare
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')
}
