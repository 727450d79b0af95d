import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isAlive, waitUntil } from '../../lib/postgres/liveness.ts'

const BIN = fileURLToPath(new URL('../../bin', import.meta.url))

/** Says what it is, then obeys its first argument. */
const PROGRAM = `
  const [verb, value] = process.argv.slice(2)
  console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), node: process.version }))
  if (verb === 'exit') process.exit(Number(value))
  if (verb === 'crash') process.kill(process.pid, 'SIGKILL')
  process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50))
  if (verb !== 'end') setInterval(() => undefined, 60_000)`

/** Stands for npm: notes how it was called, takes a moment, and installs what the lock says. */
const NPM = `
  const { appendFileSync, mkdirSync, copyFileSync, existsSync } = require('node:fs')
  appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n')
  if (existsSync('broken')) { console.error('npm error: no network'); process.exit(1) }
  setTimeout(() => {
    mkdirSync('node_modules', { recursive: true })
    copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
  }, 400)`

let root = ''
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'launcher-'))
})
after(() => rm(root, { recursive: true }))

/** A copy of the launcher with a small program behind it, installed or not. */
async function makeCopy(installed = true): Promise<string> {
  const copy = await mkdtemp(join(root, 'copy-'))
  await cp(BIN, join(copy, 'bin'), { recursive: true })
  await mkdir(join(copy, 'src', 'server'), { recursive: true })
  await writeFile(join(copy, 'package.json'), '{"type":"module"}')
  await writeFile(join(copy, 'src', 'server', 'main.ts'), PROGRAM)
  const node = `node-${process.platform}-${process.arch}`
  const lock = { packages: { '': {}, [`node_modules/${node}`]: { version: '24.0.0' } } }
  await writeFile(join(copy, 'package-lock.json'), JSON.stringify(lock))
  await mkdir(join(copy, 'npm'))
  await writeFile(join(copy, 'npm', 'package.json'), '{"type":"commonjs"}')
  await writeFile(join(copy, 'npm', 'npm-cli.js'), NPM)
  if (installed) {
    await mkdir(join(copy, 'node_modules', node, 'bin'), { recursive: true })
    await symlink(process.execPath, join(copy, 'node_modules', node, 'bin', 'node'))
    await cp(join(copy, 'package-lock.json'), join(copy, 'node_modules', '.package-lock.json'))
  }
  return copy
}

interface Launched {
  child: ChildProcess
  output: () => string
  errors: () => string
  /** Listened for from the start: a quick program has closed before anybody asks. */
  closed: Promise<unknown[]>
}

/** `asChild` starts the program as Node 20 must, as a child; otherwise the launcher becomes the program. */
function launch(copy: string, args: string[], { asChild = false, lang = 'en_GB.UTF-8' } = {}): Launched {
  const options = asChild ? ['--import', 'data:text/javascript,process.execve=undefined'] : []
  const child = spawn(process.execPath, [...options, join(copy, 'bin', 'veillee.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LANG: lang, npm_execpath: join(copy, 'npm', 'npm-cli.js') },
  })
  const closed = once(child, 'close')
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  return { child, output: () => said.out, errors: () => said.err, closed }
}

async function result({ output, errors, closed }: Launched) {
  const [code, signal] = await closed
  return { code, signal, output: output(), errors: errors() }
}

/** Waits until the program has said who it is. */
async function program({ output }: Pick<Launched, 'output'>): Promise<{ pid: number; args: string[] }> {
  assert.ok(await waitUntil(() => output().includes('\n'), 10_000))
  return JSON.parse(output().split('\n')[0] ?? '')
}

for (const asChild of [false, true]) {
  const how = asChild ? 'as a child' : 'in its place'

  test(`the program gets the arguments, and its end is the launcher’s (${how})`, async () => {
    const copy = await makeCopy()
    const started = launch(copy, ['exit', '3', '--no-build', '--flag', 'a b'], { asChild })
    const { args } = await program(started)
    assert.deepEqual(args, ['exit', '3', '--flag', 'a b'])
    assert.equal((await result(started)).code, 3)
    assert.equal((await result(launch(copy, ['crash'], { asChild }))).signal, 'SIGKILL')
    const ended = await result(launch(copy, ['end'], { asChild }))
    assert.deepEqual([ended.code, ended.errors], [0, ''])
  })

  test(`SIGTERM reaches the program, which ends as it likes (${how})`, async () => {
    const started = launch(await makeCopy(), ['stay'], { asChild })
    const { pid } = await program(started)
    started.child.kill('SIGTERM')
    assert.equal((await result(started)).code, 7)
    assert.ok(!isAlive(pid))
  })

  test(`kill -9 of the launcher ends the program (${how})`, async () => {
    const started = launch(await makeCopy(), ['stay'], { asChild })
    const { pid } = await program(started)
    assert.equal(pid === started.child.pid, !asChild)
    started.child.kill('SIGKILL')
    assert.ok(await waitUntil(() => !isAlive(pid), 5000))
  })
}

for (const asChild of [false, true]) {
  test(`what npm started ends with npm, though npm was killed by -9 (${asChild ? 'as a child' : 'in its place'})`, async () => {
    const copy = await makeCopy()
    const options = asChild ? ['--import', 'data:text/javascript,process.execve=undefined'] : []
    const scripts = { start: `exec node ${options.join(' ')} bin/veillee.mjs stay` }
    await writeFile(join(copy, 'package.json'), JSON.stringify({ type: 'module', scripts }))
    const npm = spawn('npm', ['start', '--silent'], { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    npm.stdout.on('data', (chunk) => {
      said += chunk
    })
    const { pid } = await program({ output: () => said })
    npm.kill('SIGKILL')
    assert.ok(await waitUntil(() => !isAlive(pid), 5000))
  })
}

test('what is absent is installed once, without install scripts, and never twice at a time', async () => {
  const copy = await makeCopy(false)
  const starts = [launch(copy, ['exit', '0']), launch(copy, ['exit', '0'])]
  for (const { code, errors } of await Promise.all(starts.map(result))) assert.equal(code, 0, errors)
  assert.equal((await result(launch(copy, ['exit', '0']))).errors, '')
  const calls = await readFile(join(copy, 'calls'), 'utf8')
  assert.match(calls, /^ci --ignore-scripts --include=dev --include=optional .*\n$/)
  const lock = await readFile(join(copy, 'package-lock.json'), 'utf8')
  await writeFile(join(copy, 'package-lock.json'), lock.replace('24.0.0', '24.0.1'))
  assert.match((await result(launch(copy, ['exit', '0']))).errors, /Dependencies installed/)
  assert.equal((await readFile(join(copy, 'calls'), 'utf8')).split('\n').length, 3)
})

test('an install that fails or is forbidden is told in words, in the language of the terminal', async () => {
  const copy = await makeCopy(false)
  await writeFile(join(copy, 'broken'), '')
  const failed = await result(launch(copy, ['exit', '0'], { lang: 'fr_FR.UTF-8' }))
  assert.equal(failed.code, 1)
  assert.match(failed.errors, /npm error: no network\n.*Les dépendances n’ont pas pu être installées/)
  const forbidden = await result(launch(copy, ['exit', '0', '--no-install']))
  assert.match(
    forbidden.errors,
    /^The dependencies are absent or out of date, and --no-install was given\.\n$/,
  )
  assert.equal(forbidden.code, 1)
})

test('an install that is interrupted counts for nothing', async () => {
  const copy = await makeCopy(false)
  const started = launch(copy, ['exit', '0'])
  assert.ok(await waitUntil(() => started.errors().includes('Installing'), 10_000))
  started.child.kill('SIGTERM')
  const { signal, errors } = await result(started)
  assert.equal(signal, 'SIGTERM')
  assert.ok(!errors.includes('could not'))
  assert.match((await result(launch(copy, ['exit', '0']))).errors, /Dependencies installed/)
})
