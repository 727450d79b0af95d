import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'

const windows = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
let site: TestSite
before(async () => {
  site = await testSite({
    zone: 'Europe/Paris',
    callBack: { enabled: true, windows, minutes: 60, atOnce: 1, notice: 60, days: 3 },
  })
})
after(() => site.server.close())

interface Slots {
  days: { slots: { start: string }[] }[]
}
const starts = async () =>
  (await site.tell<Slots>('/slots', undefined)).days.flatMap(({ slots }) => slots.map(({ start }) => start))
const query = async (text: string, values: unknown[] = []) =>
  (await site.server.pool.query(text, values)).rows
const wish = (start: string | undefined, phone: string) => ({
  token: pageToken(),
  start: start ?? '',
  phone,
  lang: 'fr',
})
const act = async (url: string, fields: Record<string, string>) => {
  const body = new FormData()
  for (const [key, value] of Object.entries(fields)) body.set(key, value)
  return (await site.server.app.request(new URL(url).pathname, { method: 'POST', body })).status
}
const told = async (url: string) => (await site.server.app.request(new URL(url).pathname)).status

it('a booking told five times at once is one, and each is given the link that opens it', async () => {
  const one = wish((await starts())[1], '+33 1 23 45 67 01')
  const answers = await Promise.all(Array.from({ length: 5 }, () => site.ask('/call-backs', one)))
  const made = await Promise.all(
    answers.map(async (answer) => ({
      status: answer.status,
      ...((await answer.json()) as { url?: string }),
    })),
  )
  const urls = new Set(made.filter(({ status }) => status === 200).map(({ url }) => url))
  assert.equal(urls.size, 1, JSON.stringify(made))
  for (const { status } of made) assert.ok(status === 200 || status === 409)
  assert.equal(await told([...urls][0] ?? ''), 200)
  assert.equal((await query(`select id from call_back where phone = $1`, [one.phone])).length, 1)
})

it('the same asked again after it was moved is the one that was moved', async () => {
  const [, , first, second] = await starts()
  const one = wish(first, '+33 1 23 45 67 02')
  const { url } = await site.tell<{ url: string }>('/call-backs', one)
  assert.equal(await act(url, { do: 'move', start: second ?? '' }), 200)
  assert.equal((await site.tell<{ url: string }>('/call-backs', one)).url, url)
  assert.equal((await query(`select id from call_back where phone = $1`, [one.phone])).length, 1)
})

it('moved there and back and there again is told each time, and last where it is', async () => {
  const [, , , , first, second] = await starts()
  const { url } = await site.tell<{ url: string }>('/call-backs', wish(first, '+33 1 23 45 67 03'))
  for (const start of [second, first, second])
    assert.equal(await act(url, { do: 'move', start: start ?? '' }), 200)
  const rows = await query(
    `select extra->>'due' as due from activity join site_item on activity_id = activity.id
     where visitor_id = (select visitor_id from call_back where phone = $1) order by n`,
    ['+33 1 23 45 67 03'],
  )
  assert.deepEqual(
    rows.map(({ due }) => new Date(due).toISOString()),
    [first, second, first, second].map((at) => new Date(at ?? '').toISOString()),
  )
})

it('given up and moved in the same moment is one of the two, and never a call that nobody will make', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const [, , , , , , from, to] = await starts()
    const phone = `+33 1 23 45 68 0${turn}`
    const { url } = await site.tell<{ url: string }>('/call-backs', wish(from, phone))
    await Promise.all([
      act(url, { do: 'cancel' }),
      act(url, { do: 'move', start: to ?? '' }),
      act(url, { do: 'cancel' }),
    ])
    const [row] = await query('select state, starts, wall from call_back where phone = $1', [phone])
    assert.equal(row.state, 'cancelled')
    const rows = await query(`select object_id from activity where object_id like $1`, [
      `%call-moved-${(await query('select id from call_back where phone = $1', [phone]))[0].id}%`,
    ])
    assert.equal(rows.length, row.starts.toISOString() === new Date(to ?? '').toISOString() ? 1 : 0)
    assert.equal(await act(url, { do: 'move', start: to ?? '' }), 409)
    const free = await starts()
    assert.ok(free.includes(from ?? '') && free.includes(to ?? ''))
  }
})

it('of two who move to the same last seat one has it, and the other keeps theirs', async () => {
  const [, , , , , , a, b, last] = await starts()
  const [one, two] = await Promise.all(
    [a, b].map((start, n) => site.tell<{ url: string }>('/call-backs', wish(start, `+33 1 23 45 69 0${n}`))),
  )
  const statuses = await Promise.all(
    [one, two].map((call) => act(call?.url ?? '', { do: 'move', start: last ?? '' })),
  )
  assert.deepEqual(statuses.sort(), [200, 409])
  const rows = await query(
    `select starts from call_back where phone like '+33 1 23 45 69%' and state = 'booked'`,
  )
  assert.equal(new Set(rows.map((row) => row.starts.toISOString())).size, 2)
})
