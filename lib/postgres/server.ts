import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../errors/index.ts'
import type { Log } from '../log/index.ts'
import type { Binaries } from './binaries.ts'
import { commandAs } from './cluster.ts'
import type { Identity } from './identity.ts'
import { isAlive, waitUntil } from './liveness.ts'
import { readPidFile } from './orphan.ts'
import { type Settings, settingsArguments } from './settings.ts'
import { removeSocketFolder } from './socket.ts'
import { watchParent } from './watcher.ts'

export interface ServerOptions {
  folder: string
  socketFolder: string
  binaries: Binaries
  identity: Identity
  durable: boolean
  settings?: Settings
  log: Log
  onLost?: (error: unknown) => void
  /** Gives the first start up, for instance while a long log is replayed. */
  signal?: AbortSignal | undefined
}

export interface Server {
  readonly pid: number
  stop(): Promise<void>
}

interface Process {
  child: ChildProcess
  pid: number
  /** Resolves with its last words when it has ended. */
  ended: Promise<string[]>
}

const START_BOUND = 60_000
/** Deaths within a minute after which we give up. */
const DEATHS = 5
/** A statement that failed is told to whoever sent it; a server that stops tells nobody any news. */
const QUIET = new Set(['LOG', 'ERROR', 'HINT', 'DETAIL', 'CONTEXT', 'STATEMENT'])

/** Starts the server, and starts it again when it dies by another hand than ours. */
export async function superviseServer(options: ServerOptions): Promise<Server> {
  let stopping = false
  const deaths: number[] = []
  let current = await startOnce(options, options.signal)
  const watch = async () => {
    while (!stopping) {
      const words = await current.ended
      if (stopping) return
      deaths.push(performance.now())
      options.log.error({ words: words.slice(-3) }, 'PostgreSQL ended unexpectedly: starting it again')
      if (deaths.filter((at) => at > performance.now() - 60_000).length >= DEATHS) throw failed(words)
      current = await startOnce(options)
      if (stopping) await stopProcess(current)
    }
  }
  const watched = watch().catch((error: unknown) => {
    if (!stopping) options.onLost?.(error)
  })
  return {
    get pid() {
      return current.pid
    },
    stop: async () => {
      stopping = true
      await stopProcess(current)
      await watched
      removeSocketFolder(options.socketFolder)
    },
  }
}

/** After a kill, the parts of the former server may still be leaving: PostgreSQL says so, and we ask again. */
async function startOnce(options: ServerOptions, signal?: AbortSignal): Promise<Process> {
  const end = performance.now() + START_BOUND
  for (;;) {
    signal?.throwIfAborted()
    const server = launch(options)
    const outcome = await Promise.race([server.ended, untilReady(options.folder, server, signal)])
    if (outcome === 'ready') return server
    if (outcome === 'late') {
      await stopProcess(server)
      throw failed(await server.ended)
    }
    const leaving = outcome.some((line) => /still in use|terminate any old server/.test(line))
    if (!leaving || performance.now() > end) throw failed(outcome)
    await sleep(100)
  }
}

function launch({
  folder,
  socketFolder,
  durable,
  settings,
  binaries,
  identity,
  log,
}: ServerOptions): Process {
  const own = ['-D', folder, '-k', socketFolder, ...settingsArguments(durable, settings)]
  const { command, args, options } = commandAs(identity, binaries.postgres, own)
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const words: string[] = []
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      words.push(line)
      if (words.length > 20) words.shift()
      logLine(log, line)
    })
  }
  const pid = child.pid ?? 0
  const unwatch = identity.prefix.length === 0 && pid > 0 ? watchParent(pid) : () => undefined
  const ended = new Promise<string[]>((done) => {
    child.on('error', (error) => done([...words, error.message]))
    child.on('close', () => done(words))
  })
  ended.then(unwatch)
  return { child, pid, ended }
}

function logLine(log: Log, line: string): void {
  const [, severity = 'LOG', message = line] = /^([A-Z]+\d?):\s+(.*)$/s.exec(line) ?? []
  if (severity === 'PANIC') log.error({ postgres: message }, 'postgres')
  else if (QUIET.has(severity) || message.startsWith('terminating '))
    log.debug({ postgres: message }, 'postgres')
  else log.warn({ postgres: message }, 'postgres')
}

/** The server itself notes in its pid file when it takes connections. */
async function untilReady(folder: string, server: Process, signal?: AbortSignal): Promise<'ready' | 'late'> {
  const ready = await waitUntil(async () => {
    if (signal?.aborted) return true
    if (server.child.exitCode !== null || server.child.signalCode !== null) return true
    const found = await readPidFile(folder)
    return found?.pid === server.pid && found.ready
  }, START_BOUND)
  // When it has ended instead, `ended` says so first with its words.
  if (server.child.exitCode !== null || server.child.signalCode !== null) await server.ended
  return ready && !signal?.aborted ? 'ready' : 'late'
}

/** Asks for a fast shutdown, and after 4 s for an immediate one, which loses nothing: the log is replayed. */
async function stopProcess(server: Process): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(server.pid)) break
    server.child.kill(signal)
    if (await endsWithin(server, signal === 'SIGINT' ? 4000 : 500)) break
  }
  await server.ended
}

async function endsWithin(server: Process, milliseconds: number): Promise<boolean> {
  const over = new AbortController()
  const late = sleep(milliseconds, false, { signal: over.signal }).catch(() => false)
  const inTime = await Promise.race([server.ended.then(() => true), late])
  over.abort()
  return inTime
}

function failed(words: string[]): Problem {
  return new Problem('postgres_failed', { status: 500, cause: new Error(words.slice(-8).join('\n')) })
}
