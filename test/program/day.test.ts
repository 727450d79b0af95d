import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Alert, ChannelAccount, Day, Series } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { deliverer } from '../support/delivery.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** Known activities at known civil times, and the figures that they must give. */
const ZONE = 'Europe/Paris'
let program: RunningProgram
let client: Client
let books: Books
let deliver: (items: object[]) => Promise<void>
let sent = 0

before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  const shop = await client.call<ChannelAccount>('POST', '/accounts', {
    channel: 'webhook',
    name: 'Boutique',
    config: {},
  })
  deliver = deliverer(shop)
})
after(async () => {
  await books?.close()
  await program?.stop()
})

/** The civil date so many days ago, in the zone. */
function daysAgo(days: number): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date())
  return new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** The instant of a civil time in the zone, found by asking which offset gives it back. */
function at(date: string, time: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' })
  const instants = ['+02:00', '+01:00'].map((offset) => new Date(`${date}T${time}${offset}`))
  return (
    instants.find((one) => format.format(one) === `${date} ${time}`)?.toISOString() ??
    assert.fail(`${date} ${time}`)
  )
}

const TEXTS = {
  positive: 'Merci Lumignon, c’est magnifique, bravo !',
  negative: 'Lumignon, une honte : je suis furieux et très déçu !',
  neutral: 'Lumignon est ouvert le lundi',
}

function said(published: string, feeling: keyof typeof TEXTS = 'neutral', followers = 0) {
  const n = sent++
  const object = { type: 'Note', text: TEXTS[feeling] }
  return { verb: 'Create', id: `s${n}`, published, actor: { id: `a${n}`, followers }, object }
}

function bought(published: string) {
  const n = sent++
  const object = { type: 'Order', title: 'Une bougie', amount: 1990, currency: 'EUR' }
  return { verb: 'Purchase', id: `o${n}`, published, actor: { id: `a${n}` }, object }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

test('my day: yesterday from midnight to midnight of the workspace, against the four same weekdays', async () => {
  const yesterday = daysAgo(1)
  await deliver([
    said(at(yesterday, '00:00:00'), 'positive', 100),
    ...times(4, () => said(at(yesterday, '09:15:00'), 'negative', 10)),
    ...times(7, () => said(at(yesterday, '12:00:00'))),
    said(at(yesterday, '23:59:59'), 'positive', 1),
    ...times(2, () => bought(at(yesterday, '18:00:00'))),
    // Beside: of the days around, and of the weekday before the weeks compared.
    said(at(daysAgo(2), '23:59:59')),
    said(at(daysAgo(0), '00:00:00')),
    ...times(9, () => said(at(daysAgo(36), '12:00:00'))),
    ...[2, 4, 6, 10].flatMap((count, week) =>
      times(count, () => said(at(daysAgo(8 + 7 * week), '23:30:00'), 'positive')),
    ),
    ...times(3, () => bought(at(daysAgo(8), '08:00:00'))),
  ])
  const day = await client.call<Day>('GET', '/day')
  assert.equal(day.date, yesterday)
  const figures = Object.fromEntries(day.figures.map(({ key, value, usual }) => [key, [value, usual]]))
  assert.deepEqual(figures, {
    mentions: [13, 5],
    positive: [2, 5],
    negative: [4, 0],
    reach: [141, 0],
    answered: [0, 0],
    orders: [2, 0],
  })
  const [alert] = (await client.call<{ items: Alert[] }>('GET', '/alerts')).items
  assert.deepEqual(day.alerts, [{ id: alert?.id, name: 'Lumignon', count: 13, negative: 4, kind: 'brand' }])
  assert.deepEqual(
    day.moved.map(({ sample, ...moved }) => ({ ...moved, sample: sample?.actor.followers })),
    [{ alertId: alert?.id, name: 'Lumignon', value: 13, usual: 5, direction: 'up', sample: 100 }],
  )
  assert.deepEqual(day.channels, { failing: 0, late: 0, expiring: 0, total: 1 })
  assert.equal(day.hours.length, 48)
  const from = Date.parse(day.hours[0]?.at ?? '')
  const [row] = await books.rows<{ n: number }>(
    `select count(*)::int as n from activity where verb = 'Create' and published >= $1`,
    [new Date(from)],
  )
  assert.equal(
    day.hours.reduce((sum, hour) => sum + hour.count, 0),
    row?.n,
  )
})

test('what waits is counted by how long', async () => {
  const hours = (ago: number) => said(new Date(Date.now() - ago * 3_600_000).toISOString())
  await books.readToHead()
  const before = (await client.call<Day>('GET', '/day')).waiting
  await deliver([hours(1), hours(3.9), hours(4.1), hours(23.9)])
  await books.readToHead()
  const { waiting } = await client.call<Day>('GET', '/day')
  assert.deepEqual(
    [waiting.total, waiting.over4h, waiting.over24h].map(
      (n, i) => n - ([before.total, before.over4h, before.over24h][i] ?? 0),
    ),
    [4, 2, 0],
  )
})

const series = (from: string, to: string, step: 'hour' | 'day', by = 'verb') =>
  client.call<Series>('GET', `/series?by=${by}&from=${from}&to=${to}&step=${step}`)
const points = (answer: Series) =>
  answer.series.flatMap(({ key, points }) =>
    points.filter((point) => point.count > 0).map((p) => [key, p.at, p.count]),
  )

test('the day on which clocks go back has 25 hours, and its repeated hour is two', async () => {
  await deliver(
    ['2025-10-25T21:59:59Z', '2025-10-25T22:00:00Z', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z']
      .concat('2025-10-26T22:59:59Z', '2025-10-26T23:00:00Z')
      .map((published) => said(published)),
  )
  const days = await series('2025-10-24T22:00:00Z', '2025-10-27T23:00:00Z', 'day')
  assert.deepEqual(points(days), [
    ['Create', '2025-10-24T22:00:00.000Z', 1],
    ['Create', '2025-10-25T22:00:00.000Z', 4],
    ['Create', '2025-10-26T23:00:00.000Z', 1],
  ])
  const hours = await series('2025-10-26T00:00:00Z', '2025-10-26T02:00:00Z', 'hour')
  assert.deepEqual(points(hours), [
    ['Create', '2025-10-26T00:00:00.000Z', 1],
    ['Create', '2025-10-26T01:00:00.000Z', 1],
  ])
})

test('the day on which clocks go forward has 23 hours', async () => {
  await deliver(
    ['2025-03-29T22:59:59Z', '2025-03-29T23:00:00Z', '2025-03-30T01:00:00Z', '2025-03-30T21:59:59Z']
      .concat('2025-03-30T22:00:00Z')
      .map((published) => said(published)),
  )
  const days = await series('2025-03-28T23:00:00Z', '2025-03-31T22:00:00Z', 'day')
  assert.deepEqual(points(days), [
    ['Create', '2025-03-28T23:00:00.000Z', 1],
    ['Create', '2025-03-29T23:00:00.000Z', 3],
    ['Create', '2025-03-30T22:00:00.000Z', 1],
  ])
})

test('series part the same posts by feeling, language and alert, and follow the workspace to another zone', async () => {
  const day = ['2025-06-10T22:30:00Z', '2025-06-11T09:59:00Z', '2025-06-11T21:00:00Z'] as const
  await deliver([said(day[0], 'positive'), said(day[1], 'negative'), said(day[2], 'negative')])
  const of = async (by: string) =>
    Object.fromEntries(
      points(await series('2025-06-10T22:00:00Z', '2025-06-11T22:00:00Z', 'day', by)).map(
        ([key, , count]) => [key, count],
      ),
    )
  const [alert] = (await client.call<{ items: Alert[] }>('GET', '/alerts')).items
  assert.deepEqual(await of('sentiment'), { positive: 1, negative: 2 })
  assert.deepEqual(await of('lang'), { fr: 3 })
  assert.deepEqual(await of('channel'), { webhook: 3 })
  assert.deepEqual(await of(`alert&alert=${alert?.id}`), { [alert?.id ?? '']: 3 })
  await client.call('PATCH', '/workspace', { timeZone: 'Pacific/Auckland' })
  const there = await series('2025-06-10T12:00:00Z', '2025-06-12T12:00:00Z', 'day')
  assert.deepEqual(points(there), [
    ['Create', '2025-06-10T12:00:00.000Z', 2],
    ['Create', '2025-06-11T12:00:00.000Z', 1],
  ])
  await client.call('PATCH', '/workspace', { timeZone: ZONE })
  await books.balance()
})
