import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { Problem } from '../errors/index.ts'

/** As whom PostgreSQL runs, and through which command so that it does. */
export interface Identity {
  uid: number
  gid: number
  /** True when it is not the user of this process: only for root, whom PostgreSQL refuses. */
  dropped: boolean
  /** Command and arguments to put before PostgreSQL's own; empty where the system has no `setpriv`. */
  prefix: string[]
}

/**
 * Chooses the user: oneself, or when root the owner of the data if that is an ordinary user, else `nobody`. The
 * service user must reach the folders: where one is closed to it, it gets the single capability of reading and
 * traversing (or of overriding, in containers that grant no finer one), and where none can be given we refuse.
 * @param owned an existing folder whose owner tells whom to run as
 * @param needed folders that PostgreSQL must reach
 * @throws Problem `postgres_no_user` when the user has no entry in the user database, `postgres_unreachable`
 */
export function chooseIdentity(owned: string, needed: string[]): Identity {
  const prefix = hasSetpriv() ? ['setpriv', '--pdeathsig', 'INT'] : []
  const uid = process.getuid?.() ?? -1
  if (uid !== 0) {
    if (!userName(uid)) throw new Problem('postgres_no_user', { status: 500, values: { uid } })
    return { uid, gid: process.getgid?.() ?? -1, dropped: false, prefix }
  }
  const user = serviceUser(owned)
  const closed = needed.find((path) => !reachable(path, user))
  if (prefix.length === 0) {
    if (closed) throw unreachable(closed, user.uid)
    return { ...user, dropped: true, prefix }
  }
  const drop = [...prefix, `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  if (!closed) return { ...user, dropped: true, prefix: [...drop, '--inh-caps=-all'] }
  return { ...user, dropped: true, prefix: [...drop, ...capabilityOptions(closed, user.uid)] }
}

function hasSetpriv(): boolean {
  if (process.platform !== 'linux') return false
  try {
    return execFileSync('setpriv', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
}

/** The name of a user id, undefined without an entry in the user database (as in some containers). */
export function userName(uid: number): string | undefined {
  try {
    if (uid === process.getuid?.()) return userInfo().username
    return execFileSync('id', ['-un', String(uid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

interface User {
  uid: number
  gid: number
}

function serviceUser(owned: string): User {
  const { uid, gid } = statSync(owned)
  if (uid !== 0 && userName(uid)) return { uid, gid }
  const id = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch (cause) {
    throw new Problem('postgres_no_user', { status: 500, values: { uid: 'nobody' }, cause })
  }
}

/** True when every folder from the root to `path` lets the user through. */
function reachable(path: string, user: User): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (folder === dirname(folder)) return true
  }
}

const CAP_DAC_OVERRIDE = 1n
const CAP_DAC_READ_SEARCH = 2n
const CAP_SETPCAP = 8n

function capabilityOptions(closed: string, uid: number): string[] {
  const held = BigInt(`0x${/^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`)
  const has = (capability: bigint) => (held >> capability) % 2n === 1n
  const name = has(CAP_DAC_READ_SEARCH)
    ? 'dac_read_search'
    : has(CAP_DAC_OVERRIDE)
      ? 'dac_override'
      : undefined
  if (!name || !has(CAP_SETPCAP)) throw unreachable(closed, uid)
  // PostgreSQL asks access(2) of its own files, which forgets capabilities unless no_setuid_fixup is set.
  return [
    `--inh-caps=-all,+${name}`,
    `--ambient-caps=-all,+${name}`,
    `--bounding-set=-all,+${name}`,
    '--securebits=+no_setuid_fixup',
  ]
}

function unreachable(folder: string, uid: number): Problem {
  const user = userName(uid) ?? String(uid)
  return new Problem('postgres_unreachable', { status: 500, values: { folder, user } })
}
