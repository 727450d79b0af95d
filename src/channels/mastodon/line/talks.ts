import { acctOf, activitiesOf, type Reader } from '../sift/index.ts'
import type { WireStatus, WireTalk } from '../wire/wire.ts'
import type { Read } from './kind.ts'
import type { Lookup } from './lookup.ts'
import type { Recent } from './state.ts'
import { note, resolveThreads } from './thread.ts'

const MOST = 5_000

/**
 * Private threads, whole: also what names nobody in them, which no notification tells of, and what we said ourselves
 * from elsewhere on servers that leave it out of our own list.
 */
export class Talks {
  readonly #reader: Reader
  /** Latest messages whose threads have been read. */
  readonly #whole = new Set<string>()

  constructor(reader: Reader) {
    this.#reader = reader
  }

  /** A list tells the last message of each thread: what came before it is asked for. */
  async listed(talks: WireTalk[], lookup: Lookup): Promise<Read> {
    const reads: Read[] = []
    for (const { last } of talks) {
      if (this.#whole.has(last.id)) continue
      reads.push(await this.#thread(last, lookup))
      this.#whole.add(last.id)
      const [oldest] = this.#whole
      if (this.#whole.size > MOST && oldest) this.#whole.delete(oldest)
    }
    return {
      activities: reads.flatMap(({ activities }) => activities),
      recent: reads.flatMap(({ recent }) => recent ?? []),
    }
  }

  /** The stream tells of each message. */
  async told({ last }: WireTalk, lookup: Lookup): Promise<Read> {
    await resolveThreads([last], this.#reader, lookup)
    return this.#read([last])
  }

  async #thread(last: WireStatus, lookup: Lookup): Promise<Read> {
    // The latest message begins its thread: there is no other.
    const { ancestors } = last.in_reply_to_id ? await lookup.around(last.id) : { ancestors: [] }
    // What else answers the same stands neither above it nor below, but below where they begin in private.
    const first = ancestors.find(isDirect)
    const { descendants } = first ? await lookup.around(first.id) : { descendants: [] }
    const all = [...ancestors, ...descendants.filter(isDirect), last]
    const root = last.in_reply_to_id && ancestors.length === 0 ? undefined : all[0]?.uri
    for (const one of all) note(one, root, this.#reader)
    return this.#read([...new Map(all.map((one) => [one.id, one])).values()])
  }

  #read(all: WireStatus[]): Read {
    const reader = this.#reader
    const { domain } = reader
    const direct = all.filter(isDirect)
    const recent: Recent[] = direct.map(({ id, uri, account, created_at }) => ({
      id,
      uri,
      author: acctOf(account.acct, domain),
      published: created_at.getTime(),
    }))
    return { activities: direct.flatMap((one) => activitiesOf(one, reader)), recent }
  }
}

function isDirect({ visibility, reblog }: WireStatus): boolean {
  return visibility === 'direct' && !reblog
}
