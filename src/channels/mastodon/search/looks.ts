import type { Client } from '../api/index.ts'
import { found, listOf, status, type WireStatus } from '../wire/wire.ts'

/** What was seen once is believed for so long: a server gains or loses its index rarely. */
const TRUSTED_FOR = 6 * 3_600_000
const MOST = 200
const memory = new Map<string, { at: number; looks: boolean }>()
/** An index is behind what is said by so much. */
const INDEXED_AFTER = 3_600_000

export function noteThatItLooks({ origin, host }: Client, looks = true): void {
  memory.delete(origin)
  memory.set(origin, { at: host.now().getTime(), looks })
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest) memory.delete(oldest)
}

/**
 * Whether the server looks into what was said: one without that index answers all searches with nothing and says no
 * more. So it is asked for something of our own, which every server with an index finds. Undefined where we said nothing.
 */
export async function looksIntoWords(client: Client, me: string): Promise<boolean | undefined> {
  const now = client.host.now().getTime()
  const known = memory.get(client.origin)
  if (known && Math.abs(now - known.at) < TRUSTED_FOR) return known.looks
  const path = `/api/v1/accounts/${encodeURIComponent(me)}/statuses`
  const own = await client.call(path, { query: { limit: '20', exclude_reblogs: 'true' } })
  const word = listOf(status, own.json)
    .items.filter(({ created_at }) => now - created_at.getTime() > INDEXED_AFTER)
    .flatMap((one) => wordIn(one) ?? [])[0]
  if (!word) return undefined
  const answer = await ask(client, { q: word, limit: '1' })
  const looks = (found.safeParse(answer).data?.statuses.length ?? 0) > 0
  noteThatItLooks(client, looks)
  return looks
}

/** A search for statuses, by whichever version the server has; undefined where it has none. */
export async function ask(client: Client, asked: Record<string, string>): Promise<unknown> {
  const query = { ...asked, type: 'statuses', resolve: 'false' }
  const answer =
    (await client.offered('/api/v2/search', { query })) ?? (await client.offered('/api/v1/search', { query }))
  return answer?.json
}

/** Its longest word, which no other writing of it and no list of common words stands in the way of. */
function wordIn({ content }: WireStatus): string | undefined {
  const text = content.replace(/<[^<>]{0,2000}>/g, ' ')
  const words = text.match(/(?<![\p{L}\p{N}#@&/._-])[a-z]{6,30}(?![\p{L}\p{N};/._-])/gu) ?? []
  return words.sort((a, b) => b.length - a.length)[0]
}
