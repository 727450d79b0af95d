import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endLike, runChild } from './child.mjs'
import { refuse } from './words.mjs'

const NEEDED = 24

/** Node 24 as the dependencies bring it, or the one that runs this when that is new enough. */
export function findNode(root) {
  const platform = `${process.platform}-${process.arch}`
  const brought = join(root, 'node_modules', `node-${platform}`, 'bin', 'node')
  if (existsSync(brought)) return brought
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  throw refuse('noRuntime', { platform, version: process.version })
}

/** Becomes (where Node can) or runs `script` on `node`, and ends as it ends. */
export async function handOver(root, node, script, args) {
  // Compiled code is kept between starts; the program starts in half the time.
  const env = { NODE_COMPILE_CACHE: join(root, '.cache', 'node'), ...process.env }
  const preload = pathToFileURL(join(root, 'bin', 'launch', 'preload.mjs')).href
  const command = ['--import', preload, script, ...args]
  if (process.execve) {
    process.removeAllListeners('warning')
    process.execve(node, [node, ...command], env)
  }
  const child = spawn(node, command, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const outcome = await runChild(child)
  if (outcome.error) throw refuse('cannotStart', { node, reason: outcome.error.message })
  endLike(outcome)
}
