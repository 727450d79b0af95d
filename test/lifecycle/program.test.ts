import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findRunningPostgres } from '../../lib/postgres/index.ts'
import { isAlive, waitUntil } from '../../lib/postgres/liveness.ts'
import { endAllOn, ended, keptRows, processesOf, writeUntilLost } from '../support/holder.ts'

const LAUNCHER = fileURLToPath(new URL('../../bin/veillee.mjs', import.meta.url))

let folder = ''
/** Of a program that has started once and was stopped: where the first start is not what is tried. */
let installed = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'program-'))
  await stop(await ready(start()))
  installed = folder
})
after(() => rm(installed, { recursive: true, maxRetries: 5 }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'program-'))
})
afterEach(async () => {
  await waitUntil(() => processesOf(folder).length === 0, 10_000)
  const left = endAllOn(folder)
  await rm(folder, { recursive: true, maxRetries: 5 })
  assert.deepEqual(left, [], 'no process is left behind')
})

/** Starts the real program as Node 20 does: a launcher, and the server as its child, in a group of their own. */
function start(): ChildProcess {
  const { DATABASE_URL: _none, ...environment } = process.env
  const asChild = ['--import', 'data:text/javascript,process.execve=undefined']
  return spawn(process.execPath, [...asChild, LAUNCHER, 'serve', '--no-install', '--no-build'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, VEILLEE_DATA: folder, VEILLEE_PORT: '0', LANG: 'en_GB.UTF-8' },
  })
}

/** Not by Node, which leaves out whose files they are: PostgreSQL is another user where tests are run by root. */
function startInstalled(): ChildProcess {
  execFileSync('cp', ['-a', `${installed}/.`, folder])
  return start()
}

interface Running {
  launcher: ChildProcess
  program: number
  postmaster: number
  /** Where it listens. */
  web: string
  /** Its database. */
  url: string
}

async function ready(launcher: ChildProcess): Promise<Running> {
  let said = ''
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const address = /https?:\/\/[\w.:]+/
  assert.ok(await waitUntil(() => address.test(said) || launcher.exitCode !== null, 30_000))
  const web = address.exec(said)?.[0]
  assert.ok(web, said)
  const url = (await findRunningPostgres(folder)) ?? ''
  const { pid: program } = JSON.parse(await readFile(join(folder, 'veillee.pid'), 'utf8'))
  const postmaster = Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  return { launcher, program, postmaster, web, url }
}

async function stop({ launcher }: Running): Promise<void> {
  launcher.kill('SIGTERM')
  await ended(launcher)
}

function assertKept(acknowledged: number[], kept: number[]): void {
  assert.ok(acknowledged.length >= 25)
  assert.deepEqual(kept.slice(0, acknowledged.length), acknowledged)
}

test('SIGTERM ends all within 5 s, while someone listens and someone writes', async () => {
  const running = await ready(startInstalled())
  const { lost, some } = await writeUntilLost(running.url)
  await some
  const listener = await fetch(`${running.web}/healthz`, { headers: { connection: 'keep-alive' } })
  assert.equal(listener.status, 200)
  running.launcher.kill('SIGTERM')
  assert.ok(await waitUntil(() => running.launcher.exitCode !== null, 5000))
  assert.deepEqual([running.program, running.postmaster].map(isAlive), [false, false])
  const again = await ready(start())
  assertKept(await lost, await keptRows(again.url))
  await stop(again)
})

for (const victim of ['launcher', 'program', 'group'] as const) {
  test(`kill -9 of the ${victim}: all ends, and the next start has every acknowledged write`, async () => {
    const running = await ready(startInstalled())
    const { lost, some } = await writeUntilLost(running.url)
    await some
    const launcher = running.launcher.pid ?? 0
    process.kill({ launcher, program: running.program, group: -launcher }[victim], 'SIGKILL')
    const acknowledged = await lost
    assert.ok(
      await waitUntil(
        () => [launcher, running.program, running.postmaster].every((pid) => !isAlive(pid)),
        10_000,
      ),
    )
    const again = await ready(start())
    assertKept(acknowledged, await keptRows(again.url))
    await stop(again)
  })
}

test('kill -9 of the database server: the program has it back, and answers again', async () => {
  const running = await ready(startInstalled())
  const { lost, some } = await writeUntilLost(running.url)
  await some
  process.kill(running.postmaster, 'SIGKILL')
  const acknowledged = await lost
  assertKept(acknowledged, await keptRows(running.url))
  const isReady = async () => (await fetch(`${running.web}/readyz`).catch(() => undefined))?.status === 200
  assert.ok(await waitUntil(isReady, 20_000))
  assert.ok(isAlive(running.program))
  await stop(running)
  assert.equal(running.launcher.exitCode, 0)
})

/** How far a first start has come, told by what stands in the data folder. */
const STAGES: Record<string, (data: string) => boolean | Promise<boolean>> = {
  'the folder is taken': (data) => existsSync(join(data, 'veillee.lock')),
  'files are half made': (data) =>
    partly(data).some((name) => existsSync(join(data, name, 'global', 'pg_control'))),
  'files have their name': (data) => existsSync(join(data, 'postgres')),
  'the server is ready': async (data) => (await findRunningPostgres(data)) !== undefined,
  'the key is there': (data) => existsSync(join(data, 'secret.key')),
}

function partly(data: string): string[] {
  return existsSync(data) ? readdirSync(data).filter((name) => name.startsWith('postgres.new-')) : []
}

for (const [stage, reached] of Object.entries(STAGES)) {
  test(`SIGTERM during the very first start, when ${stage}, ends all in good order within 5 s`, async () => {
    const launcher = start()
    assert.ok(await waitUntil(() => reached(folder), 20_000))
    launcher.kill('SIGTERM')
    assert.ok(await waitUntil(() => launcher.exitCode !== null || launcher.signalCode !== null, 5000))
    assert.deepEqual([launcher.exitCode, launcher.signalCode], [0, null], 'it was not cut short')
    assert.deepEqual(processesOf(folder), [])
    assert.equal(existsSync(join(folder, 'postgres', 'postmaster.pid')), false, 'the database was stopped')
    await stop(await ready(start()))
  })

  test(`kill -9 during the very first start, when ${stage}, blocks nothing`, async () => {
    const launcher = start()
    assert.ok(await waitUntil(() => reached(folder), 20_000))
    process.kill(-(launcher.pid ?? 0), 'SIGKILL')
    await ended(launcher)
    await stop(await ready(start()))
  })
}

test('a second copy on the same folder refuses in words, and harms nothing', async () => {
  const running = await ready(startInstalled())
  const second = start()
  let said = ''
  second.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(second, 'close')
  assert.equal(code, 1)
  assert.match(said, new RegExp(`already used by another copy.*${running.program}`))
  assert.equal((await fetch(`${running.web}/readyz`)).status, 200)
  await stop(running)
})
