import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, PASSWORD, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { Authenticator } from '../../../test/support/passkey.ts'
import { totpCode } from '../../../test/support/totp.ts'

let server: TestServer
let workspaceId: string

before(async () => {
  server = await testServer()
  workspaceId = await server.workspace()
})
after(() => server.close())

function signIn(browser: Browser, email: string, password = PASSWORD) {
  return browser.post('/api/auth/sign-in/email', { email, password })
}

async function actions(): Promise<string[]> {
  const { rows } = await server.pool.query(
    'select action from audit_entry where workspace_id = $1 order by id',
    [workspaceId],
  )
  return rows.map((row) => row.action)
}

test('a session is a cookie that scripts cannot read and other sites do not send', async () => {
  const { email } = await server.member(workspaceId, 'agent')
  const browser = server.browser()
  const response = await signIn(browser, email)
  assert.equal(response.status, 200)
  const [cookie = ''] = response.headers.getSetCookie()
  assert.match(cookie, /^veillee\.session_token=/)
  assert.match(cookie, /HttpOnly/i)
  assert.match(cookie, /SameSite=Lax/i)
  assert.match(cookie, /Path=\//i)
  assert.doesNotMatch(cookie, /Domain=/i)
  assert.equal((await browser.get('/me')).status, 200)
})

test('over https the cookie is bound to the host and never sent in clear', async () => {
  const secure = await testServer({ publicUrl: 'https://veille.example.org' })
  try {
    const { email } = await secure.member(await secure.workspace(), 'owner')
    const browser = secure.browser()
    const [cookie = ''] = (await signIn(browser, email)).headers.getSetCookie()
    assert.match(cookie, /^__Host-veillee\.session_token=/)
    assert.match(cookie, /; Secure/i)
    assert.doesNotMatch(cookie, /Domain=/i)
    const me = await browser.get('/me')
    assert.equal(me.status, 200)
    assert.match(me.headers.get('strict-transport-security') ?? '', /max-age/)
  } finally {
    await secure.close()
  }
})

test('a wrong password and an unknown address are told alike', async () => {
  const { email } = await server.member(workspaceId, 'agent')
  const wrong = await problemOf(await signIn(server.browser(), email, 'not the password'))
  const unknown = await problemOf(await signIn(server.browser(), 'nobody@example.org'))
  assert.equal(wrong.id, 'auth_credentials')
  assert.equal(unknown.id, wrong.id)
  assert.equal(unknown.detail, wrong.detail)
})

test('a session chosen by somebody else is never taken up (fixation)', async () => {
  const { email } = await server.member(workspaceId, 'agent')
  const browser = server.browser()
  browser.cookies.set('veillee.session_token', 'chosen-by-an-attacker.c2lnbmF0dXJl')
  assert.equal((await browser.get('/me')).status, 401)
  await signIn(browser, email)
  assert.doesNotMatch(browser.cookie(), /chosen-by-an-attacker/)
  const first = browser.cookie()
  await signIn(browser, email)
  assert.notEqual(browser.cookie(), first, 'each sign-in is a session of its own')
})

test('a session cookie altered by one letter is nobody’s, and signing out ends it on the server', async () => {
  const { browser } = await server.member(workspaceId, 'agent')
  const kept = browser.cookies.get('veillee.session_token') ?? ''
  const other = server.browser()
  other.cookies.set('veillee.session_token', (kept.startsWith('A') ? 'B' : 'A') + kept.slice(1))
  assert.equal((await other.get('/me')).status, 401)
  assert.equal((await browser.post('/api/auth/sign-out')).status, 200)
  other.cookies.set('veillee.session_token', kept)
  assert.equal((await other.get('/me')).status, 401)
})

test('nobody signs up by themselves, and paths of the library that we do not use do not exist', async () => {
  const person = { email: 'new@example.org', password: PASSWORD, name: 'New' }
  assert.equal((await server.browser().post('/api/auth/sign-up/email', person)).status, 404)
  const { browser } = await server.member(workspaceId, 'agent')
  for (const path of [
    '/update-user',
    '/delete-user',
    '/change-email',
    '/set-password',
    '/link-social',
    '/sign-in/social',
  ]) {
    const response = await browser.post(`/api/auth${path}`, { name: 'x', newEmail: 'x@example.org' })
    assert.equal(response.status, 404, path)
  }
  for (const path of ['/../v1/me', '//sign-in/email', '/sign-in/email/', '/%2e%2e/sign-up/email']) {
    assert.equal((await browser.post(`/api/auth${path}`, person)).status >= 400, true, path)
  }
})

test('a sign-in cannot be made by another site’s form', async () => {
  const { email } = await server.member(workspaceId, 'agent')
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = `email=${email}&password=${PASSWORD}`
  const plain = await server.browser().post('/api/auth/sign-in/email', body, { headers: form })
  assert.equal((await problemOf(plain)).id, 'json_needed')
  const foreign = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }
  const cross = await server.browser().post('/api/auth/sign-in/email', { email, password: PASSWORD }, foreign)
  assert.equal((await problemOf(cross)).id, 'origin')
})

test('a changed password ends the other sessions, and is written in the journal', async () => {
  const { email, browser } = await server.member(workspaceId, 'agent')
  const elsewhere = server.browser()
  await signIn(elsewhere, email)
  const change = {
    currentPassword: PASSWORD,
    newPassword: 'another good password',
    revokeOtherSessions: true,
  }
  assert.equal(
    (await browser.post('/api/auth/change-password', { ...change, currentPassword: 'x' })).status,
    400,
  )
  assert.equal((await browser.post('/api/auth/change-password', change)).status, 200)
  assert.equal((await elsewhere.get('/me')).status, 401)
  assert.equal((await browser.get('/me')).status, 200)
  assert.ok((await actions()).includes('password.change'))
})

test('two-step sign-in: enabled with a code, asked at the next sign-in, opened by a code or a backup code once', async () => {
  const { email, browser } = await server.member(workspaceId, 'agent')
  const enabled = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })
  const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  assert.match(totpURI, /issuer=Veill/)
  assert.equal((await signIn(server.browser(), email)).status, 200, 'not asked before a first code proved it')
  const code = () => totpCode(totpURI, new Date())
  assert.equal((await browser.post('/api/auth/two-factor/verify-totp', { code: code() })).status, 200)
  assert.equal(
    ((await (await browser.get('/me')).json()) as { user: { twoFactor: boolean } }).user.twoFactor,
    true,
  )

  const phone = server.browser()
  const half = await signIn(phone, email)
  assert.equal(((await half.json()) as { twoFactorRedirect?: boolean }).twoFactorRedirect, true)
  assert.equal((await phone.get('/me')).status, 401, 'half way is not in')
  const wrong = await phone.post('/api/auth/two-factor/verify-totp', { code: '000000' })
  assert.equal((await problemOf(wrong)).id, 'auth_code')
  assert.equal((await phone.post('/api/auth/two-factor/verify-totp', { code: code() })).status, 200)
  assert.equal((await phone.get('/me')).status, 200)

  const lost = server.browser()
  await signIn(lost, email)
  const rescue = { code: backupCodes[0] }
  assert.equal((await lost.post('/api/auth/two-factor/verify-backup-code', rescue)).status, 200)
  const replay = server.browser()
  await signIn(replay, email)
  const again = await replay.post('/api/auth/two-factor/verify-backup-code', rescue)
  assert.equal((await problemOf(again)).id, 'auth_backup_code')

  const { rows } = await server.pool.query('select secret, backup_codes from app_two_factor')
  assert.ok(!JSON.stringify(rows).includes(backupCodes[1] ?? '-'), 'second factors are sealed at rest')
  assert.ok((await actions()).includes('two_factor.on'))
})

test('a passkey is registered by somebody signed in and opens a session without a password', async () => {
  const { browser, email, userId } = await server.member(workspaceId, 'agent')
  const device = new Authenticator('http://localhost:4300')
  const asked = await browser.get('/api/auth/passkey/generate-register-options?name=Clé')
  const options = (await asked.json()) as { challenge: string; rp: { id: string; name: string } }
  assert.deepEqual(options.rp, { id: 'localhost', name: 'Veillée' })
  const registered = await browser.post('/api/auth/passkey/verify-registration', {
    name: 'Clé',
    response: device.register(options),
  })
  assert.equal(registered.status, 200)

  const visitor = server.browser()
  const challenge = (await (await visitor.get('/api/auth/passkey/generate-authenticate-options')).json()) as {
    challenge: string
    rpId: string
  }
  const response = device.authenticate(challenge)
  assert.equal((await visitor.post('/api/auth/passkey/verify-authentication', { response })).status, 200)
  const me = (await (await visitor.get('/me')).json()) as { user: { email: string } }
  assert.equal(me.user.email, email)
  const { rows } = await server.pool.query(
    `select count(*) from audit_entry where user_id = $1 and action = any('{passkey.add,session.start}')`,
    [userId],
  )
  assert.equal(rows[0].count, 2)

  const replay = await server.browser().post('/api/auth/passkey/verify-authentication', { response })
  assert.equal((await problemOf(replay)).id, 'auth_passkey', 'an answer serves once')
  const foreign = new Authenticator('https://evil.example')
  const again = (await (
    await browser.get('/api/auth/passkey/generate-register-options')
  ).json()) as typeof options
  const phished = await browser.post('/api/auth/passkey/verify-registration', {
    response: foreign.register(again),
  })
  assert.equal((await problemOf(phished)).id, 'auth_passkey')
})

test('a passkey option is only for somebody signed in', async () => {
  const response = await server.browser().get('/api/auth/passkey/generate-register-options')
  assert.equal((await problemOf(response)).id, 'unauthenticated')
})

test('too many tries are refused: by address, and by account from wherever they come', async () => {
  const limited = await testServer({ authLimits: true, limits: true, trustProxy: true })
  try {
    const { email } = await limited.member(await limited.workspace(), 'agent')
    const from = (address: string) => ({
      headers: { 'x-forwarded-for': address, 'x-veillee-address': '9.9.9.9' },
    })
    const attempt = (address: string, who: string) =>
      limited.browser().post('/api/auth/sign-in/email', { email: who, password: 'wrong' }, from(address))
    const one: number[] = []
    for (let n = 0; n < 12; n++) one.push((await attempt('203.0.113.1', `nobody${n}@example.org`)).status)
    assert.deepEqual(one.slice(-2), [429, 429])
    assert.equal(
      (await attempt('203.0.113.2', 'nobody@example.org')).status,
      401,
      'another address is not concerned',
    )
    const spread: number[] = []
    for (let n = 0; n < 22; n++) spread.push((await attempt(`198.51.100.${n}`, email)).status)
    assert.deepEqual(spread.slice(-2), [429, 429])
    const told = await attempt('198.51.100.99', email)
    assert.ok(Number(told.headers.get('retry-after')) > 0)
    assert.equal((await problemOf(told)).id, 'auth_locked')
  } finally {
    await limited.close()
  }
})

test('settings of one’s own: name, language, theme, zone; nothing else can be set', async () => {
  const { browser } = await server.member(workspaceId, 'analyst')
  const change = { name: 'Élodie', locale: 'fr', theme: 'dark', timeZone: 'America/Montreal' }
  const changed = (await (await browser.patch('/me', change)).json()) as { user: Record<string, unknown> }
  for (const [key, value] of Object.entries(change)) assert.equal(changed.user[key], value)
  for (const field of ['email', 'role', 'twoFactor', 'emailVerified', 'id', 'permissions']) {
    const refused = await browser.patch('/me', { [field]: 'owner' })
    assert.equal(refused.status, 422, field)
    assert.ok(field in ((await problemOf(refused)).fields ?? {}), field)
  }
  const wrong = await problemOf(await browser.patch('/me', { timeZone: 'Mars/Phobos' }))
  assert.match(wrong.fields?.timeZone ?? '', /fuseau horaire/, 'in the language just chosen')
})
