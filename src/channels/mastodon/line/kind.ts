import type { Reader } from '../sift/index.ts'
import type { notification, status, talk, WireStatus } from '../wire/wire.ts'
import type { Lookup } from './lookup.ts'
import type { Offer } from './merge.ts'
import type { Subscription, Told } from './socket.ts'
import type { Recent } from './state.ts'
import type { Item } from './sweep.ts'

/** A list of the server that is read for what the stream did not tell. */
export interface List {
  /** In the cursor. */
  key: string
  path: string
  query: Record<string, string | string[]>
  type: typeof notification | typeof status | typeof talk
  /** A server without it, or a token that may not read it, is read without. */
  optional?: boolean
  /** Too fast to be read twice: while the stream tells of it, its place moves with what is told. */
  fast?: boolean
  /** Names of the stream that tells of it, joined as the events name them. */
  stream?: string
}

/** What was read, as the stream of activities has it. */
export interface Read extends Pick<Offer, 'activities' | 'certain' | 'rejected'> {
  recent?: Recent[]
  /** How far fast lists have been told of. */
  at?: Record<string, string>
}

/** Words that are looked for now and then, on servers that can. */
export interface Search {
  /** In the cursor, with the date of the newest that was found. */
  key: string
  words: string[]
  read(statuses: WireStatus[]): Read
}

/** What an account listens to, and what it makes of it. */
export interface Kind {
  lists: List[]
  searches?: Search[]
  subscriptions: [Subscription, ...Subscription[]]
  page(list: List, items: Item[], lookup: Lookup): Promise<Read>
  told(told: Told[], lookup: Lookup, now: Date): Promise<Read>
  reader: Reader
}
