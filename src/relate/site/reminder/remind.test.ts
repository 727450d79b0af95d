import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createHttp } from '../../../../lib/http/index.ts'
import { pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'
import { type SmtpServer, startSmtp } from '../../../../test/support/smtp-server.ts'
import type { SiteDeps } from '../deps.ts'
import { remindOfCalls } from './remind.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const windows = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))

let site: TestSite
let smtp: SmtpServer
let deps: SiteDeps
const mails: string[] = []
before(async () => {
  site = await testSite({
    zone: 'Europe/Paris',
    callBack: { enabled: true, windows, minutes: 30, atOnce: 2, notice: 0, days: 6 },
  })
  smtp = await startSmtp({
    user: 'v',
    password: 'p',
    deliver: ({ raw }) => mails.push(plain(raw.toString())),
  })
  const http = createHttp({ allow: () => true, userAgent: 'test' })
  const place = { kind: 'smtp', host: '127.0.0.1', port: smtp.port, security: 'clear' } as const
  const way = { server: { ...place, user: 'v', password: 'p' }, http }
  deps = {
    ...site.deps,
    mailWay: async () => ({ ...way, from: { name: 'Maison', address: 'm@example.org' } }),
  }
})
after(async () => {
  await smtp.close()
  await site.server.close()
})
beforeEach(() => {
  mails.length = 0
})

/** A mail as it is read: soft line ends joined, signs decoded. */
function plain(raw: string): string {
  const joined = raw.replace(/=\r?\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
}
const query = async (text: string, values: unknown[] = []) =>
  (await site.server.pool.query(text, values)).rows
const remind = (at: Date, own = deps) => remindOfCalls(own, site.workspaceId, at, AbortSignal.timeout(20_000))

let number = 0
/** Books a call that is at least so far ahead, on the hour or half past. */
async function booked(hours: number, more: object = {}) {
  const { days } = await site.tell<{ days: { slots: { start: string }[] }[] }>('/slots', undefined)
  const free = days.flatMap(({ slots }) => slots.map(({ start }) => new Date(start)))
  const starts = free.find((at) => at.getTime() >= Date.now() + hours * HOUR) ?? assert.fail('no time')
  const n = number++
  const { url } = await site.tell<{ url: string }>('/call-backs', {
    ...{
      token: pageToken(),
      start: starts.toISOString(),
      phone: `+33 1 00 00 01 ${String(n).padStart(2, '0')}`,
    },
    ...{
      name: `Noé ${n}`,
      email: `noe${n}@client.example`,
      lang: 'fr',
      about: 'Achetez mes montres',
      ...more,
    },
  })
  const [row] = await query('select id, team_due, remind_due from call_back order by id desc limit 1')
  return { url, starts, id: row.id as string, team: row.team_due as Date, due: row.remind_due as Date | null }
}
const fate = async (id: string) =>
  (await query('select remind_due, reminded, reminder from call_back where id = $1', [id]))[0]
const pageAt = (url: string, form?: Record<string, string>) => {
  const body = new FormData()
  for (const [key, value] of Object.entries(form ?? {})) body.set(key, value)
  return site.server.app.request(new URL(url).pathname, form ? { method: 'POST', body } : {})
}

describe('who is to be called', () => {
  it('is reminded once by the address that they left, in their language, by a link that needs no account (T9)', async () => {
    const { id, due, url } = await booked(30)
    assert.ok(due)
    assert.equal(await remind(new Date(due.getTime() - 1)), 0)
    const sent = await Promise.all([remind(due), remind(due)])
    assert.deepEqual(sent.sort(), [0, 1], 'also where two look at once')
    assert.equal(await remind(new Date(due.getTime() + HOUR)), 0)
    assert.equal(mails.length, 1)
    const [mail = ''] = mails
    assert.match(mail, /^To: noe\d+@client\.example/m)
    assert.match(
      mail,
      /Nous vous appelons \S+ \S+ \S+( \d{4})? à \d+\u00A0h(\u00A0\d\d)? \(heure de Paris\), au \+33 1/,
    )
    assert.ok(mail.includes(url), 'the link of that call')
    // Words of whoever booked reach nobody by us (T6).
    assert.doesNotMatch(mail, /montres|Noé/)
    assert.equal((await fate(id)).reminder, 'sent')
    assert.match(await (await pageAt(url, { do: 'cancel' })).text(), /annulé/)
    const link = url.split('/').at(-1) ?? ''
    const forged = url.replace(link, `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)
    assert.equal((await pageAt(forged)).status, 404)
  })

  it('is reminded anew of a time that the call was moved to, and of none that was given up', async () => {
    const first = await booked(30, { lang: 'en', zone: 'America/New_York' })
    await remind(first.due ?? assert.fail())
    assert.match(mails[0] ?? '', /\(Paris time\), that is .+ time\)/)
    const other = new Date(first.starts.getTime() + 24 * HOUR)
    assert.equal((await pageAt(first.url, { do: 'move', start: other.toISOString() })).status, 200)
    const moved = await fate(first.id)
    assert.deepEqual([moved.reminded, moved.reminder], [null, null])
    assert.ok(moved.remind_due > (first.due ?? 0))
    assert.equal(await remind(moved.remind_due), 1)
    assert.equal(mails.length, 2)
    const given = await booked(40)
    await pageAt(given.url, { do: 'cancel' })
    assert.equal(await remind(given.due ?? assert.fail()), 0)
  })

  it('is not, where they left no address, have just booked, or it is too late', async () => {
    const silent = await booked(31, { email: '' })
    assert.equal(await remind(silent.due ?? assert.fail()), 0)
    assert.deepEqual(Object.values(await fate(silent.id)), [null, null, null])
    assert.equal((await booked(0)).due, null)
    const late = await booked(32)
    assert.equal(await remind(new Date(late.starts.getTime() - 14 * MINUTE)), 0)
    assert.equal((await fate(late.id)).remind_due, null)
    assert.equal(mails.length, 0)
  })

  it('is tried again where nothing can leave now, and said to be unknown where nobody can tell', async () => {
    const { id, due } = await booked(33)
    assert.ok(due)
    assert.equal(await remind(due, { ...deps, mailWay: async () => undefined }), 0)
    const waits = await fate(id)
    assert.deepEqual([waits.remind_due.getTime() - due.getTime(), waits.reminder], [5 * MINUTE, null])
    // Cut between the mail and what is noted of it.
    const cut = { ...deps, mailWay: async () => Promise.reject(new Error('cut')) }
    await assert.rejects(remind(waits.remind_due, cut))
    assert.equal(await remind(waits.remind_due), 1)
    assert.equal((await fate(id)).reminder, 'sent')
  })

  it('has three mails a day at most, whoever books in their name (T19)', async () => {
    const calls = []
    for (let n = 0; n < 5; n++)
      calls.push(await booked(48 + n, { email: n % 2 ? 'Zoe@client.example' : 'zoe@client.example' }))
    const dues = calls.map(({ due }) => due ?? assert.fail()).sort((a, b) => a.getTime() - b.getTime())
    for (const due of dues) await remind(due)
    assert.equal(mails.length, 3)
  })
})

describe('who makes a call', () => {
  const told = (id: string) =>
    query(
      `select notice.member_id, notice.urgent from notice_item as item
        join notice on notice.workspace_id = item.workspace_id and notice.member_id = item.member_id and notice.id = item.notice_id
      where item.subject like $1 order by notice.member_id`,
      [`matter:call-back:${id}:%`],
    )

  it('is told ten minutes before, once: at any hour where they have it in charge, else as each chose', async () => {
    const [lea, tom] = [
      await site.server.member(site.workspaceId, 'agent'),
      await site.server.member(site.workspaceId, 'agent'),
    ]
    const analyst = await site.server.member(site.workspaceId, 'analyst')
    const { id, team, starts } = await booked(34)
    assert.equal(starts.getTime() - team.getTime(), 10 * MINUTE)
    await site.follow()
    await remind(new Date(team.getTime() - 1))
    assert.deepEqual(await told(id), [])
    await Promise.all([remind(team), remind(team)])
    const open = await told(id)
    const members = open.map(({ member_id }) => member_id)
    assert.ok(
      [lea, tom].every(({ memberId }) => members.includes(memberId)) && !members.includes(analyst.memberId),
    )
    assert.equal(new Set(members).size, members.length)
    const mine = await booked(35)
    await site.follow()
    const [talk] = await query(
      `select conversation_id as id from conversation_item where activity_id = (select activity_id from call_back where id = $1)`,
      [mine.id],
    )
    const taken = await tom.browser.patch(`/conversations/${talk.id}`, { assigneeId: tom.memberId })
    assert.equal(taken.status, 200, await taken.clone().text())
    await remind(mine.team)
    await remind(new Date(mine.team.getTime() + MINUTE))
    assert.deepEqual(await told(mine.id), [{ member_id: tom.memberId, urgent: true }])
  })

  it('is told of nothing that has passed, nor of a call that was given up', async () => {
    const past = await booked(36)
    await remind(new Date(past.starts.getTime() + 16 * MINUTE))
    const given = await booked(37)
    await pageAt(given.url, { do: 'cancel' })
    await remind(given.team)
    assert.deepEqual([await told(past.id), await told(given.id)], [[], []])
  })
})
