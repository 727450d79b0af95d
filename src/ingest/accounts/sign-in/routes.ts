import { z } from 'zod'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import { audit, type Context, type Route, route } from '../../../access/index.ts'
import { CHANNELS, type Channel, channelOf, type SignIn } from '../../../channels/index.ts'
import { type AccountRouteDeps, spoken } from '../door.ts'
import { hostFor } from '../runner.ts'
import { getAccount } from '../store.ts'
import { finishSignIn, type Outcome } from './finish.ts'
import { keepPending, newTicket, takePending, workspaceOf } from './pending.ts'

const RETURN = '/api/v1/sign-in/return'
const FINISH = '/api/v1/sign-in/finish'
const TIMEOUT = 15_000
/** What networks hand back; anything larger is none of theirs. */
const answers = z.record(z.string().max(100), z.union([z.string().max(5000), z.array(z.string().max(5000))]))

export function signInRoutes(deps: AccountRouteDeps): Route[] {
  return [startRoute(deps), returnRoute(deps), finishRoute(deps), clientRoute(deps)]
}

function startRoute(deps: AccountRouteDeps): Route {
  return route({
    method: 'post',
    path: '/channels/{id}/sign-in',
    summary: 'Begins to connect an account, or to heal one, by its network’s own page',
    tag: 'channels',
    can: 'channels:manage',
    limit: 30,
    params: z.strictObject({ id: z.string().max(50) }),
    body: z.strictObject({
      asks: z.record(z.string(), z.unknown()).default({}),
      accountId: z.uuid().optional(),
    }),
    reply: z.object({ url: z.string() }),
    status: 200,
    handler: async (context, { params, body }) => {
      const { channel, signIn } = kindOf(deps, params.id)
      const { db, workspaceId, principal } = context
      if (body.accountId) {
        const row = await getAccount(db, workspaceId, body.accountId)
        if (row.channel !== channel.id) throw invalid('sign_in_other_channel')
      }
      const asked = askedOf(signIn, body.asks)
      const ticket = newTicket(workspaceId)
      const nobody = { workspace_id: workspaceId, channel: channel.id, id: '' }
      const host = hostFor(deps.runner, nobody, AbortSignal.timeout(TIMEOUT))
      const way = { ...wayOf(deps, channel), state: ticket.state }
      const { url, pending } = await spoken(context, signIn.start(asked, way, host))
      if (!/^https?:\/\//i.test(url)) throw new Error(`the sign-in page of ${channel.id} is no web address`)
      const { memberId } = principal
      const begun = { memberId, channel: channel.id, accountId: body.accountId, pending }
      await keepPending(db, deps.runner.vault, ticket, begun, context.clock.now())
      return { url }
    },
  })
}

/** @throws Problem `invalid_config` with the field that is wrong */
function askedOf(signIn: SignIn<unknown>, asks: Record<string, unknown>): Record<string, unknown> {
  const asked = signIn.asks.safeParse(asks)
  if (asked.success) return asked.data
  const fields = asked.error.issues.map((issue) => [`asks.${issue.path.join('.')}`, issue.message])
  throw invalid('invalid_config', {}, Object.fromEntries(fields))
}

/** One address for all channels and workspaces, as networks compare it letter by letter. */
function wayOf({ publicUrl }: AccountRouteDeps, channel: Channel) {
  return { redirectUri: publicUrl + RETURN, clientUrl: `${publicUrl}/api/v1/sign-in/client/${channel.id}` }
}

/**
 * Where networks send people back. It hands on, to our own name (some networks only know this machine as 127.0.0.1,
 * where no cookie of ours goes) and to the workspace where they began.
 */
function returnRoute({ publicUrl }: AccountRouteDeps): Route {
  return route({
    method: 'get',
    path: '/sign-in/return',
    summary: 'Where a network’s page sends people back to',
    tag: 'channels',
    can: 'public',
    limit: 60,
    query: answers,
    handler: async (_context, { query }) => {
      const state = typeof query.state === 'string' ? query.state : ''
      const onwards = new URLSearchParams()
      for (const [name, value] of Object.entries(query)) {
        if (typeof value === 'string' && name !== 'workspace') onwards.set(name, value)
      }
      const workspace = workspaceOf(state)
      if (!workspace) return redirect(`${publicUrl}/settings/channels?failed=expired`)
      onwards.set('workspace', workspace)
      return redirect(`${publicUrl}${FINISH}?${onwards}`)
    },
  })
}

function finishRoute(deps: AccountRouteDeps): Route {
  return route({
    method: 'get',
    path: '/sign-in/finish',
    summary: 'Takes up a sign-in that came back; only for the member who began it, and once',
    tag: 'channels',
    can: 'channels:manage',
    limit: 60,
    query: answers,
    handler: async (context, { query }) => {
      const answer = Object.fromEntries(
        Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
      const outcome = await finish(context, deps, answer)
      const said = 'failed' in outcome ? `failed=${outcome.failed}` : `connected=${outcome.accountId}`
      return redirect(`${deps.publicUrl}/settings/channels?${said}`)
    },
  })
}

async function finish(
  context: Context,
  deps: AccountRouteDeps,
  answer: Record<string, string>,
): Promise<Outcome> {
  const { db, workspaceId, principal, clock } = context
  const { runner } = deps
  const by = { workspaceId, memberId: principal.memberId, now: clock.now() }
  const begun = await takePending(db, runner.vault, answer.state ?? '', by)
  const channel = begun && (runner.channelOf ?? channelOf)(begun.channel)
  if (!begun || !channel?.signIn) return { failed: 'expired' }
  const outcome = await finishSignIn(runner, channel, workspaceId, begun, answer, (tx, target, made) =>
    audit(tx, {
      workspaceId,
      who: principal,
      action: made ? 'account.connected' : 'account.changed',
      target,
      detail: made ? { channel: channel.id } : { fields: ['credential'] },
    }),
  )
  if ('failed' in outcome) return outcome
  await deps.connected?.(channel, await getAccount(db, workspaceId, outcome.accountId))
  if (channel.pull) await deps.pullSoon(workspaceId, outcome.accountId)
  return outcome
}

function clientRoute(deps: AccountRouteDeps): Route {
  return route({
    method: 'get',
    path: '/sign-in/client/{channel}',
    summary: 'Says to a network who this client is',
    tag: 'channels',
    can: 'public',
    params: z.strictObject({ channel: z.string().max(50) }),
    reply: z.record(z.string(), z.unknown()),
    handler: async (_context, { params }) => {
      const { channel, signIn } = kindOf(deps, params.channel)
      if (!signIn.client) throw notFound('channel')
      return signIn.client(deps.publicUrl, wayOf(deps, channel))
    },
  })
}

function kindOf({ runner }: AccountRouteDeps, id: string): { channel: Channel; signIn: SignIn<unknown> } {
  const find = runner.channelOf ?? ((wanted: string) => CHANNELS.find((one) => one.id === wanted))
  const channel = find(id)
  if (!channel?.signIn) throw notFound('channel')
  return { channel, signIn: channel.signIn }
}

/** `See other`: what comes next is a page, whatever came before. */
function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'referrer-policy': 'no-referrer' } })
}
