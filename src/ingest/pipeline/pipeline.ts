import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type Appended, ensurePartitions } from '../../activity/index.ts'
import type { Batch } from '../../channels/index.ts'
import { NOTHING, type Passage, type PipelineDeps, type Source } from './passage.ts'
import { withoutRefused } from './refused.ts'
import {
  appendStep,
  attribute,
  dedupe,
  guard,
  interpret,
  keep,
  match,
  normaliseStep,
  settle,
} from './steps.ts'

/**
 * The way in, in its order. `fetch` is done by the channel and `notify` after commit; the steps between read in
 * `prepare` and write in `commit`, so that the next batch is prepared while this one is being committed.
 */
export const PIPELINE = [
  { name: 'fetch', phase: 'source' },
  { name: 'guard', phase: 'prepare', run: guard },
  { name: 'normalise', phase: 'prepare', run: normaliseStep },
  { name: 'dedupe', phase: 'prepare', run: dedupe },
  { name: 'keep?', phase: 'prepare', run: keep },
  { name: 'interpret', phase: 'prepare', run: interpret },
  { name: 'match', phase: 'prepare', run: match },
  { name: 'attribute', phase: 'commit', run: attribute },
  { name: 'append', phase: 'commit', run: appendStep },
  { name: 'notify', phase: 'after' },
] as const

/** Takes a batch through the steps that read; `before` is the one that is being committed meanwhile. */
export async function prepare(
  db: Handle,
  source: Source,
  batch: Batch,
  deps: PipelineDeps,
  before?: Passage,
): Promise<Passage> {
  const passage: Passage = {
    ...source,
    batch,
    received: deps.now(),
    items: batch.activities.map((activity) => ({ activity })),
    generation: undefined,
    drops: new Map(),
    arriving: new Set(before?.items.map((item) => item.activity.externalId)),
    appended: NOTHING,
    seenBefore: [],
  }
  for (const step of PIPELINE) {
    if (step.phase === 'prepare') await timed(deps, step.name, () => step.run(passage, deps, db))
  }
  return passage
}

/**
 * Makes a prepared batch part of the stream, with the account's cursor and counts, in one transaction; without them
 * (`progress: false`) for what did not come from its network.
 */
export async function commit(
  db: Handle,
  passage: Passage,
  deps: PipelineDeps,
  { progress = true } = {},
): Promise<Appended> {
  // Outside the transaction, where the lock on the parent table would last as long as the batch.
  if (!db.isTransaction)
    await ensurePartitions(
      db,
      passage.items.map((item) => item.activity.published),
    )
  await inTransaction(db, async (tx) => {
    await withoutRefused(tx, passage, deps, async (part) => {
      for (const step of PIPELINE) {
        if (step.phase === 'commit') await timed(deps, step.name, () => step.run(part, deps, tx))
      }
    })
    if (progress) await settle(passage, tx)
  })
  await timed(deps, 'notify', () => deps.notify?.(passage))
  return passage.appended
}

/** Both at once: for a batch that stands alone (a webhook, a page of an import). */
export async function ingest(
  db: Handle,
  source: Source,
  batch: Batch,
  deps: PipelineDeps,
): Promise<Appended> {
  return commit(db, await prepare(db, source, batch, deps), deps)
}

/**
 * Drinks a channel to its end, in order; `batches` is its generator. One batch is prepared while the one before is
 * committed, never more, so that a fast network waits for the database. A commit that fails ends it at once, even while
 * the network is silent: `leave` then tells the channel, which may be waiting for a word, that nobody listens any more.
 */
export async function drink(
  db: Handle,
  source: Source,
  batches: AsyncIterable<Batch>,
  deps: PipelineDeps,
  leave: () => void = () => undefined,
): Promise<number> {
  let stored = 0
  let committing: Promise<unknown> = Promise.resolve()
  let before: Passage | undefined
  const failing = createFailing()
  try {
    for await (const batch of told(batches, failing, deps)) {
      const passage = await prepare(db, source, batch, deps, before)
      await committing
      before = passage
      committing = commit(db, passage, deps).then((appended) => {
        stored += appended.stored.length
      })
      committing.catch(failing.fail)
    }
  } catch (error) {
    leave()
    throw error
  } finally {
    await committing
  }
  return stored
}

interface Failing {
  fail(error: unknown): void
  /** The same, unless a failure comes first. */
  unlessFailed<T>(work: Promise<T>): Promise<T>
}

/** A promise that each wait races against would hold what all of them were told, for as long as the network is listened to. */
function createFailing(): Failing {
  let failure: { error: unknown } | undefined
  let hear: (error: unknown) => void = () => undefined
  return {
    fail(error) {
      failure ??= { error }
      hear(error)
    },
    unlessFailed: (work) =>
      new Promise((resolve, reject) => {
        work.then(resolve, reject)
        hear = reject
        if (failure) reject(failure.error)
      }),
  }
}

/** What a channel tells, until it ends or what was made of it fails. */
async function* told(
  batches: AsyncIterable<Batch>,
  failing: Failing,
  deps: PipelineDeps,
): AsyncGenerator<Batch> {
  const iterator = batches[Symbol.asyncIterator]()
  let waiting = false
  try {
    while (true) {
      const asked = performance.now()
      waiting = true
      const next = await failing.unlessFailed(iterator.next())
      waiting = false
      if (next.done) return
      deps.timed?.('fetch', (performance.now() - asked) / 1000)
      yield next.value
    }
  } finally {
    // One that waits for a word of its network ends when that comes, or when it is told to leave.
    const end = iterator.return?.()
    if (waiting) end?.catch(() => undefined)
    else await end
  }
}

async function timed(deps: PipelineDeps, step: string, run: () => void | Promise<void>): Promise<void> {
  const start = performance.now()
  await run()
  deps.timed?.(step, (performance.now() - start) / 1000)
}
