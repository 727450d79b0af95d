import type { Handle } from '../../lib/db/index.ts'
import { allKeys, keysSince, streamPosition } from '../activity/index.ts'
import { allActors } from '../people/index.ts'

const BITS = 1 << 23
const HASHES = 5

/** A Bloom filter of the ids in the stream, of things and of people: never a false no, and some 0.3 % of false yes at half a million ids. */
export class KnownIds {
  readonly #bits = new Uint8Array(BITS / 8)

  add(id: string): void {
    for (const bit of positions(id)) this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }

  has(id: string): boolean {
    return positions(id).every((bit) => ((this.#bits[bit >>> 3] ?? 0) >>> (bit & 7)) & 1)
  }
}

/** Double hashing (Kirsch and Mitzenmacher 2006) over two 32-bit FNV-1a hashes. */
function positions(id: string): number[] {
  let one = 0x811c9dc5
  let two = 0x01000193
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ code, 0x85ebca6b) + 0x9e3779b9
  }
  const step = (two ^ (two >>> 15)) | 1
  return Array.from({ length: HASHES }, (_, i) => ((one + Math.imul(i, step)) >>> 0) % BITS)
}

interface Filter {
  workspaceId: string
  channel: string
  ids: KnownIds
  /** Where in the stream it has read to; undefined until all that was there is loaded. */
  position: number | undefined
  /** How often the stream was told to have moved, and up to which of these times it has been read. */
  told: number
  read: number
  reading: boolean
}

/**
 * What firehoses ask before they build what is done to something: a filter a workspace and channel, loaded at its first
 * question and kept as the stream goes on, whichever process appends to it. While one is behind, all may be known.
 */
export class KnownObjects {
  readonly #db: Handle
  readonly #filters = new Map<string, Filter>()

  constructor(db: Handle) {
    this.#db = db
  }

  has(workspaceId: string, channel: string, id: string): boolean {
    const filter = this.#filterOf(workspaceId, channel)
    return filter.read < filter.told || filter.ids.has(id)
  }

  /** What this process appended is known from its commit on, before the notice comes back. */
  add(workspaceId: string, channel: string, ids: Iterable<string>): void {
    const filter = this.#filters.get(keyOf(workspaceId, channel))
    if (filter) for (const id of ids) filter.ids.add(id)
  }

  /** Reads on where the stream has moved: in one workspace, or in all after a time without notices. */
  refresh(workspaceId?: string): void {
    for (const filter of this.#filters.values()) {
      if (workspaceId !== undefined && filter.workspaceId !== workspaceId) continue
      filter.told++
      this.#read(filter)
    }
  }

  #filterOf(workspaceId: string, channel: string): Filter {
    const key = keyOf(workspaceId, channel)
    const there = this.#filters.get(key)
    if (there) return there
    const state = { position: undefined, told: 1, read: 0, reading: false }
    const filter = { workspaceId, channel, ids: new KnownIds(), ...state }
    this.#filters.set(key, filter)
    this.#read(filter)
    return filter
  }

  /** One reading at a time; one that fails leaves the filter behind, and the next notice tries again. */
  #read(filter: Filter): void {
    if (filter.reading) return
    filter.reading = true
    catchUp(this.#db, filter)
      .catch(() => undefined)
      .finally(() => {
        filter.reading = false
      })
  }
}

function keyOf(workspaceId: string, channel: string): string {
  return `${workspaceId}|${channel}`
}

async function catchUp(db: Handle, filter: Filter): Promise<void> {
  const { workspaceId, channel, ids } = filter
  if (filter.position === undefined) {
    const position = await streamPosition(db, workspaceId)
    for (const all of [allKeys, allActors])
      for await (const page of all(db, workspaceId, channel)) for (const id of page) ids.add(id)
    filter.position = position
  }
  while (filter.read < filter.told) {
    const { told } = filter
    const since = await keysSince(db, workspaceId, channel, filter.position)
    for (const id of [...since.ids, ...since.actors]) ids.add(id)
    filter.position = since.position
    filter.read = told
  }
}
