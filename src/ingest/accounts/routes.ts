import { z } from 'zod'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { audit, type Context, type Route, route } from '../../access/index.ts'
import { type Account, CHANNELS, type Channel, channelOf } from '../../channels/index.ts'
import { parseConfig, secretFields } from './config.ts'
import { type AccountRouteDeps, spoken } from './door.ts'
import { accountReply, kindReply, presentAccount, presentKind } from './present.ts'
import { countsSince } from './progress.ts'
import { hostFor, receiveHook } from './runner.ts'
import { signInRoutes } from './sign-in/index.ts'
import { asAccount, changeAccount, createAccount, deleteAccount, getAccount, listAccounts } from './store.ts'

const id = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(200)
const config = z.record(z.string(), z.unknown())
const DAY = 86_400_000
const TEST_TIMEOUT = 15_000

export function accountRoutes(deps: AccountRouteDeps): Route[] {
  return [
    ...kindRoutes(deps),
    ...listRoutes(deps),
    ...changeRoutes(deps),
    ...actRoutes(deps),
    ...hookRoutes(deps),
    ...signInRoutes(deps),
  ]
}

function kindRoutes(deps: AccountRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/channels',
      summary: 'Kinds of channels that can be connected, each with its form',
      tag: 'channels',
      can: 'channels:read',
      reply: z.array(kindReply),
      handler: async (context) => CHANNELS.map((channel) => presentKind(channel, context.locale)),
    }),
    route({
      method: 'post',
      path: '/channels/{id}/discover',
      summary: 'Proposes configurations from an address',
      tag: 'channels',
      can: 'channels:manage',
      params: z.strictObject({ id: z.string().max(50) }),
      body: z.strictObject({ input: z.string().trim().min(1).max(2000) }),
      reply: z.array(z.object({ title: z.string(), config })),
      status: 200,
      handler: async (context, { params, body }) => {
        const channel = kindOf(deps, params.id)
        if (!channel.discover) throw notFound('channel')
        const host = hostFor(
          deps.runner,
          { workspace_id: context.workspaceId, channel: channel.id, id: '' },
          within(),
        )
        const found = await spoken(context, channel.discover(body.input, host))
        return found.map((proposal) => ({
          title: proposal.title,
          config: proposal.config as Record<string, unknown>,
        }))
      },
    }),
  ]
}

function listRoutes(deps: AccountRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/accounts',
      summary: 'Connected accounts with their health',
      tag: 'channels',
      can: 'channels:read',
      reply: z.array(accountReply),
      handler: async (context) => {
        const now = context.clock.now()
        const rows = await listAccounts(context.db, context.workspaceId)
        const counts = await countsSince(context.db, context.workspaceId, new Date(now.getTime() - DAY))
        return rows.map((row) => presentAccount(row, counts.get(row.id), at(context, deps)))
      },
    }),
    route({
      method: 'post',
      path: '/accounts',
      summary: 'Connects an account',
      tag: 'channels',
      can: 'channels:manage',
      body: z.strictObject({
        channel: z.string().max(50),
        name,
        config,
        inbox: z.boolean().optional(),
        force: z.boolean().default(false),
      }),
      reply: accountReply,
      status: 201,
      handler: (context, { body }) => connect(context, deps, body),
    }),
  ]
}

async function connect(
  context: Context,
  deps: AccountRouteDeps,
  body: { channel: string; name: string; config: Record<string, unknown>; inbox?: boolean; force: boolean },
) {
  const { runner } = deps
  const channel = kindOf(deps, body.channel)
  const parsed = parseConfig(channel, body.config)
  if (!body.force) await test(context, deps, channel, { ...body, config: parsed })
  const account = { workspaceId: context.workspaceId, name: body.name, config: parsed, inbox: body.inbox }
  const accountId = await inTransaction(context.db, async (tx) => {
    const made = await createAccount(tx, runner.vault, channel, account)
    await noted(context, tx, 'account.connected', made, { channel: channel.id })
    return made
  })
  const row = await getAccount(context.db, context.workspaceId, accountId)
  await deps.connected?.(channel, row)
  if (channel.pull) context.later(() => deps.pullSoon(context.workspaceId, accountId))
  const secret = secretFields(channel)
    .map((field) => parsed[field])
    .find((value) => typeof value === 'string')
  const shown = presentAccount(row, undefined, at(context, deps))
  return channel.receive && !channel.pull && typeof secret === 'string' ? { ...shown, secret } : shown
}

function changeRoutes(deps: AccountRouteDeps): Route[] {
  return [
    route({
      method: 'patch',
      path: '/accounts/{id}',
      summary: 'Renames, reconfigures, pauses or resumes an account',
      tag: 'channels',
      can: 'channels:manage',
      params: id,
      body: z.strictObject({
        name: name.optional(),
        config: config.optional(),
        paused: z.boolean().optional(),
        inbox: z.boolean().optional(),
      }),
      reply: accountReply,
      handler: async (context, { params, body }) => {
        const row = await getAccount(context.db, context.workspaceId, params.id)
        const channel = kindOf(deps, row.channel)
        // A secret that is not sent again, or comes back empty, is kept: nothing blank ever replaces a credential.
        const before = asAccount(row, deps.runner.vault).config
        const given = Object.entries(body.config ?? {}).filter(([, value]) => value !== '' && value !== null)
        const whole =
          body.config && parseConfig(channel, { ...secretsOf(channel, before), ...Object.fromEntries(given) })
        const change = { ...body, ...(whole ? { config: whole } : {}) }
        await inTransaction(context.db, async (tx) => {
          await changeAccount(tx, deps.runner.vault, channel, row, change)
          await noted(context, tx, 'account.changed', row.id, { fields: Object.keys(body) })
        })
        const changed = await getAccount(context.db, context.workspaceId, row.id)
        if (whole) await deps.connected?.(channel, changed)
        return presentAccount(changed, undefined, at(context, deps))
      },
    }),
    route({
      method: 'delete',
      path: '/accounts/{id}',
      summary: 'Disconnects an account; what it brought stays',
      tag: 'channels',
      can: 'channels:manage',
      params: id,
      status: 204,
      handler: async (context, { params }) => {
        const row = await getAccount(context.db, context.workspaceId, params.id)
        const { channel, name } = row
        await inTransaction(context.db, async (tx) => {
          await deleteAccount(tx, context.workspaceId, row.id)
          await noted(context, tx, 'account.deleted', row.id, { channel, name })
        })
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

function secretsOf(channel: Channel, whole: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(secretFields(channel).map((field) => [field, whole[field]]))
}

function actRoutes(deps: AccountRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/accounts/{id}/test',
      summary: 'Tries an account without side effect',
      tag: 'channels',
      can: 'channels:manage',
      params: id,
      reply: z.object({ ok: z.boolean() }),
      status: 200,
      handler: async (context, { params }) => {
        const row = await getAccount(context.db, context.workspaceId, params.id)
        const channel = kindOf(deps, row.channel)
        await test(context, deps, channel, asAccount(row, deps.runner.vault, channel))
        return { ok: true }
      },
    }),
    route({
      method: 'post',
      path: '/accounts/{id}/pull',
      summary: 'Reads an account now',
      tag: 'channels',
      can: 'channels:manage',
      params: id,
      status: 202,
      handler: async (context, { params }) => {
        const row = await getAccount(context.db, context.workspaceId, params.id)
        if (row.paused) throw invalid('account_paused')
        await deps.pullSoon(context.workspaceId, row.id)
        return new Response(null, { status: 202 })
      },
    }),
  ]
}

/** Incoming webhooks: everybody may knock, and the channel verifies who it is. */
function hookRoutes(deps: AccountRouteDeps): Route[] {
  const params = z.strictObject({ workspace: z.uuid(), id: z.uuid() })
  return (['get', 'post'] as const).map((method) =>
    route({
      method,
      path: '/hooks/{workspace}/{id}',
      summary: 'Entrance of an account that is told by its network',
      tag: 'channels',
      can: 'public',
      raw: true,
      params,
      limit: 6000,
      handler: async (context, { params: { workspace, id: accountId } }) => {
        const row = await getAccount(context.db, workspace, accountId)
        if (row.paused) throw notFound('account')
        const { request } = context
        const hook = {
          method: request.method,
          headers: Object.fromEntries(request.headers),
          query: Object.fromEntries(new URL(request.url).searchParams),
          body: new Uint8Array(await request.arrayBuffer()),
        }
        const received = await spoken(
          context,
          receiveHook(deps.runner, kindOf(deps, row.channel), row, hook, within()),
        )
        if (received.pull) await deps.pullSoon(row.workspace_id, row.id)
        if (received.replayed) return new Response(null, { status: 200 })
        return new Response(received.body ?? null, {
          status: received.status ?? 202,
          headers: received.body === undefined ? {} : { 'Content-Type': received.type ?? 'text/plain' },
        })
      },
    }),
  )
}

function kindOf({ runner }: AccountRouteDeps, channelId: string): Channel {
  const channel = (runner.channelOf ?? channelOf)(channelId)
  if (!channel) throw notFound('channel')
  return channel
}

function within(): AbortSignal {
  return AbortSignal.timeout(TEST_TIMEOUT)
}

function at(context: Context, deps: AccountRouteDeps) {
  const { publicUrl, runner } = deps
  return { now: context.clock.now(), locale: context.locale, publicUrl, channelOf: runner.channelOf }
}

function noted(
  { workspaceId, principal }: Context,
  tx: Handle,
  action: string,
  target: string,
  detail: Record<string, unknown>,
) {
  return audit(tx, { workspaceId, who: principal, action, target, detail })
}

async function test(
  context: Context,
  { runner }: AccountRouteDeps,
  channel: Channel,
  account: Pick<Account<Record<string, unknown>>, 'name' | 'config' | 'profile'> & { id?: string },
): Promise<void> {
  if (!channel.test) return
  const { workspaceId } = context
  const id = account.id ?? ''
  const host = hostFor(runner, { workspace_id: workspaceId, channel: channel.id, id }, within())
  await spoken(context, channel.test({ ...account, id, workspaceId, channel: channel.id }, host), !account.id)
}
