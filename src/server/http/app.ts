import { type Context, Hono } from 'hono'
import { notFound, Problem } from '../../../lib/errors/index.ts'
import { negotiate } from '../../../lib/i18n/index.ts'
import { createLimiter } from '../../../lib/limit/index.ts'
import { histogram } from '../../../lib/metrics/index.ts'
import { askingRegister, enter, ownOrigins, type Route, rememberingRegister } from '../../access/index.ts'
import { newCode, problemResponse, toProblem } from './answer.ts'
import { authApp } from './auth.ts'
import { callRoute } from './call.ts'
import { docsApp } from './docs/docs.ts'
import { secureHeaders } from './headers.ts'
import { healthApp } from './health.ts'
import { liveRoute } from './live.ts'
import { packing } from './pack.ts'
import type { Http, HttpEnv, HttpParts } from './parts.ts'
import { staticApp } from './static.ts'

const seconds = histogram('veillee_http_seconds', 'Time to answer a request, by route.', [
  'method',
  'route',
  'status',
])

/** The whole HTTP face: the API of the routes, sign-in, live events, documentation, health, and the interface. */
export function createApp(parts: HttpParts): Hono<HttpEnv> {
  const http: Http = {
    ...parts,
    limiter: createLimiter(parts.clock),
    register: rememberingRegister(askingRegister(parts.db), parts.live, parts.clock),
    origins: ownOrigins(parts.options.publicUrl),
  }
  const routes = [...parts.routes, live(http)]
  const app = new Hono<HttpEnv>()
  app.use(async (c, next) => {
    await observe(http, c, next)
  })
  app.use(packing())
  app.onError((error, c) => answerError(http, error, c))
  app.notFound((c) => answerError(http, notFound('page'), c))
  app.route('/', healthApp(http))
  app.route('/api/auth', authApp(http))
  app.route('/', apiApp(http, parts.pages ?? []))
  app.route('/api/v1', apiApp(http, routes))
  app.route('/api', docsApp(routes, http.options))
  app.all('/api/*', () => {
    throw notFound('page')
  })
  if (http.options.webFolder) app.route('/', staticApp(http.options.webFolder))
  return app
}

function live(http: Http): Route {
  const asking = { ...http, register: askingRegister(http.db) }
  return liveRoute({
    live: http.live,
    async recheck({ request, workspaceId }) {
      await enter(asking, { headers: request.headers, workspace: workspaceId })
    },
  })
}

/** Each path answers its own methods, and says which to any other. */
function apiApp(http: Http, routes: Route[]): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  const paths = new Map<string, string[]>()
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    paths.set(path, [...(paths.get(path) ?? []), route.method.toUpperCase()])
    app.on(route.method.toUpperCase(), path, async (c) => {
      c.set('pattern', route.path)
      return callRoute(c, http, route)
    })
  }
  for (const [path, methods] of paths) {
    app.all(path, (c) => {
      c.set('pattern', path)
      const response = answerError(http, new Problem('method', { status: 405 }), c)
      response.headers.set('allow', methods.join(', '))
      return response
    })
  }
  return app
}

/** Gives the request its code, its headers and its line in the log; the line bears the route, never the address. */
async function observe(http: Http, c: Context<HttpEnv>, next: () => Promise<void>): Promise<void> {
  const began = performance.now()
  c.set('code', newCode())
  c.set('pattern', 'other')
  await next()
  secureHeaders(c.res.headers, http.options.publicUrl.startsWith('https:'))
  c.res.headers.set('x-request-id', c.get('code'))
  const took = performance.now() - began
  const [method, route, status] = [c.req.method, c.get('pattern'), c.res.status]
  seconds.observe({ method, route, status }, took / 1000)
  http.log.debug({ code: c.get('code'), method, route, status, ms: Math.round(took) }, 'request')
}

function answerError(http: Http, error: unknown, c: Context<HttpEnv>): Response {
  const problem = toProblem(error)
  const code = c.get('code')
  const line = {
    code,
    route: c.get('pattern'),
    method: c.req.method,
    problem: problem.id,
    status: problem.status,
  }
  if (problem.ours) http.log.error({ ...line, err: problem.cause ?? problem }, 'request failed')
  else http.log.info(line, 'request refused')
  const locale = c.get('locale') ?? negotiate(c.req.header('accept-language')) ?? 'fr'
  return problemResponse(problem, locale, code)
}
