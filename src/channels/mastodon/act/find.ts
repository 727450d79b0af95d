import { plainText } from '../../../../lib/text/index.ts'
import { type Account, ChannelFailure, type Errand, type Host, type Sent } from '../../channel.ts'
import { type Answer, type Client, clientOf, instanceOf, PAGE } from '../api/index.ts'
import type { Place } from '../config.ts'
import { textOf } from '../sift/index.ts'
import { context, listOf, source, status, type WireStatus } from '../wire/wire.ts'
import { draftOf, sentOf, type Wording, wordingOf } from './publish.ts'
import { whoAmI } from './self.ts'
import { letters, spaced } from './words.ts'

/** For what the two clocks differ by after they have been compared, and for the time an answer takes. */
const MARGIN = 5_000
const MOST_PAGES = 50

/**
 * Looks for what an earlier try may have left: among our own statuses since the first try, and under what was answered.
 * It is the one that answers the same, has as many files, and says the same as the server kept it; what another errand
 * is known to have left is not it.
 */
export async function find(account: Account<Place>, errand: Errand, host: Host): Promise<Sent | undefined> {
  const { firstTry } = errand
  if (!firstTry) return undefined
  const client = await clientOf(account, host)
  const instance = await instanceOf(client)
  const [me, wording] = [await whoAmI(client), await wordingOf(account, errand, client, instance)]
  const path = `/api/v1/accounts/${encodeURIComponent(me.id)}/statuses`
  const own = await ownSince(client, path, firstTry)
  const near = wording.inReplyTo ? await underIt(client, wording.inReplyTo, me.id) : []
  const since = own.since
  const all = new Map([...own.statuses, ...near].map((one) => [one.id, one]))
  const files = draftOf(errand).media.length
  const candidates = [...all.values()].filter(
    (one) =>
      one.created_at >= since &&
      !one.reblog &&
      !errand.others?.has(one.uri) &&
      (one.in_reply_to_id ?? undefined) === wording.inReplyTo &&
      one.media_attachments.length === files,
  )
  for (const one of candidates.sort((a, b) => a.created_at.getTime() - b.created_at.getTime())) {
    if (await saysTheSame(client, one, wording)) return sentOf(one, errand, instance, client)
  }
  return undefined
}

/** Our statuses back to the first try, by the server's clock. */
async function ownSince(client: Client, path: string, firstTry: Date) {
  const statuses: WireStatus[] = []
  let since = firstTry
  let query: Record<string, string> = { limit: String(PAGE), exclude_reblogs: 'true' }
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.call(path, { query })
    if (page === 0) since = new Date(firstTry.getTime() + ahead(answer) - MARGIN)
    const { items, bad } = listOf(status, answer.json)
    if (bad > 0) throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.malformed' })
    statuses.push(...items)
    const last = items.at(-1)
    const isNew = last && last.id !== query.max_id
    if (!isNew || items.every(({ created_at }) => created_at < since)) return { statuses, since }
    query = { ...query, max_id: last.id }
  }
  throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.too-much-since' })
}

/** By how much the server's clock is ahead of ours, in milliseconds. */
function ahead({ headers, at }: Answer): number {
  const theirs = Date.parse(headers.date ?? '')
  return Number.isNaN(theirs) ? 0 : theirs - at.getTime()
}

/** Some servers leave what is not public out of the list of our own. */
async function underIt(client: Client, parent: string, me: string): Promise<WireStatus[]> {
  const answer = await client.look(`/api/v1/statuses/${encodeURIComponent(parent)}/context`)
  const { descendants = [] } = context.safeParse(answer?.json).data ?? {}
  return descendants.filter(({ account }) => account.id === me)
}

/** By the text as it was typed where the server tells it, by the letters of what it made of it where it does not. */
async function saysTheSame(
  client: Client,
  one: WireStatus,
  { text, spoiler = '' }: Wording,
): Promise<boolean> {
  const answer = await client.offered(`/api/v1/statuses/${encodeURIComponent(one.id)}/source`)
  const typed = source.safeParse(answer?.json).data
  const same = typed
    ? spaced(typed.text) === spaced(text) && spaced(typed.spoiler_text ?? '') === spaced(spoiler)
    : letters(textOf(one)) === letters(text) &&
      letters(plainText(one.spoiler_text ?? '')) === letters(spoiler)
  if (same || !one.edited_at) return same
  // It may be ours, and somebody has changed it since.
  throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.edited-since' })
}
