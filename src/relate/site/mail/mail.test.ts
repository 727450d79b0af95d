import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createHttp } from '../../../../lib/http/index.ts'
import { createLimiter } from '../../../../lib/limit/index.ts'
import { pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'
import { type SmtpServer, startSmtp } from '../../../../test/support/smtp-server.ts'
import { ADDRESS_HEADER } from '../../../access/index.ts'
import { getAccount } from '../../../ingest/index.ts'
import type { SiteDeps } from '../deps.ts'
import { requireRoom, sourceOf } from '../door/caps.ts'
import { siteOf } from '../door/site.ts'
import { forgetVisitors } from '../visitor/erase.ts'
import { mailAnswers } from './answers.ts'

let site: TestSite
let smtp: SmtpServer
let deps: SiteDeps
const mails: string[] = []
before(async () => {
  site = await testSite({ retention: 30 })
  smtp = await startSmtp({ user: 'v', password: 'p', deliver: ({ raw }) => mails.push(raw.toString()) })
  const http = createHttp({ allow: () => true, userAgent: 'test' })
  const server = {
    kind: 'smtp',
    host: '127.0.0.1',
    port: smtp.port,
    security: 'clear',
    user: 'v',
    password: 'p',
  } as const
  const from = { name: 'Maison', address: 'maison@example.org' }
  deps = { ...site.deps, mailWay: async () => ({ server, from, http }) }
})
after(async () => {
  await smtp.close()
  await site.server.close()
})
beforeEach(() => {
  mails.length = 0
})

const query = async (text: string, values: unknown[] = []) =>
  (await site.server.pool.query(text, values)).rows

/** Somebody who wrote, left an address, and was answered while they were away. */
async function answered(text: string): Promise<{ token: string; visitor: string }> {
  const token = pageToken()
  const email = `${text.startsWith('Une') ? 'une' : 'autre'}@client.example`
  await site.tell('/say', { token, id: randomUUID(), text: 'Bonjour', email, lang: 'fr' })
  await site.follow()
  const [talk] = await query(`select id, author_id from conversation order by last_at desc limit 1`)
  const agent = await site.server.member(site.workspaceId, 'agent')
  const sent = await agent.browser.post(`/conversations/${talk.id}/replies`, { text })
  assert.equal(sent.status, 201)
  await site.deliver()
  await query(
    `update site_visitor set mail_due = now() - interval '1 second' where id = $1 and mail_due is not null`,
    [talk.author_id],
  )
  return { token, visitor: talk.author_id }
}
const send = (at = deps) => mailAnswers(at, site.workspaceId, AbortSignal.timeout(20_000))
const fate = async (visitor: string) =>
  (await query('select mailed from site_item where visitor_id = $1 and ours', [visitor]))[0].mailed

describe('an answer that nobody came back for', () => {
  it('is mailed once to the address that was left, with a link that opens that conversation alone', async () => {
    const { visitor } = await answered('Une réponse.')
    assert.equal(await send(), 1)
    assert.equal(await send(), 0)
    assert.equal(mails.length, 1)
    const whole = Buffer.from(mails[0] ?? '')
      .toString()
      .replaceAll('=\r\n', '')
      .replaceAll('=3D', '=')
    assert.match(whole, /To: .*une@client\.example/i)
    assert.equal(await fate(visitor), 'sent')
    const link = /\/site\/[\w-]{43}\/talk\/(t\.[\w-]{43})/.exec(whole)
    assert.ok(link, whole)
    const page = await (await site.server.app.request(link[0])).text()
    assert.match(page, /Une réponse\./)
    const forged = link[0].replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    assert.equal((await site.server.app.request(forged)).status, 404)
    const bare = link[0].replace('/talk/t.', '/calls/')
    assert.equal((await site.server.app.request(bare)).status, 404, 'one secret for one purpose')
  })

  it('is not mailed to who has looked at it since', async () => {
    const { token } = await answered('Vue ici.')
    await site.tell('/wait', { token, after: 2, seen: 2, now: true })
    assert.equal(await send(), 0)
    assert.deepEqual(mails, [])
  })

  it('that may or may not have left is never repeated, and is said to be unknown', async () => {
    const { visitor } = await answered('Peut-être.')
    smtp.faults.push('cut-after-acceptance')
    assert.equal(await send(), 0)
    assert.equal(await fate(visitor), 'unknown')
    assert.equal(await send(), 0)
    assert.equal(mails.length, 1)
  })

  it('waits while there is no way for mails, and is tried again where the server was only away', async () => {
    const { visitor } = await answered('Plus tard.')
    assert.equal(await send({ ...deps, mailWay: async () => undefined }), 0)
    assert.equal(await fate(visitor), null)
    await query(`update site_visitor set mail_due = now() - interval '1 second' where id = $1`, [visitor])
    smtp.faults.push('rate-limit')
    assert.equal(await send(), 0)
    assert.equal(await fate(visitor), null)
    await query(`update site_visitor set mail_due = now() - interval '1 second' where id = $1`, [visitor])
    assert.equal(await send(), 1)
    assert.equal(mails.length, 1)
  })
})

describe('a transcript', () => {
  it('is no way to have us write to strangers: an address, an answer of ours, and three at most', async () => {
    const token = pageToken()
    await site.tell('/say', { token, id: randomUUID(), text: 'Achetez ceci', lang: 'fr' })
    const asked = async (who: string) =>
      ((await (await site.ask('/transcript', { token: who })).json()) as { problem?: string }).problem
    assert.equal(await asked(token), 'site_no_email')
    await site.tell('/who', { token, email: 'victime@example.org' })
    assert.equal(await asked(token), 'site_not_answered')
    const { token: known } = await answered('Transcrit.')
    assert.equal(await asked(known), 'mail_no_way')
  })
})

describe('what was promised of keeping', () => {
  it('erases who was not here for as long: both sides, files, forms, conversation, person, what was sent', async () => {
    const { token, visitor } = await answered('À oublier.')
    const form = new FormData()
    for (const [key, value] of Object.entries({ token, lang: 'fr' })) form.set(key, value)
    form.set('file', new File([new Uint8Array(Buffer.from('secret de client'))], 'note.txt'))
    const file = (await (await site.ask('/file', form as never)).json()) as { id: string }
    await site.tell('/say', { token, id: randomUUID(), text: 'Avec fichier', files: [file.id], lang: 'fr' })
    await site.follow()
    const forget = (days: number) =>
      forgetVisitors(
        { ...site.deps, db: site.server.db },
        site.workspaceId,
        new Date(Date.now() + days * 86_400_000),
      )
    assert.equal(await forget(29), 0)
    assert.ok((await forget(31)) >= 1)
    for (const [text, values] of [
      ['select id from site_visitor where id = $1', [visitor]],
      ['select n from site_item where visitor_id = $1', [visitor]],
      ['select id from activity where thread = $1', [visitor]],
      ['select id from conversation where author_id = $1', [visitor]],
      ['select person_id from person_identity where actor_id = $1', [visitor]],
      ['select id from attachment where id = $1', [file.id]],
      [`select id from delivery where draft->>'text' = $1`, ['À oublier.']],
    ] as const)
      assert.deepEqual(await query(text, [...values]), [], text)
    assert.equal((await site.ask('/wait', { token, after: 0, now: true })).status, 404)
  })
})

describe('a flood', () => {
  it('from one place is refused there, and starves nobody else', async () => {
    const at = siteOf(await getAccount(site.server.db, site.workspaceId, site.accountId))
    const limited = { ...deps, limits: true, limiter: createLimiter(deps.clock) }
    const from = (address: string) => new Request('http://x', { headers: { [ADDRESS_HEADER]: address } })
    const passes = (address: string) => {
      try {
        requireRoom(limited, at, from(address), 'form')
        return true
      } catch {
        return false
      }
    }
    const flood = Array.from({ length: 1_000 }, () => passes('203.0.113.9'))
    assert.equal(flood.filter(Boolean).length, 6)
    assert.ok(passes('198.51.100.1'))
  })

  it('of one network of IPv6 is one place', () => {
    assert.equal(sourceOf('2001:db8:1:2:3:4:5:6'), sourceOf('2001:db8:1:2::9'))
    assert.notEqual(sourceOf('2001:db8:1:2::9'), sourceOf('2001:db8:1:3::9'))
    assert.equal(sourceOf('192.0.2.1'), '192.0.2.1')
    assert.equal(sourceOf('::ffff:192.0.2.1'), '::ffff:192.0.2.1')
    assert.equal(sourceOf('::1'), '0:0:0:0')
  })
})
