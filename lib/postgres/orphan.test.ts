import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import fc from 'fast-check'
import { silentLog } from '../log/index.ts'
import { isAlive, waitUntil } from './liveness.ts'
import { readPidFile, stopOrphan } from './orphan.ts'

let root = ''
const children: ChildProcess[] = []
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'orphan '))
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
after(() => rm(root, { recursive: true }))

async function folderOf(name: string): Promise<string> {
  const folder = join(root, name, 'postgres')
  await mkdir(folder, { recursive: true })
  return folder
}

/** A process that looks like this from outside, and waits. */
async function looking(command: string, code = ''): Promise<number> {
  const child = spawn(process.execPath, ['-e', `${code};console.log(1);setInterval(() => {}, 1e6)`], {
    argv0: command,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child.pid ?? assert.fail('no process')
}

/** As PostgreSQL writes it. */
function pidFile(pid: number, folder: string): string {
  return `${pid}\n${folder}\n1763800000\n5432\n/tmp/veillee-0123456789abcdef\n\n  1234567    65538\nready   \n`
}

const stop = (folder: string) => stopOrphan(folder, silentLog())

test('the server that was left behind is ended, wherever it and its files stand', async () => {
  for (const [name, program] of [
    ['plain', '/opt/veillee/node_modules/pg/native/bin/postgres'],
    ['with spaces', '/home/Zoé et moi/veillee/node_modules/pg/native/bin/postgres'],
    ['bare', 'postgres'],
  ] as const) {
    const folder = await folderOf(name)
    const pid = await looking(`${program} -D ${folder} -c listen_addresses=`)
    await writeFile(join(folder, 'postmaster.pid'), pidFile(pid, folder))
    await stop(folder)
    assert.ok(await waitUntil(() => !isAlive(pid), 5000), name)
  }
})

test('it is found by its command where it was cut before it had noted itself', async () => {
  const folder = await folderOf('unnoted')
  const pid = await looking(`/opt/my apps/postgres -D ${folder} -c work_mem=8MB`)
  await stop(folder)
  assert.ok(await waitUntil(() => !isAlive(pid), 5000))
})

test('one that will not hear of it is made to', async () => {
  const folder = await folderOf('deaf')
  const deaf = `process.on('SIGINT', () => process.kill(process.pid, 'SIGQUIT'))`
  const pid = await looking(`/opt/postgres -D ${folder} -c x=y`, deaf)
  await writeFile(join(folder, 'postmaster.pid'), pidFile(pid, folder))
  await stop(folder)
  assert.ok(!isAlive(pid))
})

test('nobody else is ended: another folder’s server, another program, or who has its id now', async () => {
  const folder = await folderOf('mine')
  const others = [
    `/opt/postgres -D ${folder}-2 -c x=y`,
    `/opt/postgres -D ${join(folder, 'inner')} -c x=y`,
    `/opt/postgres-exporter -D ${folder} -c x=y`,
    `less /opt/postgres.log -D ${folder} -c x=y`,
    `node server.ts`,
  ]
  for (const command of others) {
    const pid = await looking(command)
    await writeFile(join(folder, 'postmaster.pid'), pidFile(pid, folder))
    await stop(folder)
    assert.ok(isAlive(pid), command)
    const left = await readFile(join(folder, 'postmaster.pid'), 'utf8')
    const noted = await readPidFile(folder)
    assert.ok(noted && noted.pid !== pid && !isAlive(noted.pid), 'the noted id is nobody’s')
    assert.equal(left.replace(/^\d+/, String(pid)), pidFile(pid, folder), 'and the rest tells what it told')
  }
})

test('a note that was cut at any place blocks nothing, and is never half of one', async () => {
  const folder = await folderOf('cut')
  const path = join(folder, 'postmaster.pid')
  // No system gives this id: it is nobody's, so nobody is in danger.
  const whole = pidFile(2 ** 31 - 20, folder)
  for (let length = 0; length <= whole.length; length += 3) {
    await writeFile(path, whole.slice(0, length))
    await stop(folder)
    const left = await readFile(path, 'utf8').catch(() => '')
    assert.ok(left === '' || /^\d+\n.+\n\d+\n/.test(left), `cut at ${length}: ${left}`)
  }
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name !== 'postmaster.pid'),
    [],
  )
})

test('whatever stands in a note is a process and its socket, or nothing', async () => {
  const folder = await folderOf('noise')
  const line = fc.constantFrom(
    '',
    '0',
    '-5',
    '12',
    '1e3',
    '99999999999999999999',
    'ready',
    '/tmp/x',
    ' 7 ',
    'é',
    '0x10',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 9 }), async (lines) => {
      await writeFile(join(folder, 'postmaster.pid'), lines.join('\n'))
      const read = await readPidFile(folder)
      if (read === undefined) return
      assert.ok(Number.isInteger(read.pid) && read.pid > 0)
      assert.equal(read.socketFolder, (lines[4] ?? '').trim())
      assert.equal(read.ready, lines[7] === 'ready')
    }),
  )
})
