import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './child.mjs'
import { oneAtATime } from './once.mjs'
import { startProgress } from './progress.mjs'
import { refuse, say } from './words.mjs'

const SOURCES = ['src/web', 'lib/i18n', 'vite.config.ts', 'package-lock.json']

/** Builds the web interface into dist/web when what it is made of has changed. */
export async function build(root, node) {
  if (!existsSync(join(root, 'vite.config.ts')) || isBuilt(root)) return
  await oneAtATime(root, async () => {
    if (!isBuilt(root)) await runVite(root, node)
  })
}

function isBuilt(root) {
  try {
    const stamp = readFileSync(join(root, 'dist', '.built'), 'utf8')
    return existsSync(join(root, 'dist', 'web', 'index.html')) && stamp === sourceHash(root)
  } catch {
    return false
  }
}

function sourceHash(root) {
  const hash = createHash('sha256')
  for (const path of SOURCES) hashInto(hash, root, path)
  return hash.digest('hex')
}

function hashInto(hash, root, path) {
  const full = join(root, path)
  if (!existsSync(full) || /\.test\.tsx?$/.test(path)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) hashInto(hash, root, `${path}/${name}`)
  } else hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
}

/** Made beside and then put in place: a cut leaves the former one, and a server that runs never misses a file long. */
async function runVite(root, node) {
  const made = sourceHash(root)
  const progress = startProgress(say('building'))
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const fresh = join(root, 'dist', 'web.new')
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const { code, said } = await runStep(child).finally(() => progress.end())
  if (code !== 0) {
    process.stderr.write(said)
    throw refuse('buildFailed')
  }
  rmSync(join(root, 'dist', '.built'), { force: true })
  rmSync(join(root, 'dist', 'web'), { recursive: true, force: true })
  renameSync(fresh, join(root, 'dist', 'web'))
  writeFileSync(join(root, 'dist', '.built'), made)
  process.stderr.write(`${say('built', { seconds: progress.seconds() })}\n`)
}
