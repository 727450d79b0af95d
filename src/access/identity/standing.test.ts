import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { inTransaction } from '../../../lib/db/index.ts'
import { silentLog } from '../../../lib/log/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { createLibrary } from './auth.ts'
import { createAuth } from './identity.ts'
import { type Marks, standingSession } from './standing.ts'
import { insertUser } from './store.ts'

/** The short way to a session never lets in whom the library would not, and never spares it what it would have done. */
const options = { publicUrl: 'http://localhost:4300', secret: 'ab'.repeat(32), limits: false }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const NAME = 'veillee.session_token'

let database: TestDatabase
let library: ReturnType<typeof createLibrary>
let marks: Marks
let userId: string
let values: string[]

before(async () => {
  database = await testDatabase()
  library = createLibrary(database.db, options, silentLog())
  const auth = createAuth(database.db, options, silentLog())
  const passwordHash = await auth.hashPassword('a long password')
  userId = await inTransaction(database.db, (tx) =>
    insertUser(tx, { name: 'Camille', email: 'camille@example.org', passwordHash }),
  )
  const signIn = () => auth.signIn('camille@example.org', 'a long password', new Headers())
  const lines = [...(await signIn()), ...(await signIn())].filter((line) => line.startsWith(`${NAME}=`))
  values = lines.map((line) => line.slice(NAME.length + 1, line.indexOf(';')))
  const { authCookies, secret, sessionConfig } = await library.$context
  marks = {
    cookie: authCookies.sessionToken.name,
    secret,
    lives: sessionConfig.expiresIn,
    prolonged: sessionConfig.updateAge,
  }
})
after(() => database.close())

/** As though every session had been prolonged that long ago. */
async function aged(ms: number): Promise<void> {
  await database.pool.query(
    `update app_session set expires_at = now() + $1 * interval '1 ms' where user_id = $2`,
    [7 * DAY - ms, userId],
  )
}

async function byLibrary(cookie: string): Promise<{ sessionId: string; untouched: boolean } | null> {
  const found = await library.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
  if (!found.response) return null
  const untouched = found.headers.getSetCookie().length === 0
  return { sessionId: found.response.session.id, untouched }
}

const changed = (text: string, at: number) => {
  const place = at % text.length
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`
}

const value = fc.oneof(
  { weight: 9, arbitrary: fc.nat(1).map((n) => (values: string[]) => values[n] ?? '') },
  fc.tuple(fc.nat(1), fc.nat(200)).map(
    ([n, at]) =>
      (values: string[]) =>
        changed(decodeURIComponent(values[n] ?? ''), at),
  ),
  fc.nat(1).map((n) => (values: string[]) => decodeURIComponent(values[n] ?? '')),
  // The token of one session under the signature of the other.
  fc.constant((values: string[]) => `${values[0]?.split('.')[0]}.${values[1]?.split('.')[1]}`),
  fc.nat(1).map((n) => (values: string[]) => values[n]?.split('.')[0] ?? ''),
  fc.constantFrom('', '.', '%', 'a.b', '.AAAA', 'null').map((text) => () => text),
)
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constant(NAME) },
  fc.constantFrom(`x${NAME}`, NAME.toUpperCase(), ` ${NAME}`, `__Secure-${NAME}`),
)
const cookies = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 3 })
const age = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0, DAY - HOUR) },
  fc.constantFrom(DAY + HOUR, 6 * DAY, 7 * DAY + HOUR),
)

describe('the short way to a session', () => {
  it('takes a cookie as it was given', async () => {
    await aged(HOUR)
    const cookie = `theme=dark; ${NAME}=${values[0]}; other=1`
    const standing = await standingSession(database.db, marks, cookie)
    assert.deepEqual([standing?.userId, standing?.sessionId], [userId, (await byLibrary(cookie))?.sessionId])
  })

  it('leaves to the library what is over, what is to be prolonged, and what has been ended', async () => {
    const cookie = `${NAME}=${values[1]}`
    await aged(DAY + HOUR)
    assert.equal(await standingSession(database.db, marks, cookie), undefined)
    await aged(7 * DAY + HOUR)
    assert.equal(await standingSession(database.db, marks, cookie), undefined)
    assert.equal(await standingSession(database.db, { ...marks, secret: 'cd'.repeat(32) }, cookie), undefined)
  })

  it('says what the library says, of whatever cookies at whatever age', async () => {
    let entered = 0
    await fc.assert(
      fc.asyncProperty(cookies, age, async (pairs, ms) => {
        // The library deletes what is over: it comes back for the next.
        const kept = (await database.pool.query('select * from app_session')).rows
        await aged(ms)
        const header = pairs.map(([key, make]) => `${key}=${make(values)}`).join('; ')
        const standing = await standingSession(database.db, marks, header)
        const said = await byLibrary(header)
        await restore(kept)
        if (!standing) return
        entered++
        assert.deepEqual(said, { sessionId: standing.sessionId, untouched: true })
      }),
      { numRuns: 150 },
    )
    assert.ok(entered > 5, `only ${entered} of 150 were let in`)
  })
})

async function restore(rows: Record<string, unknown>[]): Promise<void> {
  for (const row of rows)
    await database.pool.query(
      `insert into app_session (id, user_id, token, expires_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [row.id, row.user_id, row.token, row.expires_at, row.created_at, row.updated_at],
    )
}
