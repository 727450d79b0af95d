import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { bare } from '../../../test/support/bare.ts'
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { say } from '../../../test/support/sending.ts'
import { createWorkspace } from '../../access/index.ts'
import { append } from '../../activity/index.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

let database: TestDatabase
let folder: string
let workspaceId: string
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'veillee-commands-'))
  workspaceId = await createWorkspace(database.db, { name: 'Maison', timeZone: 'Europe/Paris', locale: 'fr' })
  await createWorkspace(database.db, { name: 'Atelier', timeZone: 'Europe/Paris', locale: 'fr' })
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

interface Ran {
  code: number | null
  out: string
  err: string
}

/** Runs `veillee …` as a shell would, with what is piped in, in English where not said. */
async function veillee(
  args: string[],
  given: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const own = { DATABASE_URL: database.url, VEILLEE_DATA: folder, LANG: 'en_GB.UTF-8', ...given.env }
  const env = { ...bare(), ...own }
  const child = spawn(process.execPath, [MAIN, ...args], { env })
  child.stdin.on('error', () => undefined)
  child.stdin.end(given.stdin ?? '')
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { code, out, err }
}

/** Runs `veillee … | head -c 20`: the reader closes its end once it has a few bytes. */
async function headOf(
  args: string[],
  stdin: string,
): Promise<{ code: number | null; first: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...bare(), LANG: 'en_GB.UTF-8' },
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [first] = await Promise.race([once(child.stdout, 'data'), closed.then(() => [''])])
  child.stdout.destroy()
  const [err, code] = await Promise.all([text(child.stderr), closed])
  return { code, first: String(first), err }
}

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('what is typed wrong', () => {
  const wrong: [string[], RegExp][] = [
    [['nonsense'], /^error: unknown command 'nonsense'$/m],
    [['user', 'set-role', 'a@example.org'], /required option '--role <role>' not specified/],
    [['user', 'create', 'a@example.org', '--password', 'hunter2'], /unknown option '--password'/],
    [['export', '--format', 'pdf'], /Allowed choices are jsonl, csv, xlsx/],
  ]
  it('is refused with its reason and the help, on standard error, and nothing is done', async () => {
    const ends = await Promise.all(wrong.map(([args]) => veillee(args)))
    for (const [n, { code, out, err }] of ends.entries()) {
      const [args, expected] = wrong[n] ?? [[], /./]
      assert.equal(code, 2, args.join(' '))
      assert.match(err, expected, args.join(' '))
      assert.match(err, /Usage: veillee/, args.join(' '))
      assert.equal(out, '', args.join(' '))
    }
  })

  it('in an option of the environment is told with its name and without a stack', async () => {
    const { code, err } = await veillee(['config'], { env: { VEILLEE_PORT: '99999' } })
    assert.equal(code, 1)
    assert.match(err, /VEILLEE_PORT/)
    assert.doesNotMatch(err, /\n +at /)
  })

  it('names a workspace that is not there, or none where there are several: told in words', async () => {
    const ends = await Promise.all([
      veillee(['export', '--workspace', 'Nulle part']),
      veillee(['export']),
      veillee(['export', '--workspace', 'Maison', '--from', 'hier']),
    ])
    for (const [n, { code, out, err }] of ends.entries()) {
      assert.deepEqual([code, out], [1, ''])
      assert.doesNotMatch(err, /\n +at |export_|workspace_/, 'a key without words, or a stack')
      assert.match(err, [/Nulle part/, /Atelier/, /hier/][n] ?? /./)
    }
  })
})

describe('what asks for help or for options', () => {
  it('answers on standard output', async () => {
    const [help, version, config] = await Promise.all([
      veillee(['--help']),
      veillee(['--version']),
      veillee(['config'], { env: { VEILLEE_SECRET_KEY: 'ab'.repeat(32) } }),
    ])
    assert.deepEqual([help?.code, version?.code, config?.code], [0, 0, 0])
    for (const name of [
      'serve',
      'import',
      'export',
      'listen',
      'config',
      'user',
      'backup',
      'restore',
      'stop',
      'key',
    ])
      assert.match(help?.out ?? '', new RegExp(`^ {2}${name}\\b`, 'm'), name)
    assert.match(version?.out ?? '', /^\d+\.\d+\.\d+\n$/)
    assert.match(config?.out ?? '', /VEILLEE_PORT/)
    assert.ok(!config?.out.includes('ab'.repeat(32)), 'a secret is printed')
    assert.ok(!config?.out.includes(database.url), 'the address of the database may bear a password')
  })
})

describe('user', () => {
  it('makes an account, lists it, changes what it may do, and gives it another password', async () => {
    const made = await veillee([
      'user',
      'create',
      'Ana@Example.org',
      '--workspace',
      'maison',
      '--name',
      'Ana',
    ])
    assert.equal(made.code, 0, made.err)
    const shown = made.out.trim().split(/\s/).at(-1) ?? ''
    assert.ok(shown.length >= 12, made.out)
    const role = ['user', 'set-role', 'ana@example.org', '--role', 'analyst']
    assert.deepEqual(await veillee(role), { code: 0, out: '', err: '' })
    const list = await veillee(['user', 'list'])
    const ana = lines(list.out).find((one) => one.email === 'ana@example.org')
    assert.equal(ana.name, 'Ana')
    assert.deepEqual(
      ana.workspaces.map((one: { name: string; role: string }) => [one.name, one.role]),
      [['Maison', 'analyst']],
    )
    assert.doesNotMatch(list.out, /password|hash/i)
    const reset = ['user', 'reset-password', 'ana@example.org', '--password-stdin']
    const [given, short] = await Promise.all([
      veillee(reset, { stdin: 'une longue phrase\r\n' }),
      veillee(reset, { stdin: 'court\n' }),
    ])
    assert.deepEqual([given?.code, given?.out], [0, ''], 'a password that was given is not shown')
    assert.deepEqual([short?.code, short?.out], [1, ''])
  })
})

describe('stop and resume', () => {
  it('say what is held, in the language of who types, and leave a line in the journal', async () => {
    await say(database.db, workspaceId, uuidv7(), 'bonjour')
    const early = await veillee(['resume', '--workspace', 'Maison'])
    assert.deepEqual([early.code, early.out], [1, ''])
    const stopped = await veillee(['stop', '--workspace', 'Maison', '--reason', 'crise'])
    assert.deepEqual([stopped.code, stopped.err], [0, ''])
    assert.match(stopped.out, /^Sending is stopped\..*held: 1\.\n$/)
    const { rows } = await sql`select workspace_id, reason from outbox_stop`.execute(database.db)
    assert.deepEqual(rows, [{ workspace_id: workspaceId, reason: 'crise' }])
    const resumed = await veillee(['resume', '--workspace', workspaceId], { env: { LANG: 'fr_FR.UTF-8' } })
    assert.equal(resumed.code, 0, resumed.err)
    assert.match(resumed.out, /: 1\.\n$/)
    assert.doesNotMatch(resumed.out, /Sending/)
    const journal = await sql<{ who: string; action: string }>`
      select who, action from audit_entry where workspace_id = ${workspaceId} and action like 'outbox.%'
      order by at, id`.execute(database.db)
    assert.deepEqual(
      journal.rows.map(({ who, action }) => [who, action]),
      [
        ['veillee stop', 'outbox.stop'],
        ['veillee resume', 'outbox.resume'],
      ],
    )
  })
})

describe('export', () => {
  before(async () => {
    const said = ['2026-11-19T22:59:59Z', '2026-11-19T23:00:00Z', '2026-11-20T23:00:00Z'].map((at, n) =>
      entry(note(`n${n}`, n === 1 ? '=cmd|calc; "lampe"' : `dit ${n}`, { at })),
    )
    await append(database.db, {
      workspaceId,
      channel: 'bluesky',
      accountId: null,
      entries: said,
      received: new Date(),
    })
  })

  const exported = (...args: string[]) => veillee(['export', '--workspace', 'Maison', ...args])

  it('takes days in the workspace’s zone, the first in and the last out; only rows are on standard output', async () => {
    const [day, nothing] = await Promise.all([
      exported('--from', '2026-11-20', '--to', '2026-11-21'),
      exported('--query', 'introuvable'),
    ])
    assert.equal(lines(day?.out ?? '').length, 1)
    assert.match(day?.out ?? '', /lampe/)
    assert.match(day?.err ?? '', /1/)
    assert.deepEqual([nothing?.code, nothing?.out], [0, ''])
  })

  it('writes a CSV in which no spreadsheet finds a formula', async () => {
    const { out } = await exported('--format', 'csv', '--query', 'lampe')
    assert.doesNotMatch(out, /(^|[,;\t]|")=cmd/m)
    assert.match(out, /cmd\|calc; ""lampe""/)
  })

  it('puts a file there whole, under its name, and refuses a bad query before it writes', async () => {
    const file = join(folder, 'out.jsonl')
    await writeFile(file, 'what was there before')
    const bad = await exported('--query', '(lampe', '--out', file)
    assert.deepEqual([bad.code, bad.out], [1, ''])
    assert.equal(await readFile(file, 'utf8'), 'what was there before')
    const good = await exported('--out', file)
    assert.deepEqual([good.code, good.out], [0, ''])
    assert.deepEqual(
      lines(await readFile(file, 'utf8')).map((one) => one.published ?? one.at),
      ['2026-11-20T23:00:00.000Z', '2026-11-19T23:00:00.000Z', '2026-11-19T22:59:59.000Z'],
    )
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    )
  })
})

describe('a filter', () => {
  it('understands a post a line, goes on past what is none and says so; no database, no folder', async () => {
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere', VEILLEE_DATA: join(folder, 'not made') }
    const stdin = 'not json\n{"id":"1","text":"Cette lampe est vraiment magnifique, merci !"}\n'
    const { code, out, err } = await veillee(['understand'], { stdin, env })
    const read = lines(out).at(-1)
    assert.deepEqual([read.id, read.lang], ['1', 'fr'])
    assert.ok(code !== 0 || err !== '', 'a line was lost in silence')
    assert.ok(!(await readdir(folder)).includes('not made'))
  })

  it('ends in peace once its reader has had enough, however much is still to come', async () => {
    const posts = '{"id":1,"text":"où est mon colis"}\n'.repeat(3_000)
    const queries = join(folder, 'queries.jsonl')
    await writeFile(queries, '{"id":"q","query":"colis"}\n')
    const counts = Array.from({ length: 8_000 }, (_, n) => `${n * 3600},3\n`).join('')
    const ends = await Promise.all([
      headOf(['understand'], posts),
      headOf(['sbam'], posts),
      headOf(['match', '--queries', queries], posts),
      headOf(['spikes'], counts),
    ])
    for (const { code, first, err } of ends) assert.deepEqual([code, err, first.length > 10], [0, '', true])
  })

  it('names a model or a folder that is not there, before it reads', async () => {
    const [model, folderOf, directory] = await Promise.all([
      veillee(['understand', '--model', join(folder, 'none.model')]),
      veillee(['learn', '--label', 'l', '--out', join(folder, 'none', 'l.model')]),
      veillee(['understand', '--model', folder]),
    ])
    for (const ran of [model, folderOf]) {
      assert.deepEqual([ran?.code, ran?.out], [2, ''])
      assert.match(ran?.err ?? '', /there is no such file or folder\n$/)
    }
    assert.match(directory?.err ?? '', /cannot be opened \(EISDIR\)\n$/)
  })

  it('scores counts a row, goes on past what is none and says so; no database', async () => {
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' }
    const stdin = 'timestamp,value\n2026-01-01 00:00:00,3\nyesterday,3\n'
    const { code, out, err } = await veillee(['spikes'], { stdin, env })
    assert.deepEqual([code, out], [1, 'timestamp,value,score\n2026-01-01 00:00:00,3,0\n'])
    assert.match(err, /^line 3: "yesterday" is no time/)
  })

  it('checks a query: what it means, or where it goes wrong', async () => {
    const [good, bad] = await Promise.all([
      veillee(['query', 'check', 'lampe OR "abat jour"']),
      veillee(['query', 'check', '(lampe']),
    ])
    assert.equal(good?.code, 0, good?.err)
    assert.match(good?.out ?? '', /lampe/)
    assert.notEqual(bad?.code, 0)
    assert.doesNotMatch(bad?.err ?? '', /\n +at /)
  })
})

describe('a schema', () => {
  it('that is not this program’s is refused with the remedy, and not touched', async () => {
    const empty = await emptyDatabase()
    try {
      const { code, out, err } = await veillee(['user', 'list'], { env: { DATABASE_URL: empty.url } })
      assert.deepEqual([code, out], [1, ''])
      assert.ok(err.length > 20)
      assert.doesNotMatch(err, /\n +at |schema_stale/)
    } finally {
      await empty.close()
    }
  })
})
