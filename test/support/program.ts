import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from './database.ts'

export interface RunningProgram {
  /** Where it listens; the same after `start`. */
  url: string
  /** One-time set-up link, on an empty installation. */
  setUp: string | null
  /** How to sign in to the demonstration. */
  demo: { email: string; password: string } | null
  process: ChildProcess
  dataFolder: string
  databaseUrl: string
  /** As `kill -9` does. */
  kill(): Promise<void>
  /** Again after `kill`, on the same database, folder and port. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface ProgramOptions {
  demo?: boolean
  env?: Record<string, string>
  role?: 'web' | 'worker' | 'all'
  /** Database of another program, which drops it; default: one of its own. */
  databaseUrl?: string
}

/** The real program as a child process, on a database of its own and a port of the system's choice. */
export async function startProgram(options: ProgramOptions = {}): Promise<RunningProgram> {
  const own = options.databaseUrl === undefined ? await testDatabase() : undefined
  const databaseUrl = options.databaseUrl ?? own?.url ?? ''
  const dataFolder = await mkdtemp(join(tmpdir(), 'veillee-program-'))
  const place = { dataFolder, databaseUrl }
  let running: Running | undefined
  const end = async (signal: NodeJS.Signals) => {
    running?.child.kill(signal)
    await running?.ended
  }
  const stop = async () => {
    await end('SIGTERM')
    await own?.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    running = await launch(place, options, '0')
  } catch (error) {
    await stop()
    throw error
  }
  const { address, demo } = running
  const url = address ? new URL(address) : undefined
  return {
    ...place,
    url: url?.origin ?? '',
    setUp: url?.hash ? address : null,
    demo,
    get process() {
      return (running as Running).child
    },
    kill: () => end('SIGKILL'),
    start: async () => {
      running = await launch(place, options, url?.port ?? '0')
    },
    stop,
  }
}

interface Running extends Ready {
  child: ChildProcess
  ended: Promise<void>
}

async function launch(
  place: { dataFolder: string; databaseUrl: string },
  { demo = false, role = 'all', env }: ProgramOptions,
  port: string,
): Promise<Running> {
  const main = new URL('../../src/server/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, 'serve', ...(demo ? ['--demo'] : [])], {
    env: {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: '',
      VEILLEE_DATA: place.dataFolder,
      DATABASE_URL: place.databaseUrl,
      VEILLEE_PORT: port,
      VEILLEE_LOG: 'error',
      VEILLEE_ROLE: role,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { ...(await readyWords(child, demo)), child, ended }
}

interface Ready {
  /** Empty for a worker. */
  address: string
  demo: RunningProgram['demo']
}

function readyWords(child: ChildProcess, isDemo: boolean): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk
      const address = said.match(/http:\/\/\S+(?=\s)/)?.[0] ?? ''
      const [, email, password] = said.match(/Sign in as (\S+) with the password (\S+)\s/) ?? []
      const demo = email && password ? { email, password } : null
      if ((address && (demo || !isDemo)) || said.includes('role worker')) resolve({ address, demo })
    })
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
}
