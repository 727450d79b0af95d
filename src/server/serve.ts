import { createServer } from 'node:net'
import { systemClock } from '../../lib/clock/index.ts'
import { keyFor } from '../../lib/crypto/index.ts'
import { startJobs } from '../../lib/jobs/index.ts'
import { startLive } from '../../lib/live/index.ts'
import { createAuth, setupLink } from '../access/index.ts'
import { ensureMonthsAhead } from '../activity/index.ts'
import { measureIndicators } from '../report/index.ts'
import { firstAlerts } from './begin.ts'
import type { Config } from './config.ts'
import { createEngine } from './engine.ts'
import { createApp } from './http/app.ts'
import { listen } from './http/listen.ts'
import { openProgram, type Program, version } from './program.ts'
import { allRoutes } from './routes.ts'
import { startSchedule } from './schedule.ts'
import { startWorker } from './worker.ts'

export interface Served {
  /** Where people reach the server. */
  url: string
  /** Opens the set-up page, once; null when there is an owner. */
  setUp: string | null
  program: Program
  stop(): Promise<void>
}

/** The whole program, role by role, in the order in which its parts need each other; stopped in the reverse one. */
export async function serve(config: Config, onLost?: (error: unknown) => void): Promise<Served> {
  const program = await openProgram(config, onLost)
  const {
    connection: { db },
    url,
    key,
    log,
  } = program
  const closers: (() => Promise<unknown>)[] = [program.close]
  const stop = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    await ensureMonthsAhead(db, new Date())
    const live = startLive(url, {
      onError: (err) => log.error({ err }, 'the live connection was cut; it comes back'),
    })
    closers.push(live.close)
    const jobs = await startJobs(url, (err) => log.error({ err }, 'the queue of jobs stumbled'))
    closers.push(jobs.stop)
    const engine = await createEngine(db, key, config, log)
    live.onNotice(({ w, k }) => {
      if (k === 'alert') engine.matchers.load(w).catch((err) => log.error({ err }, 'cannot read the alerts'))
    })
    if (config.role !== 'web') {
      const worker = await startWorker({ db, url, engine, jobs, live, log })
      closers.push(worker.stop)
      closers.push(startSchedule({ db, jobs, worker, log }).stop)
    }
    if (config.role === 'worker') return { url: '', setUp: null, program, stop }
    const web = await startWeb(program, { live, jobs, engine })
    closers.push(web.close)
    const link = await setupLink(db, { publicUrl: web.publicUrl, now: new Date() })
    return { url: web.publicUrl, setUp: link, program, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface WebParts {
  live: ReturnType<typeof startLive>
  jobs: Awaited<ReturnType<typeof startJobs>>
  engine: Awaited<ReturnType<typeof createEngine>>
}

async function startWeb(program: Program, { live, jobs, engine }: WebParts) {
  const {
    config,
    connection: { db },
    key,
    log,
  } = program
  const port = config.port || (await freePort(config.host))
  const publicUrl =
    config.publicUrl || `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const auth = createAuth(
    db,
    { publicUrl, secret: keyFor(key, 'session').toString('base64url'), limits: config.limits },
    log,
  )
  const routes = allRoutes({
    access: { auth, begin: firstAlerts, measure: measureIndicators },
    accounts: {
      runner: engine.runner,
      publicUrl,
      pullSoon: (workspaceId, accountId) => jobs.send('pull', { workspaceId, accountId }, { key: accountId }),
    },
  })
  const app = createApp({
    db,
    routes,
    auth,
    key,
    log,
    live,
    clock: systemClock,
    options: {
      publicUrl,
      version: await version(),
      trustProxy: config.trustProxy,
      limits: config.limits,
      webFolder: new URL('../../dist/web/', import.meta.url),
      ...(config.metricsToken ? { metricsToken: config.metricsToken } : {}),
    },
  })
  const listening = await listen(app, { host: config.host, port })
  return { publicUrl, close: () => listening.close(2000) }
}

/** The address must be known before the server that tells it listens. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
