import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { z } from 'zod'
import { open, parseKey, seal } from '../../../../lib/crypto/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { eventually } from '../../../../test/support/eventually.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import type { Channel, Credential } from '../../../channels/index.ts'
import { healthOf } from '../health.ts'
import { createAccount, getAccount } from '../store.ts'
import { giveCredential, keeperOf, noteProfile, noteQuota } from './index.ts'

const key = parseKey('44'.repeat(32))
const vault = {
  seal: (text: string, purpose: string) => seal(key, purpose, text),
  open: (sealed: string, purpose: string) => open(key, purpose, sealed),
}
const plain = { seal: (text: string) => text, open: (text: string) => text }
const channel: Channel = {
  id: 'held',
  name: 'Held',
  config: z.object({}) as z.ZodType<unknown>,
  limits: { text: 0, media: 0 },
  inbox: false,
}
const CHILD = new URL('../../../../test/support/renew-child.ts', import.meta.url).pathname

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function account(credential?: Credential, by = vault) {
  const workspaceId = await testWorkspace(database.db)
  const signedIn = credential && { credential, profile: { id: 'did:1' } }
  const made = { workspaceId, name: 'Held', config: {}, ...(signedIn ? { signedIn } : {}) }
  const id = await createAccount(database.db, by, channel, made)
  const row = await getAccount(database.db, workspaceId, id)
  return { row, keeper: keeperOf({ db: database.db, vault: by }, row) }
}

/** A token endpoint as the strict ones are: a refresh token works once, and the answer holds the next one. */
async function tokenServer() {
  let valid = 'refresh-0'
  const counts = { made: 0, refused: 0 }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { refresh } = JSON.parse(body) as { refresh: string }
    await new Promise((resolve) => setTimeout(resolve, 150))
    if (refresh !== valid) {
      counts.refused++
      response.writeHead(400).end('{}')
      return
    }
    counts.made++
    valid = `refresh-${counts.made}`
    response.end(JSON.stringify({ access: `access-${counts.made}`, refresh: valid }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/token`, counts, close: () => server.close() }
}

it('makes one renewal of what several processes find dead at once', async () => {
  const tokens = await tokenServer()
  const { row, keeper } = await account({ secret: { access: 'access-0', refresh: 'refresh-0' } }, plain)
  const children = Array.from({ length: 3 }, () =>
    spawn(process.execPath, [CHILD, database.url, row.workspace_id, row.id, tokens.url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  await Promise.all(children.map((child) => once(child.stdout, 'data')))
  const said = children.map(async (child) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    await once(child, 'exit')
    return text.trim()
  })
  for (const child of children) child.stdin.write('go\n')
  assert.deepEqual(await Promise.all(said), ['access-1', 'access-1', 'access-1'])
  assert.deepEqual(tokens.counts, { made: 1, refused: 0 })
  assert.deepEqual((await keeper.get())?.secret, { access: 'access-1', refresh: 'refresh-1' })
  tokens.close()
})

it('never lets an empty answer, or one with anything empty in it, replace what is there', async () => {
  const secret = { access: 'a', refresh: 'r' }
  const { keeper } = await account({ secret })
  const blank = fc.constantFrom('', ' ', '\n\t', null, '\u00a0')
  const answer = fc.oneof(
    fc.constant({}),
    fc.record({ access: fc.constant(undefined), refresh: fc.constant(undefined) }),
    fc.record({ access: blank, refresh: fc.string() }),
    fc.record({ access: fc.string({ minLength: 1 }), refresh: blank }),
  )
  await fc.assert(
    fc.asyncProperty(answer, async (given) => {
      await assert.rejects(
        keeper.renew(async () => ({ secret: given as Record<string, unknown> })),
        { failure: { kind: 'bad-response', detail: 'failure.empty-credential' } },
      )
      assert.deepEqual((await keeper.get())?.secret, secret)
    }),
    { numRuns: 40 },
  )
  await assert.rejects(keeper.renew(async () => undefined as unknown as Credential))
  await assert.rejects(keeper.renew(async () => ({ secret: { access: 'b' }, expires: new Date('never') })))
  assert.deepEqual((await keeper.get())?.secret, secret)
  await keeper.renew(async () => ({ secret: { access: 'b', refresh: undefined } }))
  assert.deepEqual((await keeper.get())?.secret, { access: 'b', refresh: 'r' }, 'what is not named stays')
})

it('seals each credential for its own account', async () => {
  const mine = await account({ secret: { access: 'très-secret' }, scopes: ['read'] })
  const other = await account({ secret: { access: 'autre' } })
  const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from channel_account a`.execute(
    database.db,
  )
  assert.ok(rows.every(({ row }) => !row.includes('très-secret')))
  assert.deepEqual(await mine.keeper.get(), { secret: { access: 'très-secret' }, scopes: ['read'] })
  await sql`
    update channel_account set sealed_credential = ${mine.row.sealed_credential} where id = ${other.row.id}`.execute(
    database.db,
  )
  await assert.rejects(other.keeper.get(), { id: 'sealed_unreadable' })
})

it('keeps what the network gave though the connection that held the lock is lost', async () => {
  const { keeper } = await account({ secret: { access: 'a', refresh: 'r' } })
  await keeper.renew(async () => {
    const { rows } = await sql<{ ended: boolean }>`
      select pg_terminate_backend(pid) as ended from pg_locks
      where locktype = 'advisory' and classid = 7242003 and pid <> pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`.execute(database.db)
    assert.equal(rows.length, 1)
    return { secret: { access: 'b', refresh: 's' } }
  })
  assert.deepEqual((await keeper.get())?.secret, { access: 'b', refresh: 's' })
})

it('lets what a person gave stand, whatever a renewal that lost its lock brings', async () => {
  const { row, keeper } = await account({ secret: { access: 'a' } })
  const stands = await keeper.renew(async () => {
    const sealed = vault.seal('{"secret":{"access":"person"}}', `credential:${row.workspace_id}:${row.id}`)
    await sql`update channel_account set sealed_credential = ${sealed} where id = ${row.id}`.execute(
      database.db,
    )
    return { secret: { access: 'machine' } }
  })
  assert.deepEqual(stands.secret, { access: 'person' })
  assert.deepEqual((await keeper.get())?.secret, { access: 'person' })
})

it('warns a week before a credential dies that no machine can renew, and is quiet once a new one is given', async () => {
  const now = new Date('2026-11-10T12:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const { row } = await account({ secret: { access: 'a' }, expires: inDays(6) })
  const again = () => getAccount(database.db, row.workspace_id, row.id)
  assert.equal(healthOf(await again(), channel, now), 'expiring')
  assert.equal(healthOf(await again(), channel, inDays(-2)), 'waiting')
  await sql`
    update channel_account set failure = '{"kind":"token-dead","detail":"x"}', next_pull = null
    where id = ${row.id}`.execute(database.db)
  const deps = { db: database.db, vault }
  const given = (credential: Credential) =>
    giveCredential(deps, row, { credential, profile: { id: 'did:1' }, pulls: true, now })
  await given({ secret: { access: 'b' }, expires: inDays(1), renewable: true })
  assert.equal(healthOf(await again(), channel, now), 'waiting')
  const { failure, next_pull, credential_given } = await again()
  assert.deepEqual([failure, next_pull, credential_given], [null, now, now])
  await assert.rejects(given({ secret: {} }))
})

it('keeps each quota apart, the least of what comes back in any order', async () => {
  const { row } = await account({ secret: { access: 'a' } })
  const resets = new Date('2026-11-10T12:05:00Z')
  const failed = (error: unknown) => assert.fail(String(error))
  for (const remaining of [41, 39, 40]) {
    noteQuota(database.db, row, { name: 'posts', remaining, limit: 300, resets }, failed)
  }
  const again = () => getAccount(database.db, row.workspace_id, row.id)
  await eventually(again, ({ quotas }) => quotas.posts?.remaining === 39)
  noteQuota(database.db, row, { name: 'media', remaining: 0, resets }, failed)
  await eventually(again, ({ quotas }) => quotas.media?.remaining === 0)
  assert.equal((await again()).quotas.posts?.remaining, 39)
  await noteProfile(database.db, row, {
    id: 'did:2',
    url: 'javascript:alert(1)',
    avatar: 'https://a.example/a',
  })
  assert.deepEqual((await again()).profile, { id: 'did:2', avatar: 'https://a.example/a' })
})
