import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { type Channel, ChannelFailure, type Credential, type Profile } from '../../../channels/index.ts'
import { parseConfig } from '../config.ts'
import { giveCredential } from '../credential/index.ts'
import { hostFor, type RunnerDeps } from '../runner.ts'
import { type AccountRow, asAccount, changeAccount, createAccount, getAccount } from '../store.ts'
import type { Pending } from './pending.ts'

/** Why a person comes back without an account; the interface words each. */
export type SignInFailure = 'expired' | 'denied' | 'other-identity' | 'refused' | 'network' | 'account-gone'

export type Outcome = { accountId: string; made: boolean } | { failed: SignInFailure }

interface Found {
  name: string
  config: Record<string, unknown>
  credential: Credential
  profile: Profile
}

/** What the network answered becomes an account, or heals one; `noted` writes it down in the same transaction. */
export async function finishSignIn(
  deps: RunnerDeps,
  channel: Channel,
  workspaceId: string,
  begun: Pending,
  answer: Record<string, string>,
  noted: (tx: Handle, accountId: string, made: boolean) => Promise<void>,
): Promise<Outcome> {
  if (answer.error !== undefined) return { failed: answer.error === 'access_denied' ? 'denied' : 'refused' }
  const found = await ask(deps, channel, workspaceId, begun, answer)
  if (typeof found === 'string') return { failed: found }
  const healed = await accountToHeal(deps.db, channel, workspaceId, begun, found.profile)
  if (healed === 'gone') return { failed: 'account-gone' }
  if (healed?.profile && healed.profile.id !== found.profile.id) return { failed: 'other-identity' }
  if (healed) {
    await heal(deps, channel, healed, found, noted)
    return { accountId: healed.id, made: false }
  }
  const { name, config, credential, profile } = found
  const account = { workspaceId, name, config, signedIn: { credential, profile } }
  const accountId = await inTransaction(deps.db, async (tx) => {
    const id = await createAccount(tx, deps.vault, channel, account)
    await noted(tx, id, true)
    return id
  })
  return { accountId, made: true }
}

const TIMEOUT = 30_000

async function ask(
  deps: RunnerDeps,
  channel: Channel,
  workspaceId: string,
  { pending }: Pending,
  answer: Record<string, string>,
): Promise<Found | SignInFailure> {
  const nobody = { workspace_id: workspaceId, channel: channel.id, id: '' }
  try {
    const found = await channel.signIn?.finish(
      pending,
      answer,
      hostFor(deps, nobody, AbortSignal.timeout(TIMEOUT)),
    )
    if (!found?.profile.id || !found.credential || isEmpty(found.credential)) return 'refused'
    return { ...found, config: parseConfig(channel, found.config) }
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    const { failure } = error
    deps.log.error({ channel: channel.id, failure }, 'a sign-in failed')
    return failure.kind === 'refused' || failure.kind === 'token-dead' ? 'refused' : 'network'
  }
}

function isEmpty({ secret }: Credential): boolean {
  const values = Object.values(secret ?? {}).filter((value) => value !== undefined)
  return (
    values.length === 0 ||
    values.some((one) => one === null || (typeof one === 'string' && one.trim() === ''))
  )
}

/** The account that was named, or the one that already is this identity: nobody is connected twice. */
async function accountToHeal(
  db: Handle,
  channel: Channel,
  workspaceId: string,
  { accountId }: Pending,
  profile: Profile,
): Promise<AccountRow | 'gone' | undefined> {
  const named = accountId ?? (await idOfIdentity(db, workspaceId, channel.id, profile.id))
  if (!named) return undefined
  return getAccount(db, workspaceId, named).catch(() => (accountId ? 'gone' : undefined))
}

async function idOfIdentity(db: Handle, workspaceId: string, channel: string, identity: string) {
  const { rows } = await sql<{ id: string }>`
    select id from channel_account
    where workspace_id = ${workspaceId} and channel = ${channel} and connected and profile->>'id' = ${identity}
    order by created limit 1`.execute(db)
  return rows[0]?.id
}

/** The credential is replaced and the failure forgotten; of the configuration, what a person chose stays. */
async function heal(
  deps: RunnerDeps,
  channel: Channel,
  row: AccountRow,
  found: Found,
  noted: (tx: Handle, accountId: string, made: boolean) => Promise<void>,
): Promise<void> {
  const config = parseConfig(channel, { ...found.config, ...asAccount(row, deps.vault).config })
  const { credential, profile } = found
  const given = { credential, profile, pulls: Boolean(channel.pull), now: deps.pipeline.now() }
  await giveCredential(deps, row, given, async (tx) => {
    await changeAccount(tx, deps.vault, channel, row, { config })
    await noted(tx, row.id, false)
  })
}
