import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { createHttp } from '../../lib/http/index.ts'
import type { Channel } from '../../src/channels/index.ts'
import { enqueue } from '../../src/deliver/index.ts'
import { createAccount, type PipelineDeps, type RunnerDeps, type Vault } from '../../src/ingest/index.ts'
import { echo } from './echo-channel.ts'
import type { EchoNetwork } from './echo-network.ts'
import { PLAIN } from './imports.ts'

export const ECHO = echo as unknown as Channel

/** Seals nothing: what is tested is not this. */
export const OPEN_VAULT: Vault = { seal: (text) => text, open: (sealed) => sealed }

export interface Errors {
  seen: object[]
}

/** Accounts over the echo channel, with the real stream behind them. */
export function echoRunner(
  db: Handle,
  given: { name?: string; pipeline?: Partial<PipelineDeps>; onError?: (what: object) => void } = {},
): RunnerDeps {
  return {
    db,
    vault: OPEN_VAULT,
    pipeline: { ...PLAIN, ...given.pipeline },
    http: createHttp({ userAgent: given.name ?? 'test', allow: () => true }),
    channelOf: (id) => (id === 'echo' ? ECHO : undefined),
    log: { info: () => undefined, error: (values, message) => given.onError?.({ message, ...values }) },
  }
}

export function echoAccount(
  runner: RunnerDeps,
  workspaceId: string,
  network: EchoNetwork,
  given: { token?: string; after?: number } = {},
): Promise<string> {
  const { token = `token-${Math.random()}`, after = 0.3 } = given
  const config = { url: network.url, character: network.character, token, after }
  return createAccount(runner.db, runner.vault, ECHO, { workspaceId, name: token, config })
}

/** Decides that `text` is to be said. */
export function say(
  db: Handle,
  workspaceId: string,
  accountId: string,
  text: string,
  more: { lane?: string; due?: Date } = {},
): Promise<string> {
  return inTransaction(db, (tx) =>
    enqueue(tx, {
      workspaceId,
      accountId,
      channel: 'echo',
      act: 'publish',
      at: new Date(),
      draft: { text, media: [] },
      ...more,
    }),
  )
}

export interface Told {
  id: string
  text: string
  state: string
  lane: string
  turn: number
  tries: number
  in_doubt: boolean
  failure: { kind: string; detail?: string } | null
  url: string | null
  activity_id: string | null
}

export async function deliveries(db: Handle, workspaceId: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select id, draft->>'text' as text, state, lane, turn, tries, in_doubt, failure, url, activity_id from delivery
    where workspace_id = ${workspaceId} order by id`.execute(db)
  return rows
}
