import { rm } from 'node:fs/promises'
import type { Handle } from '../../../lib/db/index.ts'
import { findImport, forgetFile, idleImports, unfinishedImports } from './store.ts'
import { removeFile, storedFiles } from './upload.ts'

const HOUR = 3_600_000
/** A batch takes a second or so; a run that has said nothing for so long is dead. */
const IDLE = 30_000
/** A file is kept so long after the last thing that happened to its import; its figures stay. */
const KEPT = 30 * 24 * HOUR

/** Name of the queue; its data is what `runImport` takes. */
export const IMPORT_QUEUE = 'import'

export interface ImportJob {
  workspaceId: string
  importId: string
}

/**
 * Has a worker take the import on. `key` is the job's singleton key: a queue that holds one job a key neither fills with
 * repeats nor waits for the job of a process that was killed.
 */
export type RunSoon = (job: ImportJob, key: string) => Promise<void>

/**
 * Asks again for every import that has something left to do and that nothing has touched for a while: its process was
 * killed, or its job was lost. Asked too often it costs a turn, never a line.
 * @param idle milliseconds; 0 when the program starts
 */
export async function resumeImports(
  db: Handle,
  runSoon: RunSoon,
  { now, idle = IDLE }: { now: Date; idle?: number },
): Promise<number> {
  const unfinished = await unfinishedImports(db, new Date(now.getTime() - idle))
  for (const { runner, ...job } of unfinished) await runSoon(job, `${job.importId}:${runner ?? ''}`)
  return unfinished.length
}

/** Removes files whose time is over, and those that no import owns: an upload cut short, a row that is gone. */
export async function forgetImportFiles(db: Handle, folder: string, now: Date): Promise<void> {
  for (const key of await idleImports(db, new Date(now.getTime() - KEPT))) {
    await removeFile(folder, key.workspace_id, key.id)
    await forgetFile(db, key)
  }
  for await (const { workspaceId, importId, path, modified } of storedFiles(folder)) {
    if (now.getTime() - modified.getTime() < 24 * HOUR) continue
    const owned = importId !== '' && (await findImport(db, workspaceId, importId))
    if (!owned) await rm(path, { force: true })
  }
}
