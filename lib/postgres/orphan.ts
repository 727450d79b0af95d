import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'
import type { Log } from '../log/index.ts'
import { commandLine, isAlive, listProcesses, waitUntil } from './liveness.ts'

/** No system gives an id this high. */
const NO_PID = 0x7fff_fff0

/** What a running PostgreSQL writes of itself in its folder. */
export interface PidFile {
  pid: number
  socketFolder: string
  ready: boolean
}

/** Reads `postmaster.pid`; undefined when there is none or it is not whole yet. */
export async function readPidFile(folder: string): Promise<PidFile | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7] === 'ready' }
}

/**
 * Ends the server that a killed Veillée left behind on this folder, so that the new one is again a child that dies
 * with its parent. The caller holds the lock of the data folder: no living copy uses that server.
 * @throws Problem `postgres_orphan` when it will not stop.
 */
export async function stopOrphan(folder: string, log: Log): Promise<void> {
  const found = await readPidFile(folder)
  const pid = found?.pid ?? findServer(folder)
  if (pid !== undefined && isServerOf(pid, folder)) {
    log.warn({ pid }, 'a PostgreSQL of an earlier run is still there: stopping it')
    if (!(await end(pid))) throw new Problem('postgres_orphan', { status: 500, values: { pid } })
  }
  await disownPidFile(folder)
}

async function end(pid: number): Promise<boolean> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      break
    }
    if (await waitUntil(() => !isAlive(pid), 8000)) return true
  }
  return !isAlive(pid)
}

/** Process ids are given again: only one that runs PostgreSQL on this very folder is the server. */
function isServerOf(pid: number, folder: string): boolean {
  return isAlive(pid) && runsServer(commandLine(pid), folder)
}

function runsServer(command: string, folder: string): boolean {
  const at = command.indexOf(` -D ${folder} `)
  // The program may stand in a folder whose name has spaces.
  return at >= 0 && /(?:^|\/)postgres(?: |$)/.test(command.slice(0, at))
}

/** A server that was cut while it wrote its pid file is found by its command. */
function findServer(folder: string): number | undefined {
  return listProcesses().find(({ command }) => runsServer(command, folder))?.pid
}

/**
 * PostgreSQL refuses to start while any process bears the noted id, be it another program or one that ended and that
 * nobody has waited for. We only make the id impossible: the rest of the file tells PostgreSQL which shared memory to
 * check for survivors, and that check must stay. A file cut short says nothing and would refuse every start.
 */
async function disownPidFile(folder: string): Promise<void> {
  const path = join(folder, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return
  if (!/^\s*\d+\n.+\n\d+\n/.test(text)) return await rm(path)
  const { uid, gid } = await stat(path)
  await writeFile(`${path}.new`, text.replace(/^\s*\d+/, String(NO_PID)), { mode: 0o600 })
  await chown(`${path}.new`, uid, gid)
  await rename(`${path}.new`, path)
}
