import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const SCRIPT = fileURLToPath(new URL('hold-postgres.ts', import.meta.url))

export interface Holder {
  child: ChildProcess
  /** What the program said first: its database, or why it refused. */
  said: { url: string; postmaster: number; error?: string; [key: string]: unknown }
}

/** Starts the program on a data folder, in a process group of its own, and waits for its first line. */
export async function hold(dataFolder: string): Promise<Holder> {
  const child = launch(dataFolder)
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) return { child, said: JSON.parse(line) }
  throw new Error('the program ended without a word')
}

/** Starts the program and does not wait. */
export function launch(dataFolder: string): ChildProcess {
  return spawn(process.execPath, [SCRIPT, dataFolder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Resolves once the process has ended. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Ends the program as an operator does. */
export async function stop(holder: Holder): Promise<void> {
  holder.child.kill('SIGTERM')
  await ended(holder.child)
}

/** Ends what a failed test left running on a data folder. @returns what there was to end */
export function endAllOn(dataFolder: string): string[] {
  const left = processesOf(dataFolder)
  for (const line of left) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
  return left
}

/** Living processes whose command names the data folder, zombies apart. */
export function processesOf(dataFolder: string): string[] {
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(dataFolder) && !/^\s*\d+\s+Z/.test(line))
}

const PATIENCE = 20_000

/**
 * Writes numbered rows, one a transaction, until the server is gone.
 * @returns a promise of the numbers whose commit was acknowledged, which fails when the server stays
 */
export async function writeUntilLost(url: string): Promise<{ lost: Promise<number[]>; some: Promise<void> }> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table if not exists kept (n integer not null)')
  const acknowledged: number[] = []
  const { promise: some, resolve } = Promise.withResolvers<void>()
  const end = performance.now() + PATIENCE
  const write = async () => {
    for (let n = 1; performance.now() < end; n++) {
      await client.query('insert into kept values ($1)', [n])
      acknowledged.push(n)
      if (n === 25) resolve()
    }
    await client.end()
    throw new Error('the server was never gone')
  }
  const lost = write().catch((error: Error) => {
    if (error.message.includes('never gone')) throw error
    return acknowledged
  }) as Promise<number[]>
  // Told to whoever awaits it, which may be later.
  lost.catch(() => undefined)
  return { lost, some }
}

/** The numbers of `kept`, asking again while a server that was killed comes back. */
export async function keptRows(url: string): Promise<number[]> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rows } = await client.query('select n from kept order by n')
      return rows.map((row) => row.n)
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
