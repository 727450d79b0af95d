import type { Handle } from '../../../lib/db/index.ts'
import type { Activity, Appended, Claim, Entry } from '../../activity/index.ts'
import type { Batch } from '../../channels/index.ts'

/** Why an item did not get in; closed, counted by hour and account, and shown on the channel's page. */
export const DROP_REASONS = [
  'bad-item',
  'bad-date',
  'empty',
  'duplicate',
  'deleted',
  'unwanted',
  'unknown-object',
] as const
export type DropReason = (typeof DROP_REASONS)[number]

export interface Source {
  workspaceId: string
  channel: string
  accountId: string | null
  /** `matched`: only what an alert wants, or what concerns something known, is kept. */
  keep: 'all' | 'matched'
  /** An account that answers: what others overheard of it is its own (see `adopt`). */
  claims?: Pick<Claim, 'by' | 'equals'>
}

/** One batch on its way through the pipeline; each step reads what the ones before it left here. */
export interface Passage extends Source {
  batch: Batch
  received: Date
  /** What is still on its way. */
  items: Item[]
  /** Of the alerts that it was matched with. */
  generation: number | undefined
  drops: Map<DropReason, number>
  /** Ids of the batch before, which is being committed meanwhile: not in the stream yet, and as good as known. */
  arriving: ReadonlySet<string>
  appended: Appended
  /** What the stream had before. */
  seenBefore: Activity[]
}

export const NOTHING: Appended = { stored: [], duplicates: 0, tombstoned: 0 }

/** Grows from an activity to an entry of the stream. */
export interface Item extends Partial<Omit<Entry, 'activity'>> {
  activity: Activity
  /** What it is about is in the stream already. */
  aboutKnown?: boolean
  /** It comes in this very batch. */
  aboutComing?: boolean
  /** The account's configuration asks for it, whatever the queries say. */
  certain?: boolean
}

type Reading = Entry['reading']

type AlertsOf = (activity: Activity, reading: Reading, channel: string) => string[]

/** What the pipeline needs of the stages below it, handed in by the server. */
export interface PipelineDeps {
  interpret(activity: Activity, workspaceId: string): Reading
  match: {
    tokens(activity: Activity, reading: Reading, channel: string): string
    alerts(workspaceId: string, activity: Activity, reading: Reading, channel: string): string[]
    wanted(workspaceId: string, text: string, author?: Pick<Activity['actor'], 'name' | 'handle'>): boolean
    /** For alerts that change: a batch matched before is matched again as it is committed. */
    changing?: {
      /** Which state of a workspace's alerts `alerts` answers by; undefined before they were read. */
      generation(workspaceId: string): number | undefined
      /** Reads the alerts as they stand in this transaction, and answers by them. */
      read(tx: Handle, workspaceId: string): Promise<AlertsOf>
    }
  }
  /** Whether this actor is one of the workspace's own accounts on that network: what it says is ours. */
  isOurs?(workspaceId: string, channel: string, actorId: string): boolean
  /** Person of each activity's actor, in the order given. */
  attribute(
    tx: Handle,
    workspaceId: string,
    channel: string,
    activities: Activity[],
  ): Promise<(string | null)[]>
  /** Who of these has been met in a channel, and as which person: whose leaving takes what they said along. */
  met?(db: Handle, workspaceId: string, channel: string, actorIds: string[]): Promise<Map<string, string>>
  /** Told of each item that the database takes under no circumstances: why, and nothing of the item. */
  refused?(source: Source, reason: Record<string, string>): void
  /** Called after commit. */
  notify?(passage: Passage): void
  /** Duration of a step in seconds, for the metrics. */
  timed?(step: string, seconds: number): void
  now(): Date
}

export function drop(passage: Passage, reason: DropReason, count = 1): void {
  if (count > 0) passage.drops.set(reason, (passage.drops.get(reason) ?? 0) + count)
}

/** Keeps the items that pass, and counts the others under `reason`. */
export function sift(passage: Passage, reason: DropReason, passes: (item: Item) => boolean): void {
  const kept = passage.items.filter(passes)
  drop(passage, reason, passage.items.length - kept.length)
  passage.items = kept
}
