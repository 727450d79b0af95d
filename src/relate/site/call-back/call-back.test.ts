import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { wallOf } from '../../../../lib/clock/index.ts'
import { pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'

const windows = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
let site: TestSite
before(async () => {
  site = await testSite({
    zone: 'Europe/Paris',
    callBack: { enabled: true, windows, minutes: 30, atOnce: 2, notice: 60, days: 3 },
  })
})
after(() => site.server.close())

interface Slots {
  zone: string
  days: { day: string; slots: { start: string; wall: string }[] }[]
}
const starts = async () =>
  (await site.tell<Slots>('/slots', undefined)).days.flatMap(({ slots }) => slots.map(({ start }) => start))
let number = 0
const wish = (start: string | undefined, more: object = {}) => ({
  token: pageToken(),
  start: start ?? '',
  phone: `+33 1 00 00 00 ${String(number++).padStart(2, '0')}`,
  name: 'Noé',
  lang: 'fr',
  ...more,
})
const pageAt = (url: string, form?: Record<string, string>) => {
  const body = new FormData()
  for (const [key, value] of Object.entries(form ?? {})) body.set(key, value)
  return site.server.app.request(new URL(url).pathname, form ? { method: 'POST', body } : {})
}

describe('a call that is asked for', () => {
  it('is had by as many as can be called at once, of all who want it in the same moment', async () => {
    const [first] = await starts()
    const answers = await Promise.all(Array.from({ length: 6 }, () => site.ask('/call-backs', wish(first))))
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [200, 200, 409, 409, 409, 409])
    assert.ok(!(await starts()).includes(first ?? ''), 'it is offered no more')
    const { rows } = await site.server.pool.query(
      'select seat, count(*)::int as count from call_back where starts = $1 group by seat order by seat',
      [first],
    )
    assert.deepEqual(rows, [
      { seat: 0, count: 1 },
      { seat: 1, count: 1 },
    ])
    const { rows: said } = await site.server.pool.query(
      `select count(*)::int as count from activity where extra->>'site' = 'call-back'`,
    )
    assert.equal(said[0].count, 2, 'who has no call has said nothing')
  })

  it('is one however often it is told, and two at most for one number', async () => {
    const [, first, second, third] = await starts()
    const one = wish(first)
    assert.deepEqual(await site.tell('/call-backs', one), await site.tell('/call-backs', one))
    await site.tell('/call-backs', wish(second, { phone: one.phone }))
    const refused = await site.ask('/call-backs', wish(third, { phone: one.phone.replaceAll(' ', '.') }))
    assert.deepEqual(
      [refused.status, ((await refused.json()) as { problem: string }).problem],
      [409, 'call_many'],
    )
  })

  it('is refused at a time that is not offered, and without a number', async () => {
    const [first] = await starts()
    const past = new Date(Date.now() - 86_400_000).toISOString()
    assert.equal((await site.ask('/call-backs', wish(past))).status, 409)
    assert.equal((await site.ask('/call-backs', wish(first, { phone: 'appelez-moi' }))).status, 422)
    assert.equal((await site.ask('/call-backs', wish(undefined))).status, 422)
  })

  it('is moved and given up by its link alone, which opens nothing else; looking changes nothing', async () => {
    const [, , , mine, , later] = await starts()
    const { url } = await site.tell<{ url: string }>('/call-backs', wish(mine))
    const state = async () =>
      (
        await site.server.pool.query('select state, starts from call_back where starts in ($1, $2)', [
          mine,
          later,
        ])
      ).rows
    assert.match(await (await pageAt(url)).text(), /Nous vous appelons/)
    assert.deepEqual(
      (await state()).map((row) => row.state),
      ['booked'],
    )
    await pageAt(url, { do: 'move', start: later ?? '' })
    assert.deepEqual(
      (await state()).map((row) => row.starts.toISOString()),
      [later],
    )
    assert.ok((await starts()).includes(mine ?? ''), 'the time before is free again')
    assert.match(await (await pageAt(url, { do: 'cancel' })).text(), /annulé/)
    assert.deepEqual(
      (await state()).map((row) => row.state),
      ['cancelled'],
    )
    const again = await pageAt(url, { do: 'move', start: mine ?? '' })
    assert.equal(again.status, 409)
    const link = url.split('/').at(-1) ?? ''
    const forged = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`
    assert.equal((await pageAt(url.replace(link, forged))).status, 404)
    assert.equal((await site.server.app.request(`/site/${site.publicId}/talk/t.${link}`)).status, 404)
  })

  it('waits in the inbox until ten minutes before it is due', async () => {
    const at = (await starts()).at(-1) ?? ''
    await site.tell('/call-backs', wish(at, { name: 'Plus tard' }))
    await site.follow()
    const { rows } = await site.server.pool.query(
      `select status, snoozed_until, waiting_since from conversation where author_name = 'Plus tard'`,
    )
    const due = new Date(at)
    assert.deepEqual(rows, [
      { status: 'snoozed', snoozed_until: new Date(due.getTime() - 600_000), waiting_since: due },
    ])
  })

  it('is shown to the team with its conversation, and ends with what came of it', async () => {
    await site.follow()
    const agent = await site.server.member(site.workspaceId, 'agent')
    const from = new Date(Date.now() - 86_400_000).toISOString()
    const to = new Date(Date.now() + 9 * 86_400_000).toISOString()
    const listed = await agent.browser.get(`/call-backs?from=${from}&to=${to}`)
    const calls = (await listed.json()) as {
      id: string
      conversationId: string
      state: string
      starts: string
    }[]
    assert.ok(calls.length >= 4)
    assert.ok(calls.every(({ conversationId }) => conversationId))
    assert.deepEqual(
      calls.map(({ starts: at }) => at),
      calls.map(({ starts: at }) => at).sort(),
    )
    const call = calls.find(({ state }) => state === 'booked')
    const done = await agent.browser.patch(`/call-backs/${call?.id}`, {
      state: 'done',
      outcome: 'Échange prévu.',
    })
    const told = (await done.json()) as { state: string; outcome: string; memberId: string }
    assert.deepEqual([told.state, told.outcome, told.memberId], ['done', 'Échange prévu.', agent.memberId])
    const cancelled = calls.find(({ state }) => state === 'cancelled')
    assert.equal((await agent.browser.patch(`/call-backs/${cancelled?.id}`, { state: 'done' })).status, 409)
    const guest = await site.server.member(site.workspaceId, 'guest')
    assert.equal((await guest.browser.get(`/call-backs?from=${from}&to=${to}`)).status, 403)
  })
})

describe('when a call is', () => {
  it('is said as people say it, in the thread and to the team, by both clocks where they differ', async () => {
    const at = (await starts()).at(-2) ?? ''
    const told = await site.tell<{ when: string }>(
      '/call-backs',
      wish(at, { zone: 'America/New_York', name: 'Noé de loin' }),
    )
    const clock = (zone: string) => {
      const { minutes } = wallOf(new Date(at), zone)
      const rest = minutes % 60
      return `${Math.floor(minutes / 60)}\u00A0h${rest ? `\u00A0${String(rest).padStart(2, '0')}` : ''}`
    }
    assert.ok(told.when.includes(`à ${clock('Europe/Paris')} (heure de Paris), soit `), told.when)
    assert.ok(told.when.endsWith(`${clock('America/New_York')} (heure de New York)`), told.when)
    const { rows } = await site.server.pool.query(
      `select text from activity where actor_name = 'Noé de loin'`,
    )
    assert.match(rows[0].text, /^Rappel demandé pour le \p{L}+ \d+ \p{L}+/u)
    assert.ok(rows[0].text.includes(told.when))
    const agent = await site.server.member(site.workspaceId, 'agent')
    const span = `from=${at}&to=${new Date(new Date(at).getTime() + 1).toISOString()}`
    const [call] = (await (await agent.browser.get(`/call-backs?${span}`)).json()) as { when: string }[]
    assert.match(call?.when ?? '', /^\w+day \d+ \w+( \d{4})?, \d+:\d\d\u00A0[ap]m \(Paris time\)$/)
  })

  it('leads from a day without calls to the last before it and the first after it, given up ones left out', async () => {
    const agent = await site.server.member(site.workspaceId, 'agent')
    await site.tell('/call-backs', wish((await starts()).at(-3)))
    const near = async (from: string, to: string) =>
      (await agent.browser.get(`/call-backs/near?from=${from}&to=${to}`)).json() as Promise<object>
    const { rows } = await site.server.pool.query<{ starts: Date }>(
      `select starts from call_back where state <> 'cancelled' order by starts`,
    )
    const all = rows.map((row) => row.starts.toISOString())
    const [first = '', last = ''] = [all[0], all.at(-1)]
    assert.deepEqual(await near(first, first), { before: null, after: first })
    const late = new Date(new Date(last).getTime() + 1).toISOString()
    assert.deepEqual(await near(late, late), { before: last, after: null })
    assert.deepEqual(await near(first, late), { before: null, after: null })
  })
})

describe('the page on which a time is chosen', () => {
  it('books without a program, and says what is wrong', async () => {
    const url = `http://x/site/${site.publicId}/call-back`
    const page = await (await pageAt(url)).text()
    const start = /<option value="([^"]+)"/.exec(page)?.[1] ?? ''
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const wrong = await pageAt(url, { token, start, phone: 'x', name: '', email: '', about: '', website: '' })
    assert.equal(wrong.status, 422)
    assert.match(await wrong.text(), /numéro de téléphone/)
    const booked = await pageAt(url, {
      token,
      start,
      phone: '0123456789',
      name: '',
      email: '',
      about: '',
      website: '',
    })
    assert.equal(booked.status, 303)
    assert.match(booked.headers.get('location') ?? '', /\/calls\//)
    const robot = await pageAt(url, { token, start, phone: '0123456789', website: 'x' })
    assert.equal(robot.status, 422)
  })
})
