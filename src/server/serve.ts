import { createServer } from 'node:net'
import { systemClock } from '../../lib/clock/index.ts'
import { keyFor } from '../../lib/crypto/index.ts'
import { startJobs } from '../../lib/jobs/index.ts'
import { type Live, startLive } from '../../lib/live/index.ts'
import type { Log } from '../../lib/log/index.ts'
import { type Auth, createAuth, setupLink } from '../access/index.ts'
import { ensureMonthsAhead } from '../activity/index.ts'
import { askForPull, IMPORT_QUEUE } from '../ingest/index.ts'
import { measureIndicators } from '../report/index.ts'
import { firstAlerts } from './begin.ts'
import type { Config } from './config.ts'
import { type DemoAccess, loadDemo } from './demo-load.ts'
import { createEngine, type Engine } from './engine.ts'
import { createApp } from './http/app.ts'
import { listen } from './http/listen.ts'
import { importsFolder } from './imports.ts'
import { noticeWays } from './notices.ts'
import { deliverRouteDeps } from './outbox.ts'
import { siteDeps } from './own-sites.ts'
import { allPages } from './pages.ts'
import { openProgram, type Program } from './program.ts'
import { allRoutes, type RouteParts } from './routes.ts'
import { startSchedule } from './schedule.ts'
import { version } from './version.ts'
import { startWorker } from './worker.ts'

export interface Served {
  /** Where people reach the server. */
  url: string
  /** Opens the set-up page, once; null when there is an owner. */
  setUp: string | null
  /** How to enter the demonstration, when it was asked for. */
  demo: DemoAccess | null
  program: Program
  stop(): Promise<void>
}

/** The whole program, role by role, in the order in which its parts need each other. */
export interface ServeOptions {
  onLost?: (error: unknown) => void
  /** Gives the start up: what has started is stopped in good order, and `serve` fails with the signal's reason. */
  signal?: AbortSignal
  /** Fills the demonstration, telling the share done. */
  demo?: (done: number) => void
}

export async function serve(config: Config, options: ServeOptions = {}): Promise<Served> {
  const program = await openProgram(config, options)
  const {
    connection: { db },
    url,
    key,
    log,
  } = program
  // What faces the outside and the clock ends first and at once; what it stands on, one after the other.
  const faces: Closer[] = []
  const closers: Closer[] = [program.close]
  const stop = () => stopAll(program, faces.splice(0), closers.splice(0).reverse())
  const goOn = () => options.signal?.throwIfAborted()
  try {
    await ensureMonthsAhead(db, new Date())
    const engine = await createEngine(db, key, config, log)
    const at = await addressOf(config)
    const auth = createAuth(
      db,
      {
        publicUrl: at.publicUrl,
        secret: keyFor(key, 'session').toString('base64url'),
        limits: config.limits,
      },
      log,
    )
    goOn()
    const progress = options.demo
    const { hashPassword } = auth
    const demo = progress ? await loadDemo({ db, engine, hashPassword, progress }, new Date()) : null
    goOn()
    const live = startLive(url, {
      onError: (err) => log.error({ err }, 'the live connection was cut; it comes back'),
    })
    closers.push(live.close)
    keepTold(live, engine, log)
    const jobs = await startJobs(url, (err) => log.error({ err }, 'the queue of jobs stumbled'))
    closers.push(jobs.stop)
    goOn()
    if (config.role !== 'web') faces.push(...(await startWork(program, at.publicUrl, { live, jobs, engine })))
    goOn()
    if (config.role === 'worker') return { url: '', setUp: null, demo, program, stop }
    faces.push((await startWeb(program, at, auth, { live, jobs, engine })).close)
    const setUp = await setupLink(db, { publicUrl: at.publicUrl, now: new Date() })
    goOn()
    return { url: at.publicUrl, setUp, demo, program, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What works without anybody asking: the worker, and the clock. */
async function startWork(
  { config, connection: { db }, url, key, log }: Program,
  publicUrl: string,
  { live, jobs, engine }: WebParts,
): Promise<Closer[]> {
  const { runner } = engine
  const notices = noticeWays({ runner, config, key, publicUrl })
  const worker = await startWorker({ db, url, engine, jobs, live, log, notices, config })
  const sites = siteDeps({ runner, notices, key, publicUrl, limits: config.limits })
  const schedule = startSchedule({
    ...{ db, jobs, worker, log, engine, sites, publicUrl },
    importsFolder: importsFolder(config),
  })
  return [worker.stop, schedule.stop]
}

/** What every process knows of the workspaces is read again when another changed it. */
function keepTold(live: Live, { matchers, voices, teachings, known }: Engine, log: Log): void {
  const untold = (err: unknown) => log.error({ err }, 'cannot read what a workspace set up')
  live.onNotice(({ w, k }) => {
    if (k === 'alert') matchers.load(w).catch(untold)
    if (k === 'account') voices.load(w).catch(untold)
    if (k === 'understanding') teachings.load(w).catch(untold)
    if (k === 'stream') known.refresh(w)
  })
  live.onListening(() => {
    for (const all of [matchers, voices, teachings]) all.loadAll().catch(untold)
    known.refresh()
  })
}

type Closer = () => Promise<unknown>

/** What is not done by then is cancelled: it would be taken up after the next start anyway. */
const PATIENCE = 1500

/** Closes all, whatever some of it says, within a few seconds. */
async function stopAll({ connection, log }: Program, faces: Closer[], closers: Closer[]): Promise<void> {
  const closed = (closer: Closer) => closer().catch((err) => log.error({ err }, 'a part did not stop well'))
  let interrupting: Promise<void> | undefined
  const impatient = setTimeout(() => {
    interrupting = connection.interrupt().catch(() => undefined)
  }, PATIENCE)
  await Promise.all(faces.map(closed))
  for (const closer of closers) await closed(closer)
  clearTimeout(impatient)
  await interrupting
}

interface Address {
  port: number
  publicUrl: string
}

/** Browsers take passkeys for `localhost` and for names, never for an address in figures. */
const THIS_MACHINE = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'])

async function addressOf({ host, port: wanted, publicUrl }: Config): Promise<Address> {
  const port = wanted || (await freePort(host))
  const name = THIS_MACHINE.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return { port, publicUrl: publicUrl || `http://${name}:${port}` }
}

interface WebParts {
  live: ReturnType<typeof startLive>
  jobs: Awaited<ReturnType<typeof startJobs>>
  engine: Awaited<ReturnType<typeof createEngine>>
}

async function startWeb(program: Program, { port, publicUrl }: Address, auth: Auth, parts: WebParts) {
  const {
    config,
    connection: { db },
    key,
    log,
  } = program
  const { live, jobs, engine } = parts
  const notices = noticeWays({ runner: engine.runner, config, key, publicUrl })
  const given: RouteParts = {
    access: { auth, begin: firstAlerts, measure: measureIndicators },
    accounts: {
      runner: engine.runner,
      publicUrl,
      pullSoon: async (workspaceId, accountId) => {
        await askForPull(db, workspaceId, accountId, new Date())
        await jobs.send('pull', { workspaceId, accountId }, { key: accountId })
      },
    },
    attachments: { maxBytes: config.attachmentBytes },
    deliver: deliverRouteDeps(engine.runner, program.url),
    notices,
    sites: siteDeps({ runner: engine.runner, notices, key, publicUrl, limits: config.limits, live }),
    interpret: {
      deltas: (workspaceId) => engine.teachings.of(workspaceId),
      answering: engine.matchers.answering,
    },
    imports: {
      folder: importsFolder(config),
      limit: config.uploadBytes,
      runSoon: (job, key) => jobs.send(IMPORT_QUEUE, job, { key }),
    },
  }
  const app = createApp({
    db,
    routes: allRoutes(given),
    pages: allPages(given),
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
  return { close: () => listening.close(2000) }
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
