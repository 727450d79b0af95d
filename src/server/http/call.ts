import type { Context as HonoContext } from 'hono'
import type { Handle } from '../../../lib/db/index.ts'
import { forbidden, Problem } from '../../../lib/errors/index.ts'
import { type Locale, negotiate } from '../../../lib/i18n/index.ts'
import { type Context, type Entrance, enter, memberNames, once, type Route } from '../../access/index.ts'
import { addressOf, requireOwnOrigin, requireRate, withAddress } from './guard.ts'
import { limitedRequest, queryOf, readJson, USUAL_BODY, validate } from './input.ts'
import { packed, type Text } from './pack.ts'
import type { Http, HttpEnv } from './parts.ts'

/** Requests a minute from one address, before anybody is known; far above what an office makes. */
const FROM_ONE_ADDRESS = 3000
const USUAL_LIMIT = 600

interface Call {
  http: Http
  route: Route
  request: Request
  address: string
  url: URL
  params: Record<string, string>
  /** Null on a public route. */
  entrance: Entrance | null
  locale: Locale
  /** What the handler asked for once its work is committed. */
  later: (() => Promise<unknown>)[]
  /** The answer is the one that the same request had before. */
  replayed: boolean
}

/** Answers one request to one route: rate, origin, identity, policy, then values, then the handler. */
export async function callRoute(c: HonoContext<HttpEnv>, http: Http, route: Route): Promise<Response> {
  const call = await prepare(c, http, route)
  const answer = await run(call).finally(() => {
    if (route.changesAccess) http.register.forget()
  })
  const response =
    answer instanceof Response ? answer : await packed(answer, call.request.headers.get('accept-encoding'))
  if (call.replayed) response.headers.set('idempotency-replayed', 'true')
  for (const work of response.status < 400 ? call.later : []) {
    await work().catch((err) => http.log.error({ err, route: route.path }, 'what was to follow failed'))
  }
  for (const line of call.entrance?.setCookies ?? []) response.headers.append('set-cookie', line)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}

async function prepare(c: HonoContext<HttpEnv>, http: Http, route: Route): Promise<Call> {
  const address = addressOf(c, http)
  const request = withAddress(c.req.raw, address)
  const url = new URL(request.url)
  requireRate(http, `address ${address}`, FROM_ONE_ADDRESS)
  // A public raw route is called by other servers (webhooks), reads no cookie and proves its sender by itself.
  if (!(route.can === 'public' && route.raw)) requireOwnOrigin(request, http)
  const entrance = route.can === 'public' ? null : await letIn(http, request, url)
  const header = negotiate(request.headers.get('accept-language'))
  const locale = entrance?.locale.chosen ?? header ?? entrance?.locale.workspace ?? 'fr'
  c.set('locale', locale)
  const source = entrance?.principal.keyId ?? entrance?.principal.memberId ?? address
  requireRate(http, `${source} ${route.method} ${route.path}`, route.limit ?? USUAL_LIMIT)
  if (entrance) requirePermission(entrance, route)
  return {
    http,
    route,
    request,
    address,
    url,
    params: c.req.param(),
    entrance,
    locale,
    later: [],
    replayed: false,
  }
}

async function letIn(http: Http, request: Request, url: URL): Promise<Entrance> {
  // Downloads and server-sent events are asked for by the browser itself, which sets no header.
  const asked = request.method === 'GET' ? url.searchParams.get('workspace') : null
  const workspace = request.headers.get('x-workspace') ?? asked
  return enter(http, { headers: request.headers, workspace })
}

function requirePermission({ principal }: Entrance, route: Route): void {
  if (route.can === 'member' || route.can === 'public') return
  if (!principal.permissions.has(route.can)) throw forbidden(route.can)
}

async function run(call: Call): Promise<Response | Text> {
  const { route, request, locale, http } = call
  const params = route.params && validate(route.params, call.params, 'query_invalid', locale)
  const query =
    route.query && validate(route.query, queryOf(call.url, ['workspace']), 'query_invalid', locale)
  const json = route.body && !route.raw ? await readJson(request, route.maxBody ?? USUAL_BODY) : null
  const body = json && route.body ? validate(route.body, json.value, 'body_invalid', locale) : undefined
  const handle = async (db: Handle) => {
    const context = contextOf(call, db)
    return present(call, await route.handler(context, { params, query, body }))
  }
  const key = request.headers.get('idempotency-key')
  if (key === null || !creates(route)) return handle(http.db)
  return replayable(call, key, json?.text ?? '', handle)
}

function contextOf(call: Call, db: Handle): Context {
  const { http, route, request, entrance, locale } = call
  const most = route.maxBody ?? USUAL_BODY
  const base = {
    db,
    locale,
    clock: http.clock,
    later: (work: () => Promise<unknown>) => {
      call.later.push(work)
    },
    publicUrl: http.options.publicUrl,
    request: route.raw && most > 0 ? limitedRequest(request, most) : request,
  }
  if (entrance) {
    const { workspaceId, principal } = entrance
    // What a transaction sees may never come to be, and is not to be remembered.
    const names = () =>
      db.isTransaction ? memberNames(db, workspaceId) : http.register.memberNames(workspaceId)
    return { ...base, workspaceId, principal, memberNames: names }
  }
  const nobody = (): never => {
    throw new Error(`${route.path} is public: it has neither workspace nor principal`)
  }
  return Object.defineProperties(base as Context, {
    workspaceId: { get: nobody },
    principal: { get: nobody },
    memberNames: { get: nobody },
  })
}

function present(call: Call, reply: unknown): Response | Text {
  const { route, http } = call
  if (reply instanceof Response) return reply
  if (reply === undefined || !route.reply) return new Response(null, { status: 204 })
  const checked = route.reply.safeParse(reply)
  if (checked.success) return json(checked.data, route)
  const cause = new Error(`the reply of ${route.method} ${route.path} is not of its schema`, {
    cause: checked.error,
  })
  if (http.options.strictReplies) throw new Problem('internal', { status: 500, cause })
  http.log.error(
    { err: cause, issues: checked.error.issues.map((one) => one.path.join('.')) },
    'unexpected reply',
  )
  return json(reply, route)
}

/** Whether a repeat of the request would make a second thing: then it takes an `Idempotency-Key`. */
export function creates(route: Route): boolean {
  return route.method === 'post' && route.status === 201 && route.can !== 'public'
}

function json(value: unknown, route: Route): Text {
  return { status: route.status ?? 200, contentType: 'application/json', body: JSON.stringify(value) }
}

/** Runs the handler in the transaction that remembers its answer. */
async function replayable(
  call: Call,
  key: string,
  text: string,
  handle: (db: Handle) => Promise<Response | Text>,
): Promise<Text> {
  const { http, request, url, entrance } = call
  if (!entrance) throw new Error('an idempotency key belongs to a member')
  const announced = [request.headers.get('content-type') ?? '', request.headers.get('content-length') ?? '']
  const attempt = {
    workspaceId: entrance.workspaceId,
    memberId: entrance.principal.memberId,
    key,
    request: [request.method, url.pathname, url.search, text, ...(call.route.raw ? announced : [])],
    now: http.clock.now(),
    sealing: http.key,
  }
  const answer = await once(http.db, attempt, async (tx) => {
    const response = await handle(tx)
    if (!(response instanceof Response)) return response
    return {
      status: response.status,
      contentType: response.headers.get('content-type'),
      body: await response.text(),
    }
  })
  call.replayed = answer.replayed
  return answer
}
