import type { ImapFlow } from 'imapflow'
import { type Account, type Batch, ChannelFailure, type Host } from '../../channel.ts'
import { type EmailConfig, imapOf, ownAddresses, profileOf } from '../config.ts'
import { closeImap, openImap } from '../line/imap.ts'
import { imapFailure } from '../line/imap-failure.ts'
import { type Cursor, cursorOf } from './cursor.ts'
import { readFolder } from './folder.ts'
import { type Folder, foldersOf } from './folders.ts'
import { createThreads } from './threads.ts'
import { createTwice } from './twice.ts'

/** How long it waits for what; a test takes less. */
export interface Pace {
  /** Between two looks at the folders that are not watched, in milliseconds. */
  look: number
  /** Before connecting again after a cut, one after the other; after the last the failure is told. */
  again: readonly number[]
}

export const PACE: Pace = { look: 60_000, again: [1_000, 5_000, 20_000] }

/** Reads what is new, then waits for more; connects again by itself after a cut. */
export async function* listen(
  account: Account<EmailConfig>,
  host: Host,
  kept: string | undefined,
  pace: Pace,
): AsyncGenerator<Batch, void> {
  const state: State = {
    cursor: cursorOf(kept, account.config.days, host.now()),
    threads: createThreads(),
    distinct: createTwice(),
  }
  let cuts = 0
  while (!host.signal.aborted) {
    let client: ImapFlow | undefined
    try {
      client = await openImap(imapOf(account.config), host.http, host.signal)
      host.profile?.(profileOf(account.config))
      for await (const batch of attend(client, account.config, host, state, pace)) {
        cuts = 0
        yield batch
      }
    } catch (error) {
      const failure = imapFailure(error)
      const wait = failure.failure.kind === 'unreachable' && client ? pace.again[cuts++] : undefined
      if (host.signal.aborted) return
      if (wait === undefined) throw failure
      host.status('reconnecting', { seconds: Math.ceil(wait / 1000) })
      await pause(wait, host.signal)
    } finally {
      if (client) await closeImap(client)
    }
  }
}

interface State {
  cursor: Cursor
  threads: ReturnType<typeof createThreads>
  distinct: ReturnType<typeof createTwice>
}

/** One connection: every folder in turn, then the first is watched until something happens or it is time to look. */
async function* attend(
  client: ImapFlow,
  config: EmailConfig,
  host: Host,
  state: State,
  pace: Pace,
): AsyncGenerator<Batch> {
  const folders = await foldersOf(client, config)
  const [watched] = folders
  if (!watched) throw new ChannelFailure({ kind: 'refused', detail: 'email.no-folder' })
  const sentFolder = folders.find(({ sent }) => sent)?.path
  const stir = { heard: false }
  client.on('exists', () => {
    stir.heard = true
  })
  for (;;) {
    stir.heard = false
    for (const folder of folders) yield* catchUp(client, folder, sentFolder, config, host, state)
    if (client.mailbox && client.mailbox.path !== watched.path)
      await client.mailboxOpen(watched.path, { readOnly: true })
    host.status('live', { folder: watched.path })
    if (!stir.heard) await nextNews(client, watched, state.cursor, pace)
    if (!client.usable) throw new ChannelFailure({ kind: 'unreachable', detail: 'http.cut' })
  }
}

async function* catchUp(
  client: ImapFlow,
  { path, sent }: Folder,
  sentFolder: string | undefined,
  config: EmailConfig,
  host: Host,
  state: State,
): AsyncGenerator<Batch> {
  const from = state.cursor.folders[path]
  if (from && (await isUnchanged(client, path, from))) return
  await client.mailboxOpen(path, { readOnly: true })
  if (from && client.mailbox && String(client.mailbox.uidValidity) !== from.validity)
    host.status('again', { folder: path })
  const reading = {
    own: ownAddresses(config),
    sent,
    sentFolder,
    since: new Date(state.cursor.since),
    threads: state.threads,
    distinct: state.distinct,
    host,
  }
  for await (const { batch, place } of readFolder(client, from, reading)) {
    state.cursor = { ...state.cursor, folders: { ...state.cursor.folders, [path]: place } }
    yield { ...batch, cursor: JSON.stringify(state.cursor) }
  }
}

/** Spares the opening of a folder in which nothing has happened; a server without CONDSTORE tells by its next UID. */
async function isUnchanged(
  client: ImapFlow,
  path: string,
  { validity, uid, modseq }: { validity: string; uid: number; modseq?: string },
): Promise<boolean> {
  if (client.mailbox && client.mailbox.path === path) return false
  const status = await client.status(path, { uidNext: true, uidValidity: true, highestModseq: true })
  if (!status || String(status.uidValidity) !== validity) return false
  if (modseq !== undefined && status.highestModseq !== undefined)
    return status.highestModseq.toString() === modseq
  return status.uidNext === uid + 1
}

/** Returns when a message has come, or at the time to look elsewhere. */
async function nextNews(client: ImapFlow, { path }: Folder, cursor: Cursor, pace: Pace): Promise<void> {
  const mailbox = client.mailbox
  // Something may have come between reading and now.
  if (mailbox && mailbox.path === path && mailbox.uidNext - 1 > (cursor.folders[path]?.uid ?? 0)) return
  const { promise: news, resolve } = Promise.withResolvers<void>()
  const stop = () => resolve()
  client.on('exists', stop).on('close', stop)
  const timer = setTimeout(stop, pace.look)
  // Where there is no IDLE this asks from time to time.
  const idle = client.idle().catch(() => false)
  try {
    await news
    if (client.usable) await client.noop()
    await idle
  } finally {
    clearTimeout(timer)
    client.off('exists', stop).off('close', stop)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
