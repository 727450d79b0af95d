import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../../../../lib/clock/index.ts'
import { type Choice, DEFAULTS, type Level, PACES, pressing, type Rule, WAYS } from '../choice/choice.ts'
import { type Listener, MOST_AT_ONCE, planOf, type Subject } from './plan.ts'

const PARIS = 'Europe/Paris'
const NOON = new Date('2026-11-23T11:00:00Z')
const NIGHT = new Date('2026-11-23T22:30:00Z')

const listener = (more: Partial<Listener> = {}, choice: Partial<Choice> = {}): Listener => ({
  ...{ memberId: 'lea', timeZone: PARIS, onCall: false, lately: 0, alerts: new Map() },
  choice: { ...DEFAULTS, ...choice },
  ...more,
})
const story = (...alerts: string[]): Subject => ({
  ...{ kind: 'story', key: 'story:1', storyId: '1', activityId: '1' },
  alerts,
})
const alarm = (level: Level): Subject => ({
  ...{ kind: 'alarm', key: `alarm:1:${level}`, alarmId: '1', activityId: null },
  ...{ level, alerts: ['brand'] },
})
const ONCE: Rule = { ways: ['app', 'mail'], pace: 'once' }

test('by default stories wait for the morning, and grave alarms come at once by every way', () => {
  assert.deepEqual(planOf(listener(), story('brand'), NOON), {
    slot: 'morning:2026-11-24T07:00:00.000Z',
    due: new Date('2026-11-24T07:00:00Z'),
    ...{ ways: ['app', 'mail'], urgent: false, capped: false },
  })
  const told = planOf(listener(), alarm(2), NOON)
  assert.deepEqual([told?.slot, told?.due, told?.ways, told?.urgent], ['once:alarm:1:2', NOON, WAYS, true])
  assert.equal(planOf(listener(), alarm(1), NOON)?.slot, 'hour:2026-11-23T12:00:00.000Z')
})

test('an alert’s own rule comes before the common one, and the most pressing of several holds', () => {
  const alerts = new Map<string, Rule>([
    ['brand', { ways: ['push'], pace: 'once' }],
    ['rival', { ways: [], pace: 'once' }],
  ])
  const of = (...ids: string[]) => planOf(listener({ alerts }), story(...ids), NOON)
  assert.deepEqual(of('brand')?.ways, ['push'])
  assert.equal(of('rival'), undefined, 'no way: not told')
  assert.deepEqual(
    [of('rival', 'brand', 'topic')?.slot, of('rival', 'topic')?.slot.split(':')[0]],
    ['once:story:1', 'morning'],
  )
  assert.deepEqual(pressing([ONCE, { ways: ['push'], pace: 'once' }, { ways: ['push'], pace: 'hourly' }]), {
    pace: 'once',
    ways: WAYS,
  })
})

test('in quiet hours all waits for the morning, but a critical alarm for who is on call', () => {
  const choice = { alerts: ONCE }
  for (const subject of [story('brand'), alarm(1), alarm(2), alarm(3)]) {
    assert.equal(planOf(listener({}, choice), subject, NIGHT)?.slot, 'morning:2026-11-24T07:00:00.000Z')
  }
  const onCall = (level: Level, more: Partial<Choice> = {}) =>
    planOf(listener({ onCall: true }, { ...choice, ...more }), alarm(level), NIGHT)
  assert.equal(onCall(2)?.slot.split(':')[0], 'morning')
  assert.deepEqual([onCall(3)?.due, onCall(3)?.urgent], [NIGHT, true])
  // Whatever they chose: who is on call is called.
  const deaf = { ...DEFAULTS.alarms, 3: { ways: [], pace: 'morning' } } as Choice['alarms']
  assert.deepEqual([onCall(3, { alarms: deaf })?.ways, onCall(3, { alarms: deaf })?.due], [['app'], NIGHT])
  assert.equal(planOf(listener({}, { ...choice, quiet: null }), story('brand'), NIGHT)?.due, NIGHT)
})

test('stories at once are few in an hour, alarms are never held back', () => {
  const busy = listener({ lately: MOST_AT_ONCE }, { alerts: ONCE })
  assert.deepEqual(
    [planOf(busy, story('brand'), NOON)?.slot, planOf(busy, story('brand'), NOON)?.capped],
    ['hour:2026-11-23T12:00:00.000Z', true],
  )
  assert.equal(planOf(busy, alarm(2), NOON)?.due, NOON)
  assert.equal(planOf({ ...busy, lately: MOST_AT_ONCE - 1 }, story('brand'), NOON)?.capped, false)
})

test('quiet hours are kept by the clock on the wall, in the nights when clocks change too', () => {
  const choice = { alerts: ONCE, quiet: { from: '02:00', to: '03:00' } }
  const quiet = (at: string) =>
    planOf(listener({}, choice), story('a'), new Date(at))?.slot.startsWith('morning')
  // It is 02:30 twice in the night of 24 to 25 October 2026, and never in that of 28 to 29 March.
  assert.deepEqual([quiet('2026-10-25T00:30:00Z'), quiet('2026-10-25T01:30:00Z')], [true, true])
  assert.equal(quiet('2026-10-25T02:00:00Z'), false)
  assert.deepEqual([quiet('2026-03-29T00:59:00Z'), quiet('2026-03-29T01:00:00Z')], [false, false])
  // The morning after stays at eight.
  const after = planOf(listener(), story('a'), new Date('2026-03-28T22:00:00Z'))
  assert.equal(after?.due.toISOString(), '2026-03-29T06:00:00.000Z')
})

test('whatever is chosen, nothing is told in the past, in quiet hours, or by a way that was not chosen', () => {
  const time = fc.integer({ min: 0, max: 1439 }).map((n) => new Date(n * 60_000).toISOString().slice(11, 16))
  const rule = fc.record({ ways: fc.subarray([...WAYS]), pace: fc.constantFrom(...PACES) })
  const choice = fc.record({
    quiet: fc.option(fc.record({ from: time, to: time })),
    digestAt: time,
    alerts: rule,
    alarms: fc.record({ 1: rule, 2: rule, 3: rule }),
  })
  const when = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  const zone = fc.constantFrom(PARIS, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
  const subject = fc.constantFrom(story('a'), alarm(1), alarm(2), alarm(3))
  fc.assert(
    fc.property(choice, when, zone, subject, fc.boolean(), (chosen, now, timeZone, told, onCall) => {
      const plan = planOf(listener({ timeZone, onCall }, chosen), told, now)
      const chosenRule = told.kind === 'alarm' ? chosen.alarms[told.level] : chosen.alerts
      const called = told.kind === 'alarm' && told.level === 3 && onCall
      if (!plan) return assert.ok(chosenRule.ways.length === 0 && !called)
      assert.ok(plan.due >= now)
      assert.ok(plan.due.getTime() - now.getTime() <= 25.5 * 3_600_000)
      if (called) return assert.equal(plan.due, now)
      assert.deepEqual(new Set(plan.ways), new Set(chosenRule.ways))
      if (plan.due.getTime() > now.getTime()) return
      const { minutes } = wallOf(now, timeZone)
      const [from = 0, to = 0] = [chosen.quiet?.from, chosen.quiet?.to].map((at) =>
        at ? Number(at.slice(0, 2)) * 60 + Number(at.slice(3)) : -1,
      )
      const inside = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
      assert.ok(chosen.quiet === null || !inside, `${minutes} from ${from} to ${to}`)
    }),
    { numRuns: 500 },
  )
})
