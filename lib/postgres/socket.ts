import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { chmod, chown, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'

const SOCKET = '.s.PGSQL.5432'
/** What a socket's address holds on Linux; macOS holds 103. */
const LONGEST_PATH = 103

/**
 * Makes the private folder of the socket: in the system's temporary folder, since an address holds few bytes and data
 * folders may stand deep, under a name that is the same at each start. The caller holds the lock of the data folder.
 * @throws Problem `postgres_socket_folder` when others hold every name we would use.
 */
export async function makeSocketFolder(
  dataFolder: string,
  owner: { uid: number; gid: number },
): Promise<string> {
  const name = `veillee-${createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 16)}`
  const parent = realpathSync(join(tmpdir(), name, SOCKET).length > LONGEST_PATH ? '/tmp' : tmpdir())
  for (const suffix of ['', '-2', '-3', '-4']) {
    const folder = join(parent, name + suffix)
    if (!takeFolder(folder, owner.uid)) continue
    // What a killed server left there would refuse the next while its process id means anything to the system.
    for (const name of await readdir(folder)) await rm(join(folder, name))
    await chown(folder, owner.uid, owner.gid)
    await chmod(folder, 0o700)
    return folder
  }
  throw new Problem('postgres_socket_folder', { status: 500, values: { folder: join(parent, name) } })
}

/** Anyone may write in a temporary folder: a name taken by someone else, or a link, is not ours to use. */
function takeFolder(folder: string, uid: number): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = lstatSync(folder)
  return found.isDirectory() && (found.uid === uid || found.uid === process.getuid?.())
}

/** Removes the folder once the server has stopped; the server has removed its socket itself. */
export function removeSocketFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
