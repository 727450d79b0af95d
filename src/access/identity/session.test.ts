import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inTransaction } from '../../../lib/db/index.ts'
import {
  type Browser,
  type Member,
  PASSWORD,
  problemOf,
  type TestServer,
  testServer,
} from '../../../test/support/http.ts'
import { totpCode } from '../../../test/support/totp.ts'
import { removeSecondFactor, replacePassword } from './store.ts'

/** How long one stays in, what ends it, and what stands between a password and a session. */
let server: TestServer
let workspaceId: string

before(async () => {
  server = await testServer()
  workspaceId = await server.workspace()
})
after(() => server.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR
const AUTH = '/api/auth'

function signIn(browser: Browser, email: string, password = PASSWORD) {
  return browser.post(`${AUTH}/sign-in/email`, { email, password })
}

async function isIn(browser: Browser): Promise<boolean> {
  return (await browser.get('/me')).status === 200
}

/** Moves a person's sessions in time: as though they had begun so long ago. */
async function age({ userId }: Member, ms: number): Promise<void> {
  await server.pool.query(
    `update app_session set created_at = created_at - $2 * interval '1 ms', updated_at = updated_at - $2 * interval '1 ms',
       expires_at = expires_at - $2 * interval '1 ms' where user_id = $1`,
    [userId, ms],
  )
}

async function endsIn({ userId }: Member): Promise<number> {
  const { rows } = await server.pool.query('select expires_at from app_session where user_id = $1', [userId])
  return rows[0].expires_at.getTime() - Date.now()
}

describe('a session', () => {
  it('ends after a week without a visit', async () => {
    const agent = await server.member(workspaceId, 'agent')
    await age(agent, 7 * DAY + HOUR)
    const refused = await agent.browser.get('/me')
    assert.equal((await problemOf(refused)).id, 'unauthenticated')
    assert.equal(await (await agent.browser.get(`${AUTH}/get-session`)).json(), null)
  })

  it('lasts as long as somebody comes: prolonged after a day, by any request, with its cookie', async () => {
    const agent = await server.member(workspaceId, 'agent')
    const young = await agent.browser.get('/me')
    assert.deepEqual(young.headers.getSetCookie(), [], 'nothing to prolong yet')
    await age(agent, DAY + HOUR)
    const visit = await agent.browser.get('/members')
    assert.match(visit.headers.getSetCookie().join(), /session_token=.*Max-Age=604800/i)
    assert.ok((await endsIn(agent)) > 7 * DAY - HOUR)
    await age(agent, 6 * DAY)
    assert.ok(await isIn(agent.browser))
  })

  it('is one of several that their owner sees and ends, and nobody else', async () => {
    const [agent, other] = [
      await server.member(workspaceId, 'agent'),
      await server.member(workspaceId, 'owner'),
    ]
    const phone = server.browser()
    await signIn(phone, agent.email)
    const listed = (await (await agent.browser.get(`${AUTH}/list-sessions`)).json()) as {
      token: string
      userId: string
    }[]
    assert.deepEqual(
      [listed.length, new Set(listed.map(({ userId }) => userId))],
      [2, new Set([agent.userId])],
    )
    const phones = listed.find(({ token }) => phone.cookie().includes(token.slice(0, 20)))
    for (const one of listed) await other.browser.post(`${AUTH}/revoke-session`, { token: one.token })
    assert.deepEqual(
      [await isIn(agent.browser), await isIn(phone)],
      [true, true],
      'not even an owner of the workspace',
    )
    await agent.browser.post(`${AUTH}/revoke-session`, { token: phones?.token })
    assert.deepEqual([await isIn(agent.browser), await isIn(phone)], [true, false])
    await signIn(phone, agent.email)
    await agent.browser.post(`${AUTH}/revoke-other-sessions`)
    assert.deepEqual(
      [await isIn(agent.browser), await isIn(phone), await isIn(other.browser)],
      [true, false, true],
    )
  })

  it('that is a day old does not add a passkey: whoever found a telephone unlocked would stay for ever', async () => {
    const agent = await server.member(workspaceId, 'agent')
    const options = () => agent.browser.get(`${AUTH}/passkey/generate-register-options`)
    assert.equal((await options()).status, 200)
    await age(agent, DAY + HOUR)
    assert.equal((await problemOf(await options())).id, 'auth_fresh')
  })

  it('ends at once when its password is set anew from the command line, wherever it is', async () => {
    const agent = await server.member(workspaceId, 'agent')
    const phone = server.browser()
    await signIn(phone, agent.email)
    const passwordHash = await server.auth.hashPassword('a wholly new password')
    await inTransaction(server.db, (tx) => replacePassword(tx, agent.userId, passwordHash))
    assert.deepEqual([await isIn(agent.browser), await isIn(phone)], [false, false])
    assert.equal((await problemOf(await signIn(phone, agent.email))).id, 'auth_credentials')
    assert.equal((await signIn(phone, agent.email.toUpperCase(), 'a wholly new password')).status, 200)
  })
})

interface TwoStep extends Member {
  code(): string
  backup: string[]
}

async function twoStep(): Promise<TwoStep> {
  const member = await server.member(workspaceId, 'agent')
  const enabled = await member.browser.post(`${AUTH}/two-factor/enable`, { password: PASSWORD })
  const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  const code = () => totpCode(totpURI, new Date())
  assert.equal((await member.browser.post(`${AUTH}/two-factor/verify-totp`, { code: code() })).status, 200)
  return { ...member, code, backup: backupCodes }
}

/** Somebody with the password, before the second step. */
async function halfWay({ email }: Member): Promise<Browser> {
  const browser = server.browser()
  await signIn(browser, email)
  return browser
}

const withCode = (browser: Browser, code?: string) => browser.post(`${AUTH}/two-factor/verify-totp`, { code })
const withBackup = (browser: Browser, code?: string) =>
  browser.post(`${AUTH}/two-factor/verify-backup-code`, { code })

describe('the second step', () => {
  it('takes each backup code once, in any order, also by two at the same moment', async () => {
    const person = await twoStep()
    assert.equal(person.backup.length, 10)
    for (const code of person.backup.toReversed().slice(0, 3)) {
      assert.equal((await withBackup(await halfWay(person), code)).status, 200)
      assert.equal((await problemOf(await withBackup(await halfWay(person), code))).id, 'auth_backup_code')
    }
    const [one, two] = [await halfWay(person), await halfWay(person)]
    const answers = await Promise.all([one, two].map((browser) => withBackup(browser, person.backup[0])))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal([await isIn(one), await isIn(two)].filter(Boolean).length, 1)
  })

  it('forgets the backup codes of before when new ones are made, which takes the password', async () => {
    const person = await twoStep()
    const anew = (password: string) =>
      person.browser.post(`${AUTH}/two-factor/generate-backup-codes`, { password })
    assert.equal((await problemOf(await anew('not the password'))).id, 'auth_password')
    const { backupCodes } = (await (await anew(PASSWORD)).json()) as { backupCodes: string[] }
    assert.equal(
      (await problemOf(await withBackup(await halfWay(person), person.backup[0]))).id,
      'auth_backup_code',
    )
    assert.equal((await withBackup(await halfWay(person), backupCodes[0])).status, 200)
  })

  it('is over after five wrong codes: then even the right one asks for the password again', async () => {
    const person = await twoStep()
    const thief = await halfWay(person)
    for (let n = 0; n < 5; n++) assert.equal((await withCode(thief, '000000')).status, 401)
    assert.equal((await problemOf(await withCode(thief, person.code()))).id, 'auth_step_expired')
    assert.equal(await isIn(thief), false)
    assert.equal(
      (await withCode(await halfWay(person), person.code())).status,
      200,
      'its owner gets in meanwhile',
    )
  })

  it('is locked for everybody after many wrong codes, whatever the number of tries with the password', async () => {
    const person = await twoStep()
    let locked = ''
    for (let n = 0; n < 20 && locked !== 'auth_locked'; n++) {
      const thief = await halfWay(person)
      for (let tried = 0; tried < 4 && locked !== 'auth_locked'; tried++)
        locked = (await problemOf(await withCode(thief, '000000'))).id
    }
    assert.equal(locked, 'auth_locked')
    assert.equal((await problemOf(await withCode(await halfWay(person), person.code()))).id, 'auth_locked')
    assert.ok(await isIn(person.browser), 'who is in stays in')
  })

  it('does not begin without the password, nor with somebody else’s first step', async () => {
    const [person, other] = [await twoStep(), await twoStep()]
    assert.equal((await problemOf(await withCode(server.browser(), person.code()))).id, 'auth_step_expired')
    assert.equal((await problemOf(await withCode(await halfWay(other), person.code()))).id, 'auth_code')
    assert.equal(
      (await problemOf(await withBackup(await halfWay(other), person.backup[0]))).id,
      'auth_backup_code',
    )
  })

  it('is taken away by its owner with the password, or from the command line, and passwords alone do again', async () => {
    const [mine, lost] = [await twoStep(), await twoStep()]
    const off = (password: string) => mine.browser.post(`${AUTH}/two-factor/disable`, { password })
    assert.equal((await problemOf(await off('not the password'))).id, 'auth_password')
    assert.equal(await isIn(await halfWay(mine)), false)
    assert.equal((await off(PASSWORD)).status, 200)
    assert.ok(await isIn(await halfWay(mine)))
    await inTransaction(server.db, (tx) => removeSecondFactor(tx, lost.userId))
    assert.ok(await isIn(await halfWay(lost)))
    const { rows } = await server.pool.query(
      `select action from audit_entry where user_id = $1 and action like 'two_factor%' order by id`,
      [mine.userId],
    )
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['two_factor.on', 'two_factor.off'],
    )
  })

  it('takes a code once: who looked over a shoulder has nothing', async () => {
    const person = await twoStep()
    const code = person.code()
    assert.equal((await withCode(await halfWay(person), code)).status, 200)
    assert.equal((await problemOf(await withCode(await halfWay(person), code))).id, 'auth_code')
  })
})
