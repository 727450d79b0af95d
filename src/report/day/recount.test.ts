import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { type Activity, append, SAID, series, type Verb } from '../../activity/index.ts'
import type { Alert } from '../../match/index.ts'
import { alertTallies, lastHours, measureIndicators, shareOfVoice, whatMoved } from './compose.ts'
import { dayBounds, distance, median, standsApart } from './day.ts'
import { comparedDays, type DayFigures, figuresOf, usualOf } from './figures.ts'

/** Every figure of the day, counted again one by one from what was said, in zones where a day is not what one thinks. */
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Zone and moment: yesterday, or one of the days it is compared with, has 23, 24, 24.5 or 25 hours. */
const PLACES = [
  ['Europe/Paris', '2026-10-26T09:10:00Z'],
  ['America/New_York', '2026-03-09T17:45:00Z'],
  ['Asia/Kolkata', '2026-02-03T04:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-06T01:00:00Z'],
  ['Pacific/Chatham', '2026-09-28T00:05:00Z'],
  ['America/Havana', '2026-11-02T12:00:00Z'],
] as const

interface Said {
  at: Date
  verb: Verb
  sentiment: 'positive' | 'neutral' | 'negative'
  ours: boolean
  followers: number
  alerts: string[]
}

const VERBS: Verb[] = [
  'Create',
  'Create',
  'Create',
  'Review',
  'Announce',
  'Question',
  'Like',
  'Purchase',
  'Follow',
]

const ALERTS: Alert[] = (['brand', 'competitor', 'competitor', 'topic'] as const).map((kind, i) => ({
  id: uuidv7(),
  name: `Alert ${i}`,
  query: 'x',
  inbox: false,
  kind,
  paused: false,
  folder: null,
  position: i,
  created: new Date(0),
  createdBy: null,
}))

/** Much of it within two hours of a midnight of the days that are compared, where mistakes are. */
function history(now: Date, timeZone: string): Said[] {
  const { yesterday, before: past } = comparedDays(now, timeZone)
  const edges = [yesterday, ...past].flatMap(({ from, to }) => [from.getTime(), to.getTime()])
  const minutes = (most: number) => fc.integer({ min: -most, max: most }).map((n) => n * 60_000)
  const at = fc.oneof(
    fc.tuple(fc.constantFrom(...edges), minutes(120)).map(([edge, away]) => edge + away),
    minutes(32 * 24 * 60).map((away) => now.getTime() - Math.abs(away)),
  )
  const said = fc.record({
    at: at.map((time) => new Date(Math.min(time, now.getTime()))),
    verb: fc.constantFrom(...VERBS),
    sentiment: fc.constantFrom(
      'positive' as const,
      'neutral' as const,
      'negative' as const,
      'negative' as const,
    ),
    ours: fc.constantFrom(false, false, true),
    followers: fc.nat(5000),
    alerts: fc.subarray(ALERTS.map(({ id }) => id)),
  })
  return fc.sample(said, { numRuns: 700, seed: now.getTime() % 100_000 })
}

async function written(all: Said[]): Promise<string> {
  const workspaceId = uuidv7()
  const entries = all.map(({ at, verb, sentiment, ours, followers, alerts }, i) => {
    const actor = { id: `did:${i}`, followers }
    const activity: Activity = { ...note(`n${i}`, 'lamp', { actor, verb, ours }), published: at }
    const one = entry(activity, { alerts })
    return { ...one, reading: { ...one.reading, sentiment } }
  })
  await append(database.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
  return workspaceId
}

/** Counters are by the hour of UTC: where a midnight falls within one, the hour belongs to the day it begins in. */
function counted(all: Said[], { from, to }: { from: Date; to: Date }): Said[] {
  const begins = ({ at }: Said) => Math.floor(at.getTime() / HOUR) * HOUR
  return all.filter((one) => begins(one) >= from.getTime() && begins(one) < to.getTime())
}

const isSaid = ({ verb }: Said) => (SAID as readonly string[]).includes(verb)
const byOthers = (one: Said) => isSaid(one) && !one.ours
const matched = (all: Said[], id: string) => all.filter((one) => byOthers(one) && one.alerts.includes(id))

function figures(all: Said[]): DayFigures {
  const said = all.filter(byOthers)
  const of = (sentiment: string) => said.filter((one) => one.sentiment === sentiment).length
  return {
    mentions: said.length,
    positive: of('positive'),
    negative: of('negative'),
    reach: said.reduce((sum, { followers }) => sum + followers, 0),
    answered: all.filter((one) => isSaid(one) && one.ours).length,
    orders: all.filter(({ verb, ours }) => verb === 'Purchase' && !ours).length,
  }
}

describe('counted again one by one', () => {
  for (const [timeZone, moment] of PLACES) {
    it(`it is the same in ${timeZone}`, async () => {
      const now = new Date(moment)
      const all = history(now, timeZone)
      const workspaceId = await written(all)
      const { yesterday, before: past } = comparedDays(now, timeZone)
      const days = [yesterday, ...past]
      const told = await Promise.all(days.map((day) => figuresOf(database.db, workspaceId, day, timeZone)))
      const expected = days.map((day) => figures(counted(all, day)))
      assert.deepEqual(told, expected)
      assert.ok((expected[0]?.mentions ?? 0) > 15, 'the history is no empty one')
      assert.equal(usualOf(told.slice(1)).mentions, median(expected.slice(1).map(({ mentions }) => mentions)))
      await assertSeries(workspaceId, all, now, timeZone)
      await assertAlerts(workspaceId, all, now, timeZone)
      await assertLately(workspaceId, all, now, timeZone)
    })
  }
})

/** A chart by day: each point is the count of its own civil day, and none is lost between two. */
async function assertSeries(workspaceId: string, all: Said[], now: Date, timeZone: string): Promise<void> {
  const days = Array.from({ length: 31 }, (_, back) => dayBounds(now, timeZone, back))
  const [from, to] = [days.at(-1)?.from ?? now, days[0]?.to ?? now]
  const points = await series(database.db, workspaceId, { by: 'none', from, to, step: 'day', timeZone })
  const expected = days
    .map((day) => figures(counted(all, day)).mentions)
    .filter((count) => count > 0)
    .reverse()
  assert.deepEqual(
    points.map(({ count }) => count),
    expected,
  )
  for (const { at, count } of points) {
    const day = dayBounds(at, timeZone, 0)
    assert.equal(count, figures(counted(all, day)).mentions, `${day.date} begins at ${at.toISOString()}`)
  }
}

async function assertAlerts(workspaceId: string, all: Said[], now: Date, timeZone: string): Promise<void> {
  const { yesterday, before: past } = comparedDays(now, timeZone)
  const tallies = await alertTallies(database.db, workspaceId, ALERTS, yesterday, timeZone)
  const moved = await whatMoved(database.db, workspaceId, ALERTS, now, timeZone)
  const expected = ALERTS.flatMap(({ id, name }) => {
    const here = matched(counted(all, yesterday), id)
    const { count, positive, negative } = tallies.get(id) ?? assert.fail('no tally')
    const of = (sentiment: string) => here.filter((one) => one.sentiment === sentiment).length
    assert.deepEqual([count, positive, negative], [here.length, of('positive'), of('negative')])
    const usual = median(past.map((day) => matched(counted(all, day), id).length)) ?? 0
    const direction = standsApart(count, usual)
    return direction ? [{ alertId: id, name, value: count, usual, direction }] : []
  }).sort((a, b) => distance(b.value, b.usual) - distance(a.value, a.usual))
  assert.deepEqual(
    moved.map(({ sample: _sample, ...one }) => one),
    expected,
  )
}

/** The last two days hour by hour, a week of shares, and what objectives are measured by. */
async function assertLately(workspaceId: string, all: Said[], now: Date, timeZone: string): Promise<void> {
  const hours = await lastHours(database.db, workspaceId, now, timeZone)
  assert.equal(hours.length, 48)
  assert.ok(Date.parse(hours.at(-1)?.at ?? '') <= now.getTime(), 'the last hour is the present one')
  for (const { at, count, negative } of hours) {
    const from = new Date(at)
    const here = figures(counted(all, { from, to: new Date(from.getTime() + HOUR) }))
    assert.deepEqual([count, negative], [here.mentions, here.negative], at)
  }
  const week = { from: new Date(now.getTime() - 7 * DAY), to: now }
  const rivals = ALERTS.filter(({ kind }) => kind !== 'topic')
  const counts = rivals.map(({ id }) => matched(counted(all, week), id).length)
  const sum = counts.reduce((total, count) => total + count, 0)
  const shares = await shareOfVoice(database.db, workspaceId, ALERTS, now, timeZone)
  assert.deepEqual(
    new Map(shares.map(({ alertId, count, share }) => [alertId, [count, share]])),
    new Map(rivals.map(({ id }, i) => [id, [counts[i], (counts[i] ?? 0) / sum]])),
  )
  assert.ok(Math.abs(shares.reduce((total, { share }) => total + share, 0) - 1) < 1e-9)
  const month = figures(counted(all, { from: new Date(now.getTime() - 30 * DAY), to: now }))
  const measured = await measureIndicators(database.db, workspaceId, now)
  assert.deepEqual(measured, {
    mentions: figures(counted(all, week)).mentions,
    sentiment: Math.round(((100 * (month.positive - month.negative)) / month.mentions) * 10) / 10,
  })
}

it('shows of what moved the post that most people could see, of that day and no other', async () => {
  const now = new Date('2026-11-20T10:00:00Z')
  const [alert] = ALERTS
  const { yesterday } = comparedDays(now, 'Europe/Paris')
  const say = (at: Date, followers: number): Said => ({
    at,
    verb: 'Create',
    sentiment: 'neutral',
    ours: false,
    followers,
    alerts: [alert?.id ?? ''],
  })
  const crowd = Array.from({ length: 12 }, (_, i) =>
    say(new Date(yesterday.from.getTime() + i * HOUR), i * 10),
  )
  const outside = [new Date(yesterday.from.getTime() - 1), yesterday.to].map((at) => say(at, 1e6))
  const workspaceId = await written([...crowd, ...outside])
  const [moved] = await whatMoved(database.db, workspaceId, ALERTS, now, 'Europe/Paris')
  assert.deepEqual([moved?.direction, moved?.value, moved?.sample?.actor_followers], ['up', 12, 110])
  const widest = moved?.sample?.object_id ?? ''
  const gone = entry(about('Delete', widest, { actor: { id: 'did:11' }, at: '2026-11-20T09:00:00Z' }))
  const source = { workspaceId, channel: 'feed', accountId: null, received: now }
  await append(database.db, { ...source, entries: [gone] })
  const [then] = await whatMoved(database.db, workspaceId, ALERTS, now, 'Europe/Paris')
  assert.equal(then?.sample?.actor_followers, 100, 'what was deleted is shown no more')
})

it('knows no usual day before anything was lived, and takes none of those that were not', () => {
  const nothing: DayFigures = { mentions: 0, positive: 0, negative: 0, reach: 0, answered: 0, orders: 0 }
  assert.equal(usualOf([nothing, nothing]).mentions, null)
  const usual = usualOf([nothing, { ...nothing, mentions: 10 }, { ...nothing, orders: 4 }])
  assert.deepEqual([usual.mentions, usual.orders, usual.reach], [5, 2, 0])
})

it('follows the calendar of every zone without gap, overlap or doubled day', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const moment = fc.date({ min: new Date('1995-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...zones), moment, (timeZone, now) => {
      const [today, before] = [0, 1].map((back) => dayBounds(now, timeZone, back))
      assert.ok(today && before && today.from <= now && now < today.to, timeZone)
      assert.equal(before.to.getTime(), today.from.getTime())
      const date = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
      assert.equal(today.date, date)
      const inside = new Date(today.to.getTime() - 1)
      assert.equal(new Intl.DateTimeFormat('en-CA', { timeZone }).format(inside), date)
    }),
    { numRuns: 150 },
  )
})
