import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './words.mjs'

/** Runs `work` while no other start of this copy does: two installs at once would spoil each other. */
export async function oneAtATime(root, work) {
  const folder = join(root, '.cache')
  const lock = join(folder, 'preparing')
  mkdirSync(folder, { recursive: true })
  let told = false
  while (!take(lock)) {
    const holder = Number(read(lock))
    if (holder && !isAlive(holder)) rmSync(lock, { force: true })
    else if (!told && holder) {
      told = true
      process.stderr.write(`${say('otherInstalling', { pid: holder })}…\n`)
    }
    await new Promise((done) => setTimeout(done, 200))
  }
  const leave = () => rmSync(lock, { force: true })
  process.once('exit', leave)
  try {
    return await work()
  } finally {
    process.off('exit', leave)
    leave()
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
