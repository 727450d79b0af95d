import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './child.mjs'
import { oneAtATime } from './once.mjs'
import { startProgress } from './progress.mjs'
import { refuse, say } from './words.mjs'

/** Installs the locked dependencies when they are absent or not those of package-lock.json. */
export async function install(root, { allowed = true } = {}) {
  if (isInstalled(root)) return
  if (!allowed) throw refuse('notInstalled')
  await oneAtATime(root, async () => {
    if (!isInstalled(root)) await runNpm(root)
  })
}

function stampPath(root) {
  return join(root, 'node_modules', '.veillee-lock')
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function isInstalled(root) {
  const hash = lockHash(root)
  try {
    if (readFileSync(stampPath(root), 'utf8') === hash) return true
  } catch {
    // No stamp: npm may have been run by hand.
  }
  if (!matchesNpmsRecord(root)) return false
  writeFileSync(stampPath(root), hash)
  return true
}

/** npm notes what it installed once it is done: the same versions of everything this platform needs will do. */
function matchesNpmsRecord(root) {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  let installed
  try {
    installed = read('node_modules/.package-lock.json')
  } catch {
    return false
  }
  return Object.entries(read('package-lock.json')).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '') return true
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity
    return isDispensable(wanted)
  })
}

/** Optional, and either for another platform or only there to serve what is. */
function isDispensable(wanted) {
  return Boolean(wanted.optional) && (!(wanted.os || wanted.cpu) || !fitsPlatform(wanted))
}

function fitsPlatform({ os, cpu, libc }) {
  const fits = (list, value) => !list || list.includes(value)
  const glibc = process.platform !== 'linux' || process.report.getReport().header.glibcVersionRuntime
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, glibc ? 'glibc' : 'musl')
}

async function runNpm(root) {
  const total = Object.entries(
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages,
  ).filter(([path, entry]) => path.split('node_modules/').length === 2 && !isDispensable(entry)).length
  const progress = startProgress(say('installing'), () => `${Math.min(countPackages(root), total)}/${total}`)
  // No package's install script runs: none of ours is needed, and it is where poisoned packages begin.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const { command, before } = npmCommand()
  const child = spawn(command, [...before, ...args, '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { code, error, said } = await runStep(child).finally(() => progress.end())
  if (code !== 0) {
    process.stderr.write(said)
    throw refuse(error?.code === 'ENOENT' ? 'noNpm' : 'installFailed')
  }
  writeFileSync(stampPath(root), lockHash(root))
  process.stderr.write(`${say('installed', { seconds: progress.seconds() })}\n`)
}

/** npm tells its children where it is itself; by hand it is on the path. */
function npmCommand() {
  const running = process.env.npm_execpath
  if (running?.endsWith('npm-cli.js') && existsSync(running))
    return { command: process.execPath, before: [running] }
  return { command: 'npm', before: [] }
}

function countPackages(root) {
  const list = (folder) => {
    try {
      return readdirSync(join(root, 'node_modules', folder)).filter((name) => !name.startsWith('.'))
    } catch {
      return []
    }
  }
  return list('').reduce((count, name) => count + (name.startsWith('@') ? list(name).length : 1), 0)
}
