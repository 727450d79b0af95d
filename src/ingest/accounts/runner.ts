import type { Handle } from '../../../lib/db/index.ts'
import { inTransaction } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { keepFile } from '../../activity/index.ts'
import {
  type Account,
  type Channel,
  ChannelFailure,
  channelOf,
  type Failure,
  type Host,
  type IncomingHook,
  networkOf,
  type Received,
} from '../../channels/index.ts'
import { commit, drink, type PipelineDeps, prepare, type Source } from '../pipeline/index.ts'
import type { Vault } from './config.ts'
import { keeperOf, noteProfile, noteQuota } from './credential/index.ts'
import { claimDelivery } from './delivery.ts'
import { noteExchange, noteFailure, noteStatus } from './health.ts'
import { type AccountRow, actingChannel, asAccount, findAccount, getAccount, listAccounts } from './store.ts'

export interface RunnerDeps {
  db: Handle
  vault: Vault
  pipeline: PipelineDeps
  http: Host['http']
  /** Ids of objects probably in the stream, for firehoses. */
  known?(workspaceId: string, channel: string, objectId: string): boolean
  /** Where networks can reach this account from outside, with its secret; undefined where they cannot. */
  entrance?(row: Pick<AccountRow, 'workspace_id' | 'id'>): Host['entrance']
  /** Kinds of channels by id; default: all that there are. */
  channelOf?(id: string): Channel | undefined
  /** Largest file kept with an activity; default 40 MB. */
  attachmentBytes?: number
  log: { info(values: object, message: string): void; error(values: object, message: string): void }
}

/** How a failure that no channel declared is shown: as ours, without its words. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ChannelFailure) return error.failure
  return { kind: 'bad-response', detail: error instanceof Error ? error.name : 'unknown' }
}

/** What a channel may ask, for one account; for one that is only being thought of, `id` is empty. */
export function hostFor(
  deps: RunnerDeps,
  row: Pick<AccountRow, 'workspace_id' | 'channel' | 'id'>,
  signal: AbortSignal,
): Host {
  const { match, now } = deps.pipeline
  const { channel, id } = row
  const untold = (err: unknown) => deps.log.error({ account: id, channel, err }, 'cannot note what was said')
  return {
    http: deps.http,
    now,
    signal,
    status: (key, values) => {
      noteStatus(deps.db, row as AccountRow, key, values).catch(() => undefined)
    },
    // A firehose that names nobody is asked about nobody: else one alert by author would want every post.
    wanted: (text, _lang, author) => match.wanted(row.workspace_id, text, author ?? {}),
    known: (objectId) => deps.known?.(row.workspace_id, network(row.channel), objectId) ?? true,
    ...(id
      ? {
          entrance: deps.entrance?.(row),
          credential: keeperOf(deps, row),
          profile: (profile) => void noteProfile(deps.db, row, profile).catch(untold),
          keep: (file) => keep(deps, row.workspace_id, file),
          quota: (quota) => noteQuota(deps.db, row, quota, untold),
        }
      : {}),
  }
}

const USUAL_ATTACHMENT = 40_000_000

/** @throws ChannelFailure `refused` for a file larger than the installation keeps */
async function keep(deps: RunnerDeps, workspaceId: string, file: { name: string; bytes: Uint8Array }) {
  if (file.bytes.byteLength > (deps.attachmentBytes ?? USUAL_ATTACHMENT)) {
    throw new ChannelFailure({ kind: 'refused', detail: 'failure.attachment-too-large' })
  }
  return keepFile(deps.db, workspaceId, file)
}

/** An account ready to be acted for. */
export interface OpenAccount {
  row: AccountRow
  channel: Channel
  account: Account<Record<string, unknown>>
  host: Host
}

/**
 * Opens an account, its secrets too, for whoever acts for it; its state (`row.paused`, `row.failure`) is theirs to heed.
 * @throws Problem `not_found` where there is no such account, or no such channel any more
 */
export async function openAccount(
  deps: RunnerDeps,
  workspaceId: string,
  id: string,
  signal: AbortSignal,
): Promise<OpenAccount> {
  const row = await getAccount(deps.db, workspaceId, id)
  const channel = actingChannel(row, deps.channelOf)
  if (!channel) throw notFound('channel')
  return { row, channel, account: asAccount(row, deps.vault, channel), host: hostFor(deps, row, signal) }
}

function network(id: string): string {
  return networkOf(channelOf(id) ?? { id })
}

async function sourceOf(deps: RunnerDeps, row: AccountRow, channel: Channel): Promise<Source> {
  return {
    workspaceId: row.workspace_id,
    channel: networkOf(channel),
    accountId: row.id,
    keep: channel.keep ?? 'all',
    ...(channel.reply ? { claims: await claimsOf(deps, row, channel) } : {}),
  }
}

/** An account that can answer takes over what was merely overheard, and nothing of another that can. */
async function claimsOf(deps: RunnerDeps, row: AccountRow, channel: Channel): Promise<Source['claims']> {
  const find = deps.channelOf ?? channelOf
  const all = await listAccounts(deps.db, row.workspace_id)
  const equals = all.filter(({ channel: id }) => {
    const kind = find(id)
    return kind?.reply && networkOf(kind) === networkOf(channel)
  })
  const { id, handle, name } = row.profile ?? { id: `account:${row.id}`, name: row.name }
  return {
    by: { id, ...(name ? { name } : {}), ...(handle ? { handle } : {}) },
    equals: equals.map((one) => one.id),
  }
}

/** Reads what is new in one account; failures are noted on it and told when it is tried again, never thrown. */
export async function pullAccount(
  deps: RunnerDeps,
  channel: Channel,
  row: AccountRow,
  signal: AbortSignal,
): Promise<number> {
  const now = deps.pipeline.now
  if (!channel.pull || row.paused) return 0
  const left = new AbortController()
  try {
    const batches = channel.pull(
      asAccount(row, deps.vault, channel),
      hostFor(deps, row, AbortSignal.any([signal, left.signal])),
      row.cursor ?? undefined,
    )
    const source = await sourceOf(deps, row, channel)
    const stored = await drink(deps.db, source, batches, deps.pipeline, () => left.abort())
    await noteExchange(deps.db, row, await nextPull(deps, channel, row), now())
    return stored
  } catch (error) {
    if (signal.aborted) return 0
    const fresh = await findAccount(deps.db, row.workspace_id, row.id)
    if (!fresh) return 0
    const failure = failureOf(error)
    const next = await noteFailure(deps.db, { ...fresh, next_pull: row.next_pull }, failure, now())
    deps.log.error({ account: row.id, channel: row.channel, failure, next, err: known(error) }, 'pull failed')
    return 0
  }
}

async function nextPull(deps: RunnerDeps, channel: Channel, row: AccountRow): Promise<Date> {
  const now = deps.pipeline.now()
  if (!channel.due) return new Date(now.getTime() + (channel.every ?? 900) * 1000)
  const { cursor } = (await findAccount(deps.db, row.workspace_id, row.id)) ?? row
  return channel.due(asAccount(row, deps.vault, channel), cursor ?? undefined, now)
}

/** Stays connected until `signal`; starts again by itself from the cursor of the last batch committed. */
export async function listenAccount(
  deps: RunnerDeps,
  channel: Channel,
  row: AccountRow,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && channel.listen) {
    const fresh = await findAccount(deps.db, row.workspace_id, row.id)
    if (!fresh) return
    const left = new AbortController()
    try {
      const batches = channel.listen(
        asAccount(fresh, deps.vault, channel),
        hostFor(deps, fresh, AbortSignal.any([signal, left.signal])),
        fresh.cursor ?? undefined,
      )
      const source = await sourceOf(deps, fresh, channel)
      await drink(deps.db, source, batches, deps.pipeline, () => left.abort())
    } catch (error) {
      if (signal.aborted) return
      const failure = failureOf(error)
      // As it stands now: what went well since it connected has forgiven the failures before.
      const failed = await findAccount(deps.db, row.workspace_id, row.id)
      if (!failed) return
      const next = await noteFailure(deps.db, failed, failure, deps.pipeline.now())
      const { id: account, channel: kind } = row
      deps.log.error({ account, channel: kind, failure, next, err: known(error) }, 'listening failed')
      if (!next) return
      await pause(next.getTime() - deps.pipeline.now().getTime(), signal)
    }
  }
}

/** Lets one incoming request in: signature, replay and append stand or fall together. */
export async function receiveHook(
  deps: RunnerDeps,
  channel: Channel,
  row: AccountRow,
  request: IncomingHook,
  signal: AbortSignal,
): Promise<Received & { replayed?: boolean }> {
  if (!channel.receive) throw new ChannelFailure({ kind: 'refused', detail: 'channel takes no webhook' })
  const hook = { ...request, cursor: row.cursor ?? undefined }
  const received = await channel.receive(
    asAccount(row, deps.vault, channel),
    hook,
    hostFor(deps, row, signal),
  )
  const { activities, rejected, cursor } = received
  // Whoever could not prove who they are has changed nothing, not even the time of the last exchange.
  if (activities.length === 0 && !rejected?.length && cursor === undefined) return received
  const batch = { activities, rejected, cursor }
  const passage = await prepare(deps.db, await sourceOf(deps, row, channel), batch, deps.pipeline)
  const replayed = await inTransaction(deps.db, async (tx) => {
    const { deliveryId } = received
    if (deliveryId && !(await claimDelivery(tx, row.workspace_id, row.id, deliveryId))) return true
    await commit(tx, passage, { ...deps.pipeline, notify: undefined })
    return false
  })
  if (!replayed) deps.pipeline.notify?.(passage)
  return { ...received, replayed }
}

/** A network's failure is its own; only ours is worth a stack in the log. */
function known(error: unknown): unknown {
  return error instanceof ChannelFailure ? undefined : error
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, Math.max(0, milliseconds))
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
