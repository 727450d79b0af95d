import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { lockFolder } from './lock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const LOCK = new URL('lock.ts', import.meta.url).href
const CODE = `import { lockFolder } from ${JSON.stringify(LOCK)}
  try { await lockFolder(process.argv[1]); console.log('taken') } catch (error) { console.log(error.id) }
  setInterval(() => {}, 1000)`

/** Another process that tries, says how it went, and stays. */
async function other() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CODE, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { said: String(said).trim(), pid: child.pid, kill }
}

test('one at a time, and the one who has it is named', async () => {
  const lock = await lockFolder(folder)
  await assert.rejects(lockFolder(folder), (error: { id: string; values: Record<string, unknown> }) => {
    assert.equal(error.id, 'data_folder_held')
    assert.deepEqual([error.values.pid, error.values.host], [process.pid, hostname()])
    assert.ok(Date.parse(String(error.values.since)) <= Date.now())
    return true
  })
  const second = await other()
  assert.equal(second.said, 'data_folder_held')
  await second.kill()
  lock.release()
  lock.release()
  const third = await other()
  assert.equal(third.said, 'taken')
  await third.kill()
})

test('a holder that was killed holds nothing, whatever it noted', async () => {
  const holder = await other()
  await assert.rejects(lockFolder(folder), { id: 'data_folder_held' })
  await holder.kill()
  // Its process id may long be someone else's.
  const note = JSON.parse(await readFile(join(folder, 'veillee.pid'), 'utf8'))
  assert.equal(note.pid, holder.pid)
  await writeFile(join(folder, 'veillee.pid'), JSON.stringify({ ...note, pid: process.pid }))
  const lock = await lockFolder(folder)
  lock.release()
})

test('of many that start at once, one takes it', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, other))
  assert.deepEqual(
    all.map(({ said }) => said).filter((said) => said === 'taken'),
    ['taken'],
  )
  await Promise.all(all.map(({ kill }) => kill()))
})

test('a note that was cut while it was written stops nobody', async () => {
  await writeFile(join(folder, 'veillee.pid'), '{"pid":')
  const lock = await lockFolder(folder)
  await assert.rejects(lockFolder(folder), { id: 'data_folder_held' })
  lock.release()
})

test('a folder that cannot be one is told', async () => {
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(lockFolder(join(folder, 'file')), { id: 'data_folder_unusable' })
})
