import { setImmediate as turn } from 'node:timers/promises'
import type { Handle } from '../../../lib/db/index.ts'
import { adopt, append, type Entry, seenKeys } from '../../activity/index.ts'
import { countDrops, saveProgress } from '../accounts/progress.ts'
import { farewells, leaving } from './leaving.ts'
import { hasUsableDate, normalise } from './normalise.ts'
import { drop, type Item, type Passage, type PipelineDeps, sift } from './passage.ts'

/** A step before the transaction: it may read, and changes nothing but the passage. */
type Preparation = (passage: Passage, deps: PipelineDeps, db: Handle) => void | Promise<void>

/** Longest stretch of computing, in milliseconds, before others get their turn. */
const STRETCH = 1

/** Verbs that say something by themselves, without which a text is missing. */
const SPOKEN = new Set(['Create', 'Question', 'Review'])

/** What the channel's own guard refused, and what it skipped without building it. */
export const guard: Preparation = (passage) => {
  drop(passage, 'bad-item', passage.batch.rejected?.length ?? 0)
  drop(passage, 'unwanted', passage.batch.skipped ?? 0)
  sift(passage, 'bad-item', hasIds)
  sift(passage, 'bad-date', ({ activity }) => hasUsableDate(activity))
}

function hasIds({ activity }: Item): boolean {
  return Boolean(activity.externalId && activity.actor.id && activity.object.id)
}

export const normaliseStep: Preparation = (passage, deps) => {
  const now = deps.now()
  passage.items = passage.items.map((item) => ({ ...item, activity: normalise(item.activity, now) }))
  // An id of nothing but controls is none.
  sift(passage, 'bad-item', hasIds)
  for (const { activity } of passage.items)
    if (deps.isOurs?.(passage.workspaceId, passage.channel, activity.actor.id)) activity.ours = true
  sift(passage, 'empty', ({ activity: { verb, object } }) =>
    Boolean(!SPOKEN.has(verb) || object.text || object.title || object.media?.length || object.rating),
  )
}

/** Spares the work of what is certainly a duplicate; the unique keys decide for the rest. */
export const dedupe: Preparation = async (passage, deps, db) => {
  const ids = new Set<string>()
  for (const { activity } of passage.items) ids.add(activity.externalId).add(activity.object.id)
  const known = await seenKeys(db, passage.workspaceId, passage.channel, [...ids])
  sift(passage, 'deleted', ({ activity }) => known.get(activity.externalId) !== null)
  for (const { activity } of passage.items)
    if (known.has(activity.externalId)) passage.seenBefore.push(activity)
  sift(passage, 'duplicate', ({ activity }) => !known.has(activity.externalId))
  const coming = new Set(passage.items.map((item) => item.activity.externalId))
  const people = await leaving(passage, deps, db)
  for (const item of passage.items) {
    const { object, externalId } = item.activity
    const isKnown = known.has(object.id) || people.has(object.id) || passage.arriving.has(object.id)
    item.aboutKnown = object.id !== externalId && isKnown
    item.aboutComing = object.id !== externalId && coming.has(object.id)
    item.certain = passage.batch.certain?.has(externalId) ?? false
  }
}

/** For a firehose: only what a query may want, or what concerns something kept. */
export const keep: Preparation = (passage, deps) => {
  if (passage.keep === 'all') return
  sift(
    passage,
    'unknown-object',
    (item) => SPOKEN.has(item.activity.verb) || isRevision(item) || belongs(item),
  )
  sift(passage, 'unwanted', (item) => {
    const { title, text } = item.activity.object
    return (
      belongs(item) ||
      deps.match.wanted(passage.workspaceId, `${title ?? ''}\n${text ?? ''}`, item.activity.actor)
    )
  })
}

/** It concerns something kept, or is asked for by the account's own configuration. */
function belongs(item: Item): boolean {
  return Boolean(item.aboutKnown || item.aboutComing || item.certain)
}

function isRevision(item: Item): boolean {
  return item.activity.verb === 'Update' && item.activity.object.text !== undefined
}

/**
 * Computes on each item without keeping the thread for long: the commit of the batch before goes from statement to
 * statement meanwhile, and whoever asks for a page is answered.
 */
async function inTurns(items: Item[], compute: (item: Item) => void): Promise<void> {
  let since = performance.now()
  for (const item of items) {
    compute(item)
    if (performance.now() - since < STRETCH) continue
    await turn()
    since = performance.now()
  }
}

export const interpret: Preparation = (passage, deps) =>
  inTurns(passage.items, (item) => {
    item.reading = deps.interpret(item.activity, passage.workspaceId)
  })

export const match: Preparation = async (passage, deps) => {
  passage.generation = deps.match.changing?.generation(passage.workspaceId)
  await inTurns(passage.items, (item) => {
    const { activity, reading } = item
    if (!reading) return
    item.tokens = deps.match.tokens(activity, reading, passage.channel)
    item.alerts = deps.match.alerts(passage.workspaceId, activity, reading, passage.channel)
  })
  if (passage.keep === 'all') return
  sift(passage, 'unwanted', (item) => belongs(item) || Boolean(item.alerts?.length))
  // What was about an item of this batch that is not kept after all goes with it.
  const staying = new Set(passage.items.map((item) => item.activity.externalId))
  sift(passage, 'unknown-object', (item) => !onlyComing(item) || staying.has(item.activity.object.id))
}

function onlyComing(item: Item): boolean {
  return Boolean(item.aboutComing && !item.aboutKnown && !item.certain && !item.alerts?.length)
}

/** A step of the transaction that makes the batch part of the stream. */
type Commitment = (passage: Passage, deps: PipelineDeps, tx: Handle) => Promise<void>

export const attribute: Commitment = async (passage, deps, tx) => {
  const activities = passage.items.map((item) => item.activity)
  if (activities.length === 0) return
  const people = await deps.attribute(tx, passage.workspaceId, passage.channel, activities)
  passage.items.forEach((item, i) => {
    item.personId = people[i] ?? null
  })
}

export const appendStep: Commitment = async (passage, deps, tx) => {
  const { workspaceId, channel, accountId, received } = passage
  const entries = [...passage.items.filter(isEntry), ...(await farewells(passage, tx))]
  if (entries.length > 0) {
    passage.appended = await append(tx, {
      workspaceId,
      channel,
      accountId,
      entries,
      received,
      matched: matchedOf(passage, deps),
    })
    drop(passage, 'duplicate', passage.appended.duplicates)
    drop(passage, 'deleted', passage.appended.tombstoned)
  }
}

/** Once all that can be is in: the account's counts and its cursor, with what they are about. */
export async function settle(passage: Passage, tx: Handle): Promise<void> {
  const { workspaceId, accountId, received } = passage
  if (!accountId) return
  await claimSeen(passage, accountId, tx)
  await countDrops(tx, workspaceId, accountId, received, passage.drops, passage.appended.stored.length)
  await saveProgress(tx, workspaceId, accountId, passage.batch, received, passage.appended.stored.length)
}

/** What another source brought first, also between the look and the lock, goes to the account that it concerns. */
async function claimSeen(passage: Passage, accountId: string, tx: Handle): Promise<void> {
  const { workspaceId, channel, claims, received, appended, items, seenBefore } = passage
  if (!claims) return
  const stored = new Set(appended.stored.map((one) => one.externalId))
  const late = items.map((item) => item.activity).filter((activity) => !stored.has(activity.externalId))
  const seen = [...seenBefore, ...late].map(({ externalId, ours }) => ({ externalId, ours: ours ?? false }))
  await adopt(tx, { workspaceId, channel, accountId, ...claims, seen, now: received })
}

function matchedOf({ workspaceId, channel, generation }: Passage, { match }: PipelineDeps) {
  const { changing } = match
  if (!changing) return undefined
  const again = async (tx: Handle, entries: Entry[]) => {
    const alerts = await changing.read(tx, workspaceId)
    for (const entry of entries) entry.alerts = alerts(entry.activity, entry.reading, channel)
  }
  return { generation, again }
}

function isEntry(item: Item): item is Item & Entry {
  return item.reading !== undefined && item.tokens !== undefined && item.alerts !== undefined
}
