import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'
import type { Binaries } from './binaries.ts'
import { type Identity, userName } from './identity.ts'
import { settingsArguments } from './settings.ts'

const MAJOR = '18'
const UNFINISHED = 'postgres.new-'

/** The role that Veillée connects as: it owns its database and is no superuser. */
export const ROLE = 'veillee'

export interface ClusterOptions {
  dataFolder: string
  binaries: Binaries
  identity: Identity
  /** False for the databases of tests: nothing is forced to disk. */
  durable: boolean
  /** Ends the program under way; what it made is removed at the next start. */
  signal?: AbortSignal | undefined
}

/**
 * Makes the database files if they are not there, and removes what a start that was killed left half done. They are
 * made whole under another name and then renamed: a cut at any moment leaves either nothing or all.
 * @returns the folder of the files
 * @throws Problem `postgres_version` when another major version wrote the files, `postgres_owner`, `postgres_failed`
 */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const folder = join(options.dataFolder, 'postgres')
  await removeUnfinished(options.dataFolder)
  const found = await stat(folder).catch(() => undefined)
  if (!found) await create(options, folder)
  else await checkUsable(folder, found.uid, options.identity)
  await writeAccessFiles(folder, options.identity)
  return folder
}

async function checkUsable(folder: string, owner: number, { uid }: Identity): Promise<void> {
  if (owner !== uid) {
    const name = (id: number) => userName(id) ?? String(id)
    throw new Problem('postgres_owner', {
      status: 500,
      values: { folder, owner: name(owner), user: name(uid) },
    })
  }
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (found !== MAJOR)
    throw new Problem('postgres_version', { status: 500, values: { found, needed: MAJOR } })
}

async function removeUnfinished(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    if (name.startsWith(UNFINISHED))
      await rm(join(dataFolder, name), { recursive: true, force: true, maxRetries: 10 })
  }
}

async function create(options: ClusterOptions, folder: string): Promise<void> {
  const { binaries, identity, durable, signal } = options
  const run = (program: string, args: string[], statements?: string[]) =>
    runAs(identity, program, args, { statements, signal })
  const building = join(options.dataFolder, UNFINISHED + randomBytes(4).toString('hex'))
  await mkdir(building, { mode: 0o700 })
  await chown(building, identity.uid, identity.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=postgres', '--auth=peer', '--no-instructions']
  await run(binaries.initdb, ['-D', building, ...locale, ...access, '--data-checksums', '--no-sync'])
  await run(
    binaries.postgres,
    ['--single', '-D', building, ...settingsArguments(durable), 'postgres'],
    [`create role ${ROLE} login ${durable ? '' : 'createdb'}`, `create database ${ROLE} owner ${ROLE}`],
  )
  if (durable) await run(binaries.initdb, ['-D', building, '--sync-only'])
  await rename(building, folder)
  if (durable) await syncFolder(options.dataFolder)
}

/** Only the user who runs Veillée may connect, and the kernel says who that is. */
async function writeAccessFiles(folder: string, identity: Identity): Promise<void> {
  const user = userName(process.getuid?.() ?? -1) ?? ''
  const lines = [ROLE, 'postgres'].map((role) => `veillee "${user}" ${role}\n`)
  await replaceFile(join(folder, 'pg_hba.conf'), 'local all all peer map=veillee\n', identity)
  await replaceFile(join(folder, 'pg_ident.conf'), lines.join(''), identity)
}

async function replaceFile(path: string, content: string, owner: Identity): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === content) return
  await writeFile(`${path}.new`, content, { mode: 0o600, flush: true })
  await chown(`${path}.new`, owner.uid, owner.gid)
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

/** The command and options under which a program of PostgreSQL runs as `identity`. */
export function commandAs(identity: Identity, program: string, args: string[]) {
  const [command = program, ...rest] = [...identity.prefix, program, ...args]
  const drop = identity.dropped && identity.prefix.length === 0
  const ids = drop ? { uid: identity.uid, gid: identity.gid } : {}
  // A locale or a password from the caller's environment must not reach the server.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }
  return { command, args: rest, options: { ...ids, env, cwd: '/' } }
}

function runAs(
  identity: Identity,
  program: string,
  args: string[],
  { statements = [], signal }: { statements?: string[] | undefined; signal?: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted()
  const { command, args: rest, options } = commandAs(identity, program, args)
  const child = spawn(command, rest, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  child.stdin.on('error', () => undefined)
  child.stdin.end(statements.map((statement) => `${statement}\n`).join(''))
  const giveUp = () => child.kill('SIGTERM')
  signal?.addEventListener('abort', giveUp)
  child.on('close', () => signal?.removeEventListener('abort', giveUp))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => {
      // A single-user server ends well even when a statement failed.
      if (code === 0 && !/^(\S+ )*(ERROR|FATAL|PANIC):/m.test(said)) return done()
      const cause = new Error(`${program} ended with ${signal ?? code}: ${said.trim()}`)
      fail(new Problem('postgres_failed', { status: 500, cause }))
    })
  })
}
