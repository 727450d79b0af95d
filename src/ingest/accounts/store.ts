import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import {
  type Account,
  type Channel,
  type Credential,
  channelOf,
  type Failure,
  type Profile,
  rehearsalOf,
} from '../../channels/index.ts'
import { credentialPurpose, partConfig, secretsPurpose, type Vault } from './config.ts'
import { diesAt, written } from './credential/index.ts'
import type { AccountTables, StoredQuota } from './tables.ts'

export interface AccountRow {
  id: string
  workspace_id: string
  channel: string
  name: string
  config: Record<string, unknown>
  sealed_secrets: string | null
  sealed_credential: string | null
  credential_expires: Date | null
  credential_given: Date | null
  profile: Profile | null
  quotas: Record<string, StoredQuota>
  paused: boolean
  inbox: boolean
  connected: boolean
  rehearsal: boolean
  cursor: string | null
  head: Date | null
  failure: Failure | null
  failures: number
  status: { key: string; values: Record<string, string | number> } | null
  last_exchange: Date | null
  last_activity: Date | null
  next_pull: Date | null
  created: Date
}

const open = (db: Handle) => tables<AccountTables>(db)

export async function listAccounts(db: Handle, workspaceId: string): Promise<AccountRow[]> {
  return open(db)
    .selectFrom('channel_account')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created')
    .limit(1000)
    .execute()
}

/** Undefined also when the account is another workspace's. */
export function findAccount(db: Handle, workspaceId: string, id: string): Promise<AccountRow | undefined> {
  return open(db)
    .selectFrom('channel_account')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** @throws Problem `not_found` also when the account is another workspace's. */
export async function getAccount(db: Handle, workspaceId: string, id: string): Promise<AccountRow> {
  const row = await findAccount(db, workspaceId, id)
  if (!row) throw notFound('account')
  return row
}

/** How an account reaches its network: as its kind does; in a demonstration, by nothing that leaves. */
export function actingChannel(
  { channel, rehearsal }: Pick<AccountRow, 'channel' | 'rehearsal'>,
  find: (id: string) => Channel | undefined = channelOf,
): Channel | undefined {
  return rehearsal ? rehearsalOf(channel) : find(channel)
}

/**
 * The account as a channel sees it, secrets opened. With the channel, what it has learnt to ask for since the account was
 * connected is there too, by its default.
 */
export function asAccount(
  row: AccountRow,
  vault: Vault,
  channel?: Pick<Channel, 'config'>,
): Account<Record<string, unknown>> {
  const secret = row.sealed_secrets
    ? (JSON.parse(vault.open(row.sealed_secrets, secretsPurpose(row))) as Record<string, unknown>)
    : {}
  const { id, workspace_id, channel: kind, name, profile } = row
  const kept = { ...row.config, ...secret }
  const whole = channel?.config.safeParse(kept).data as Record<string, unknown> | undefined
  const config = { ...kept, ...whole }
  return { id, workspaceId: workspace_id, channel: kind, name, config, ...(profile ? { profile } : {}) }
}

export async function createAccount(
  db: Handle,
  vault: Vault,
  channel: Channel,
  account: {
    workspaceId: string
    name: string
    config: Record<string, unknown>
    inbox?: boolean
    /** From the network's own sign-in page. */
    signedIn?: { credential: Credential; profile: Profile }
  },
): Promise<string> {
  const id = uuidv7()
  const row = { workspace_id: account.workspaceId, id }
  const { credential, profile } = account.signedIn ?? {}
  const parts = partConfig(channel, account.config)
  await open(db)
    .insertInto('channel_account')
    .values({
      workspace_id: account.workspaceId,
      id,
      channel: channel.id,
      name: account.name,
      config: JSON.stringify(parts.open),
      sealed_secrets: sealed(vault, parts.secret, row),
      sealed_credential: credential ? vault.seal(written(credential), credentialPurpose(row)) : null,
      credential_expires: credential ? diesAt(credential) : null,
      credential_given: credential ? new Date() : null,
      paused: false,
      inbox: account.inbox ?? channel.inbox,
      failures: 0,
      failure: null as unknown as string,
      status: null as unknown as string,
      profile: profile ? JSON.stringify(profile) : (null as unknown as string),
      next_pull: channel.pull ? new Date() : null,
      created: new Date(),
    })
    .execute()
  await notify(db, { w: account.workspaceId, k: 'account', id })
  return id
}

function sealed(
  vault: Vault,
  secret: Record<string, unknown>,
  row: { workspace_id: string; id: string },
): string | null {
  return Object.keys(secret).length > 0 ? vault.seal(JSON.stringify(secret), secretsPurpose(row)) : null
}

/**
 * An account that only shows what was brought in: it has no configuration and never reaches for a network; what it is
 * asked is rehearsed.
 */
export async function createShownAccount(
  db: Handle,
  account: {
    workspaceId: string
    channel: string
    name: string
    inbox: boolean
    now: Date
    /** Who we are there. */
    profile?: Profile | undefined
  },
): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into channel_account (workspace_id, id, channel, name, config, inbox, connected, rehearsal, profile,
      last_exchange)
    values (${account.workspaceId}, ${id}, ${account.channel}, ${account.name}, '{}', ${account.inbox}, false, true,
      ${account.profile ? JSON.stringify(account.profile) : null}::jsonb, ${account.now})`.execute(db)
  return id
}

/** Changes what is given; a configuration replaces the whole one, and an absent secret keeps the old. */
export async function changeAccount(
  db: Handle,
  vault: Vault,
  channel: Channel,
  row: AccountRow,
  change: { name?: string; config?: Record<string, unknown>; paused?: boolean; inbox?: boolean },
): Promise<void> {
  const set: Record<string, unknown> = {}
  if (change.name !== undefined) set.name = change.name
  if (change.paused !== undefined) set.paused = change.paused
  if (change.inbox !== undefined) set.inbox = change.inbox
  if (change.config) {
    const parts = partConfig(channel, change.config)
    set.config = JSON.stringify(parts.open)
    set.sealed_secrets = sealed(vault, parts.secret, row)
  }
  if (change.config || change.paused === false) {
    // What a channel told of itself may be about what was just changed: it says again what still holds.
    const untold = { failure: null, failures: 0, status: null }
    Object.assign(set, { ...untold, next_pull: channel.pull ? new Date() : null })
  }
  if (Object.keys(set).length === 0) return
  await open(db)
    .updateTable('channel_account')
    .set(set)
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute()
  await notify(db, { w: row.workspace_id, k: 'account', id: row.id })
}

/** Makes an account due now, which outlasts a process and also a pull that is under way (see `noteExchange`). */
export async function askForPull(db: Handle, workspaceId: string, id: string, now: Date): Promise<void> {
  await open(db)
    .updateTable('channel_account')
    .set({ next_pull: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** What came through the account stays in the stream; only the connection goes. */
export async function deleteAccount(db: Handle, workspaceId: string, id: string): Promise<void> {
  for (const table of ['ingest_counter', 'hook_delivery'] as const) {
    await open(db)
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('account_id', '=', id)
      .execute()
  }
  await open(db)
    .deleteFrom('channel_account')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(db, { w: workspaceId, k: 'account', id })
}

/** Accounts of channels that pull whose time has come, of all workspaces: the scheduler's one question. */
export async function dueAccounts(
  db: Handle,
  now: Date,
): Promise<{ workspaceId: string; accountId: string }[]> {
  const { rows } = await sql<{ workspaceId: string; accountId: string }>`
    select workspace_id as "workspaceId", id as "accountId" from channel_account
    where not paused and connected and next_pull <= ${now} order by next_pull limit 1000`.execute(db)
  return rows
}

/** Accounts of the given channels that are to be listened to, of all workspaces; not those that a person must mend first. */
export async function accountsOf(db: Handle, channels: string[]): Promise<AccountRow[]> {
  if (channels.length === 0) return []
  return open(db)
    .selectFrom('channel_account')
    .selectAll()
    .where('channel', 'in', channels)
    .where('paused', '=', false)
    .where('connected', '=', true)
    .where(sql<boolean>`coalesce(failure->>'kind', '') not in ('token-dead', 'gone')`)
    .execute()
}
