import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseIdentity } from '../../lib/postgres/identity.ts'
import { isAlive, waitUntil } from '../../lib/postgres/liveness.ts'
import { endAllOn, ended, hold, keptRows, launch, stop, writeUntilLost } from '../support/holder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'life-'))
  await chmod(folder, 0o711)
})
afterEach(async () => {
  const left = endAllOn(folder)
  await rm(folder, { recursive: true, maxRetries: 5 })
  assert.deepEqual(left, [], 'no process is left behind')
})

/** Checks that what was acknowledged is there; the last write may be there without its acknowledgement. */
function assertKept(acknowledged: number[], kept: number[]): void {
  assert.deepEqual(kept.slice(0, acknowledged.length), acknowledged)
  assert.ok(kept.length <= acknowledged.length + 1)
}

test('SIGTERM ends all within 5 s, even in the middle of a transaction', async () => {
  const holder = await hold(folder)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  holder.child.kill('SIGTERM')
  assert.ok(await waitUntil(() => holder.child.exitCode !== null, 5000))
  assert.equal(holder.child.exitCode, 0)
  assert.ok(!isAlive(holder.said.postmaster))
  const again = await hold(folder)
  assertKept(await lost, await keptRows(again.said.url))
  await stop(again)
})

test('kill -9 of the program: its server ends by itself, and nothing acknowledged is lost', async () => {
  const holder = await hold(folder)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  holder.child.kill('SIGKILL')
  const acknowledged = await lost
  assert.ok(await waitUntil(() => !isAlive(holder.said.postmaster), 10_000))
  const again = await hold(folder)
  assertKept(acknowledged, await keptRows(again.said.url))
  await stop(again)
})

test('kill -9 of the program, and the next start at once', async () => {
  const holder = await hold(folder)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  holder.child.kill('SIGKILL')
  await ended(holder.child)
  const again = await hold(folder)
  assertKept(await lost, await keptRows(again.said.url))
  await stop(again)
})

test('kill -9 of the server: the program starts it again at the same address', async () => {
  const holder = await hold(folder)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  process.kill(holder.said.postmaster, 'SIGKILL')
  const acknowledged = await lost
  assertKept(acknowledged, await keptRows(holder.said.url))
  await stop(holder)
  const again = await hold(folder)
  assertKept(acknowledged, await keptRows(again.said.url))
  await stop(again)
})

test('kill -9 of the whole group', async () => {
  const holder = await hold(folder)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  process.kill(-(holder.child.pid ?? 0), 'SIGKILL')
  const acknowledged = await lost
  await ended(holder.child)
  const again = await hold(folder)
  assertKept(acknowledged, await keptRows(again.said.url))
  await stop(again)
})

test('a kill at any moment of the very first start leaves nothing that blocks the next', async () => {
  for (let round = 0; round < 10; round++) {
    const child = launch(folder)
    const unfinished = () => readdirSync(folder).some((name) => name.startsWith('postgres.new-'))
    await waitUntil(unfinished, 10_000)
    await sleep(25 * round)
    // Alone, or with all that it started.
    process.kill(round % 2 ? (child.pid ?? 0) : -(child.pid ?? 0), 'SIGKILL')
    await ended(child)
  }
  const holder = await hold(folder)
  assert.equal(holder.said.error, undefined)
  const { lost, some } = await writeUntilLost(holder.said.url)
  await some
  await stop(holder)
  assert.ok((await lost).length >= 25)
})

test('a second copy on the same folder refuses, and says who holds it', async () => {
  const first = await hold(folder)
  const second = await hold(folder)
  assert.equal(second.said.error, 'data_folder_held')
  assert.equal(second.said.pid, first.child.pid)
  await ended(second.child)
  assert.equal(second.child.exitCode, 1)
  await writeUntilLost(first.said.url).then(({ some }) => some)
  await stop(first)
  await stop(await hold(folder))
})

test('a server left behind by a program that was killed is ended, and its writes are there', async () => {
  const first = await hold(folder)
  const command = (await readFile(`/proc/${first.said.postmaster}/cmdline`, 'utf8')).split('\0').slice(0, -1)
  await stop(first)
  // The same server, with nobody to tie its life to.
  const { prefix } = chooseIdentity(join(folder, 'postgres'), [dirname(command[0] ?? ''), folder])
  const [program = '', ...args] = [...prefix.filter((word) => !/^(--pdeathsig|INT)$/.test(word)), ...command]
  const socket = decodeURIComponent(first.said.url.split('host=')[1] ?? '')
  const orphan = await startOrphan(program, args, socket)
  const { lost, some } = await writeUntilLost(first.said.url)
  await some
  const again = await hold(folder)
  assert.ok(!isAlive(orphan))
  assertKept(await lost, await keptRows(again.said.url))
  await stop(again)
})

test('the process id of a former server, given to another process, stops no start', async () => {
  const first = await hold(folder)
  process.kill(-(first.child.pid ?? 0), 'SIGKILL')
  await ended(first.child)
  await waitUntil(() => !isAlive(first.said.postmaster), 5000)
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(process.getuid?.() === 0 && { uid: 65534 }) })
  await writeFile(pidFile, text.replace(/^\d+/, String(other.pid)))
  const again = await hold(folder)
  assert.equal(again.said.error, undefined)
  assert.ok(other.exitCode === null && other.signalCode === null)
  await stop(again)
  other.kill()
  await once(other, 'exit')
})

test('a data folder deep inside folders that only their owner may enter', async () => {
  const closed = join(folder, 'closed')
  const deep = join(closed, 'x'.repeat(60), 'y'.repeat(60))
  const first = await hold(deep)
  assert.equal(first.said.error, undefined)
  await stop(first)
  await chmod(closed, 0o700)
  const again = await hold(deep)
  assert.equal(again.said.error, undefined)
  const { lost, some } = await writeUntilLost(again.said.url)
  await some
  await stop(again)
  assert.ok((await lost).length >= 25)
})

async function startOrphan(program: string, args: string[], socket: string): Promise<number> {
  await mkdir(socket, { mode: 0o700 })
  if (process.getuid?.() === 0) await chown(socket, 65534, 65534)
  const orphan = spawn(program, args, { detached: true, stdio: 'ignore', cwd: '/' })
  orphan.unref()
  const pidFile = join(args[args.indexOf('-D') + 1] ?? '', 'postmaster.pid')
  const ready = async () => /ready/.test(await readFile(pidFile, 'utf8').catch(() => ''))
  assert.ok(await waitUntil(ready, 10_000))
  return orphan.pid ?? 0
}
