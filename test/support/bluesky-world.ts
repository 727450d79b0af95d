import { createHash } from 'node:crypto'

export interface Repo {
  did: string
  handle: string
  password: string
  name: string
  /** By collection and record key, in the order of the keys. */
  records: Map<string, Written>
  /** `deactivated`, `takendown`: asleep or taken away. */
  status?: string
}

export interface Written {
  uri: string
  cid: string
  value: Record<string, unknown>
  /** When the network saw it. */
  at: Date
}

export interface Told {
  to: string
  reason: string
  by: Repo
  record: Written
  /** What it is filed under: the author's own date where that is earlier. */
  sort: Date
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'
const POST = 'app.bsky.feed.post'

/** What stands in the repositories of a small network, and whom it told of what. */
export class World {
  readonly repos: Repo[] = []
  /** Who has muted whom, by their ids. */
  readonly muted = new Set<string>()
  told: Told[] = []
  /** Its clock; stands still unless moved. */
  clock = new Date('2026-11-20T08:00:00.000Z')
  #serial = 0

  member(handle: string, name = handle): Repo {
    const did = `did:plc:${createHash('sha256')
      .update(handle)
      .digest('hex')
      .slice(0, 24)
      .replace(/[0189]/g, 'a')}`
    const repo = { did, handle, name, password: `pw-${handle}`, records: new Map() }
    this.repos.push(repo)
    return repo
  }

  repoOf(id: unknown): Repo | undefined {
    return this.repos.find(({ did, handle }) => did === id || handle === id)
  }

  at(uri: unknown): Written | undefined {
    const [, , did, collection, rkey] = String(uri).split('/')
    return this.repoOf(did)?.records.get(`${collection}/${rkey}`)
  }

  /** A key later than all before it. */
  key(): string {
    const tid = BigInt(this.clock.getTime()) * 1_024_000n + BigInt(++this.#serial)
    return Array.from({ length: 13 }, (_, i) => DIGITS[Number((tid >> BigInt(5 * (12 - i))) & 31n)]).join('')
  }

  put(repo: Repo, collection: string, rkey: string, value: Record<string, unknown>): Written {
    const cid = `bafyrei${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`
    const before = repo.records.get(`${collection}/${rkey}`)
    const written = {
      uri: `at://${repo.did}/${collection}/${rkey}`,
      cid,
      value,
      at: before?.at ?? this.clock,
    }
    repo.records.set(`${collection}/${rkey}`, written)
    if (before) for (const told of this.told) if (told.record.uri === written.uri) told.record = written
    if (!before) this.#tell(repo, collection, written)
    return written
  }

  remove(uri: string): void {
    const [, , did, collection, rkey] = uri.split('/')
    this.repoOf(did)?.records.delete(`${collection}/${rkey}`)
    this.told = this.told.filter(({ record }) => record.uri !== uri)
  }

  /** Somebody posts. */
  post(repo: Repo, text: string, more: Record<string, unknown> = {}): Written {
    const createdAt = this.clock.toISOString()
    return this.put(repo, POST, this.key(), { $type: POST, text, createdAt, ...more })
  }

  /** Somebody answers. */
  reply(repo: Repo, to: Written, text: string, more: Record<string, unknown> = {}): Written {
    const { root } = (to.value.reply as { root?: { uri: string; cid: string } } | undefined) ?? {}
    const ref = ({ uri, cid }: { uri: string; cid: string }) => ({ uri, cid })
    return this.post(repo, text, { reply: { root: ref(root ?? to), parent: ref(to) }, ...more })
  }

  mention(repo: Repo, of: Repo, text = 'coucou', more: Record<string, unknown> = {}): Written {
    const words = `@${of.handle} ${text}`
    const index = { byteStart: 0, byteEnd: of.handle.length + 1 }
    const features = [{ $type: 'app.bsky.richtext.facet#mention', did: of.did }]
    return this.post(repo, words, { facets: [{ index, features }], ...more })
  }

  react(repo: Repo, kind: 'like' | 'repost', to: Written): Written {
    const collection = `app.bsky.feed.${kind}`
    const value = {
      $type: collection,
      subject: { uri: to.uri, cid: to.cid },
      createdAt: this.clock.toISOString(),
    }
    return this.put(repo, collection, this.key(), value)
  }

  follow(repo: Repo, whom: Repo): Written {
    const collection = 'app.bsky.graph.follow'
    const value = { $type: collection, subject: whom.did, createdAt: this.clock.toISOString() }
    return this.put(repo, collection, this.key(), value)
  }

  #tell(by: Repo, collection: string, record: Written): void {
    const claimed = new Date(String(record.value.createdAt))
    const sort = claimed < record.at ? claimed : record.at
    const done = new Set([by.did])
    const tell = (to: string | undefined, reason: string) => {
      if (!to || done.has(to)) return
      done.add(to)
      this.told.push({ to, reason, by, record, sort })
    }
    const { facets, reply, embed, subject } = record.value as {
      facets?: { features: { did?: string }[] }[]
      reply?: { root: { uri: string }; parent: { uri: string } }
      embed?: { record?: { uri?: string } }
      subject?: string | { uri: string }
    }
    const authority = (uri: string | undefined) => uri?.split('/')[2]
    for (const { features } of facets ?? []) for (const { did } of features) tell(did, 'mention')
    tell(authority(reply?.parent.uri), 'reply')
    tell(authority(reply?.root.uri), 'reply')
    tell(authority(embed?.record?.uri), 'quote')
    if (typeof subject === 'string') tell(subject, 'follow')
    else if (subject) tell(authority(subject.uri), collection.split('.').at(-1) ?? '')
  }
}
