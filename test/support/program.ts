import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from './database.ts'

export interface RunningProgram {
  /** Where it listens. */
  url: string
  /** One-time set-up link, on an empty installation. */
  setUp: string | null
  /** How to sign in to the demonstration. */
  demo: { email: string; password: string } | null
  process: ChildProcess
  dataFolder: string
  databaseUrl: string
  stop(): Promise<void>
}

/** The real program as a child process, on a database of its own and a port of the system's choice. */
export async function startProgram(
  options: { demo?: boolean; env?: Record<string, string> } = {},
): Promise<RunningProgram> {
  const database = await testDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'veillee-program-'))
  const main = new URL('../../src/server/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, 'serve', ...(options.demo ? ['--demo'] : [])], {
    env: {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: '',
      VEILLEE_DATA: dataFolder,
      DATABASE_URL: database.url,
      VEILLEE_PORT: '0',
      VEILLEE_LOG: 'error',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await database.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    const said = await readyWords(child, options.demo ?? false)
    const url = new URL(said.address)
    return {
      url: url.origin,
      setUp: url.hash ? said.address : null,
      demo: said.demo,
      process: child,
      dataFolder,
      databaseUrl: database.url,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Ready {
  address: string
  demo: RunningProgram['demo']
}

function readyWords(child: ChildProcess, isDemo: boolean): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk
      const address = said.match(/http:\/\/\S+(?=\s)/)?.[0]
      const [, email, password] = said.match(/Sign in as (\S+) with the password (\S+)\s/) ?? []
      const demo = email && password ? { email, password } : null
      if (address && (demo || !isDemo)) resolve({ address, demo })
    })
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
}
