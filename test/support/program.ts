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
    const line = await firstAddress(child)
    const url = new URL(line)
    return {
      url: url.origin,
      setUp: url.hash ? line : null,
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

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk
      const found = said.match(/http:\/\/\S+(?=\s)/)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
}
