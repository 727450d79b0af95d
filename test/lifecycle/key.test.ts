import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { keyFor, loadOrCreateKey, open, parseKey, type SecretKey, seal } from '../../lib/crypto/index.ts'
import { connect } from '../../lib/db/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { keyOf } from '../../src/server/key.ts'
import { bare } from '../support/bare.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { ended } from '../support/holder.ts'
import { testWorkspace } from '../support/workspace.ts'

const MAIN = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url))
let database: TestDatabase
let folder = ''

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'veillee-key-'))
  await fill(await loadOrCreateKey(folder))
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const ids = { w: '', old: uuidv7(), account: uuidv7(), webhook: uuidv7(), user: uuidv7(), member: uuidv7() }
const session = (key: SecretKey) => keyFor(key, 'session').toString('base64url')

/** One of everything that is kept sealed, and many of one. */
async function fill(key: SecretKey): Promise<void> {
  const { db } = database
  ids.w = await testWorkspace(db)
  await sql`
    insert into channel_account (workspace_id, id, channel, name, config, sealed_secrets, sealed_credential)
    values (${ids.w}, ${ids.old}, 'feed', 'a', '{}', ${seal(key, 'account', 'ancien')}, null),
      (${ids.w}, ${ids.account}, 'feed', 'b', '{}', ${seal(key, `account:${ids.w}:${ids.account}`, 'config')},
        ${seal(key, `credential:${ids.w}:${ids.account}`, 'jeton')})`.execute(db)
  for (let n = 0; n < 200; n++) {
    const id = uuidv7()
    await sql`
      insert into channel_account (workspace_id, id, channel, name, config, sealed_credential)
      values (${ids.w}, ${id}, 'feed', 'c', '{}', ${seal(key, `credential:${ids.w}:${id}`, id)})`.execute(db)
  }
  const purpose = `webhook:${ids.w}:${ids.webhook}`
  await sql`
    insert into webhook_endpoint (workspace_id, id, url, verbs, channels, alerts, deliveries, sealed_secret,
      sealed_secret_before)
    values (${ids.w}, ${ids.webhook}, 'https://a.invalid/', '{}', '{}', '{}', true, ${seal(key, purpose, 'whsec')},
      ${seal(key, purpose, 'whsec avant')})`.execute(db)
  await sql`insert into app_user (id, name, email) values (${ids.user}, 'Ana', 'ana@example.org')`.execute(db)
  const [secret, codes] = await Promise.all(
    ['totp', '["codes"]'].map((data) => symmetricEncrypt({ key: session(key), data })),
  )
  await sql`
    insert into app_two_factor (id, user_id, secret, backup_codes)
    values (${uuidv7()}, ${ids.user}, ${secret}, ${codes})`.execute(db)
  await sql`
    insert into idempotency_key (workspace_id, member_id, key, request_hash, status, body)
    values (${ids.w}, ${ids.member}, 'k', 'h', 201, ${seal(key, `answer:${ids.w}:${ids.member}:k`, '{}')})`.execute(
    db,
  )
}

/** Every sealed value, opened. */
async function readAll(key: SecretKey): Promise<string[]> {
  const { pool } = database
  const accounts = await pool.query(
    'select id, sealed_secrets as s, sealed_credential as c from channel_account',
  )
  const texts: string[] = []
  for (const { id, s, c } of accounts.rows) {
    if (s) texts.push(either(key, [`account:${ids.w}:${id}`, 'account'], s))
    if (c)
      texts.push(
        open(key, `credential:${ids.w}:${id}`, c) === id ? 'own' : open(key, `credential:${ids.w}:${id}`, c),
      )
  }
  const hooks = await pool.query('select sealed_secret as s, sealed_secret_before as b from webhook_endpoint')
  for (const { s, b } of hooks.rows) {
    texts.push(...[s, b].map((one: string) => open(key, `webhook:${ids.w}:${ids.webhook}`, one)))
  }
  const factors = await pool.query('select secret, backup_codes from app_two_factor')
  for (const { secret, backup_codes } of factors.rows) {
    for (const data of [secret, backup_codes]) texts.push(await symmetricDecrypt({ key: session(key), data }))
  }
  const answers = await pool.query('select body from idempotency_key')
  for (const { body } of answers.rows) texts.push(open(key, `answer:${ids.w}:${ids.member}:k`, body))
  return texts.sort()
}

function either(key: SecretKey, purposes: string[], sealed: string): string {
  for (const purpose of purposes) {
    try {
      return open(key, purpose, sealed)
    } catch {
      // The other one.
    }
  }
  throw new Error('unreadable')
}

/** Runs the command, and kills it once it has said so many lines. */
async function rotate(lines = Number.POSITIVE_INFINITY, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, 'key', 'rotate'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bare(), LANG: 'en', VEILLEE_DATA: folder, DATABASE_URL: database.url, ...env },
  })
  let said = ''
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  child.stdout.on('data', (chunk) => {
    said += chunk
    if (said.split('\n').length > lines) child.kill('SIGKILL')
  })
  await ended(child)
  return { said, complaint, code: child.exitCode }
}

/** The key as a program that starts now finds it. */
const found = () => keyOf(database.db, { ...readConfig({}), dataFolder: folder })

test('killed at any step, all that is sealed opens with the key that the next start finds', async () => {
  const first = await found()
  const whole = await readAll(first)
  assert.ok(whole.includes('jeton') && whole.includes('ancien') && whole.includes('totp'))
  // As many steps as modules have columns that are sealed; the change itself is among the last.
  const steps = (await rotate()).said.trim().split('\n').length
  const keys = new Set<string>([(await readFile(join(folder, 'secret.key'), 'utf8')).trim()])
  for (const lines of [1, Math.ceil(steps / 2), steps - 2, steps - 1]) {
    const { said } = await rotate(lines)
    assert.deepEqual(await readAll(await found()), whole, `after: ${said}`)
    keys.add((await readFile(join(folder, 'secret.key'), 'utf8')).trim())
  }
  assert.ok(keys.size >= 2, 'some were cut after the change was made')
  assert.equal((await rotate()).code, 0)
  const now = await found()
  assert.deepEqual(await readAll(now), whole)
  await assert.rejects(readAll(first))
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('secret.')).sort(), [
    'secret.key',
    'secret.key.before',
  ])
})

test('a key that is an option goes over to the new one when both are given', async () => {
  const old = (await readFile(join(folder, 'secret.key'), 'utf8')).trim()
  const whole = await readAll(parseKey(old))
  const fresh = '66'.repeat(32)
  assert.match((await rotate(99, { VEILLEE_SECRET_KEY: fresh })).complaint, /VEILLEE_SECRET_KEY_BEFORE/)
  const env = { VEILLEE_SECRET_KEY: fresh, VEILLEE_SECRET_KEY_BEFORE: old }
  for (let turn = 0; turn < 2; turn++) assert.equal((await rotate(99, env)).code, 0, 'and again without harm')
  assert.deepEqual(await readAll(parseKey(fresh)), whole)
  const back = { VEILLEE_SECRET_KEY: old, VEILLEE_SECRET_KEY_BEFORE: fresh }
  assert.equal((await rotate(99, back)).code, 0)
})

test('is refused while a server runs on the database, and when a value cannot be opened', async () => {
  const running = connect(database.url, { max: 1, applicationName: 'veillee' })
  await sql`select 1`.execute(running.db)
  assert.match((await rotate()).complaint, /still running/)
  await running.close()
  await database.pool.query(`update channel_account set sealed_secrets = 'v1.AAAA' where id = $1`, [ids.old])
  const before = await database.pool.query('select id, sealed_credential from channel_account order by id')
  const { complaint, code } = await rotate()
  assert.equal(code, 1)
  assert.ok(complaint.length > 0)
  const later = await database.pool.query('select id, sealed_credential from channel_account order by id')
  assert.deepEqual(later.rows, before.rows, 'nothing was changed')
})
