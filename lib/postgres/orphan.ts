import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'
import type { Log } from '../log/index.ts'
import { commandLine, isAlive, waitUntil } from './liveness.ts'

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
  if (!found) return
  if (!isServerOf(found.pid, folder)) return await disownPid(folder, found.pid)
  log.warn({ pid: found.pid }, 'a PostgreSQL of an earlier run is still there: stopping it')
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(found.pid, signal)
    } catch {
      break
    }
    if (await waitUntil(() => !isAlive(found.pid), 8000)) return
  }
  if (isAlive(found.pid)) throw new Problem('postgres_orphan', { status: 500, values: { pid: found.pid } })
}

/** Process ids are given again: only one that runs PostgreSQL on this very folder is the server. */
function isServerOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(folder)
}

/**
 * PostgreSQL refuses to start while the noted id belongs to any living process. We only make the id impossible: the
 * rest of the file tells PostgreSQL which shared memory to check for survivors, and that check must stay.
 */
async function disownPid(folder: string, pid: number): Promise<void> {
  if (!isAlive(pid)) return
  const path = join(folder, 'postmaster.pid')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/^\s*\d+/, String(0x7fff_fff0)))
}
