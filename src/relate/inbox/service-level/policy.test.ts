import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { worked } from '../../../../lib/hours/index.ts'
import { type Running, STOPPED } from './clock.ts'
import {
  calendarOf,
  duesOf,
  isMoreExact,
  type Policy,
  policyFor,
  proposal,
  type Settings,
  type Step,
  type Subject,
  soonest,
  stepKey,
  stepsAhead,
} from './policy.ts'

const START = new Date('2026-11-23T08:00:00Z')
const SETTINGS = proposal('Europe/Paris', { calendar: 'Bureau', urgent: 'Urgent', policy: 'Toutes' })
const [URGENT, ALL] = SETTINGS.policies as [Policy, Policy]
const running = (more: Partial<Running> = {}): Running => ({ ...STOPPED, resolution: START, ...more })

const subject = fc.record({
  channel: fc.constantFrom('email', 'bluesky', 'irc'),
  visibility: fc.constantFrom('public', 'private'),
  lang: fc.constantFrom('fr', 'en', 'de'),
  labels: fc.subarray(['retard', 'vip', 'presse']),
  priority: fc.integer({ min: 0, max: 100 }),
  tier: fc.constantFrom(null, 'or', 'argent', 'bronze'),
})
const policy: fc.Arbitrary<Policy> = fc.record({
  id: fc.uuid(),
  name: fc.constant('p'),
  enabled: fc.boolean(),
  channels: fc.subarray(['email', 'bluesky']),
  visibility: fc.constantFrom(null, 'public', 'private'),
  langs: fc.subarray(['fr', 'en']),
  labels: fc.subarray(['retard', 'vip']),
  priority: fc.constantFrom(0, 30, 60),
  tiers: fc.option(fc.subarray(['or', 'argent']), { nil: undefined }),
  calendarId: fc.constant(null),
  targets: fc.constant({ first: 60, next: null, resolution: null }),
  steps: fc.constant([]),
})

/** Each condition read for itself. */
function holds(it: Policy, one: Subject): boolean {
  if (!it.enabled || one.priority < it.priority) return false
  if (it.visibility !== null && it.visibility !== one.visibility) return false
  if (it.channels.length > 0 && !it.channels.some((channel) => channel === one.channel)) return false
  if (it.langs.length > 0 && !it.langs.some((lang) => lang === one.lang)) return false
  if (it.tiers?.length && !it.tiers.some((tier) => tier === one.tier)) return false
  return it.labels.length === 0 || it.labels.filter((label) => one.labels.includes(label)).length > 0
}
const settingsOf = (policies: Policy[]): Settings => ({ revision: 1, calendars: [], policies })

/** All that a conversation can be, for what its label and its priority decide. */
const WORLD: Subject[] = ['email', 'bluesky', 'irc'].flatMap((channel) =>
  ['public', 'private'].flatMap((visibility) =>
    ['fr', 'en', 'de'].flatMap((lang) =>
      [['retard'], ['vip'], ['presse']].flatMap((labels) =>
        [0, 30, 60].flatMap((priority) =>
          [null, 'or', 'argent'].map((tier) => ({ channel, visibility, lang, labels, priority, tier })),
        ),
      ),
    ),
  ),
)

test('a conversation has a policy of which each condition holds, more exact than any other that does', () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 6 }), subject, (policies, one) => {
      const found = policyFor(settingsOf(policies), one)
      const fitting = policies.filter((it) => holds(it, one))
      assert.equal(found === undefined, fitting.length === 0)
      if (!found) return
      assert.ok(fitting.includes(found))
      assert.ok(!fitting.some((other) => isMoreExact(other, found)))
      // Of what goes before it in the list and fits, each has to give way to one that is more exact.
      for (const before of fitting.slice(0, fitting.indexOf(found)))
        assert.ok(fitting.some((other) => isMoreExact(other, before)))
    }),
    { numRuns: 400 },
  )
})

test('where none stands after one that it is more exact than, it is the first that fits', () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 6 }), subject, (policies, one) => {
      const sound = policies.every((it, at) => !policies.slice(at + 1).some((next) => isMoreExact(next, it)))
      fc.pre(sound)
      assert.equal(
        policyFor(settingsOf(policies), one),
        policies.find((it) => holds(it, one)),
      )
    }),
  )
})

test('what is more exact fits less, and the relation has no ring', () => {
  fc.assert(
    fc.property(policy, policy, policy, (given, other, third) => {
      const one = { ...given, enabled: true }
      const two = { ...other, enabled: true }
      assert.ok(!isMoreExact(one, one))
      if (!isMoreExact(one, two)) return
      assert.ok(!isMoreExact(two, one))
      if (isMoreExact(two, third)) assert.ok(isMoreExact(one, third))
      for (const subject of WORLD) if (holds(one, subject)) assert.ok(holds(two, subject))
    }),
    { numRuns: 300 },
  )
})

test('a tier on one channel goes before the tier, and both before all, wherever they stand', () => {
  const base: Policy = {
    ...{ id: 'all', name: 'all', enabled: true, channels: [], visibility: null, langs: [], labels: [] },
    ...{ priority: 0, calendarId: null, targets: { first: 60, next: null, resolution: null }, steps: [] },
  }
  const gold = { ...base, id: 'gold', tiers: ['or'] }
  const goldMail = { ...gold, id: 'gold mail', channels: ['email'] }
  const one: Subject = {
    ...{ channel: 'email', visibility: 'private', lang: 'fr' },
    labels: [],
    priority: 0,
    tier: 'or',
  }
  for (const order of [
    [base, gold, goldMail],
    [goldMail, gold, base],
    [gold, goldMail, base],
  ]) {
    const idOf = (subject: Subject) => policyFor(settingsOf(order), subject)?.id
    assert.deepEqual(
      [
        idOf(one),
        idOf({ ...one, channel: 'irc' }),
        idOf({ ...one, tier: 'argent' }),
        idOf({ ...one, tier: null }),
      ],
      ['gold mail', 'gold', 'all', 'all'],
    )
  }
})

test('the proposal is tighter for what presses, and counts by office hours; where its calendar is gone, by the clock', () => {
  assert.equal(
    policyFor(SETTINGS, {
      channel: 'email',
      visibility: 'private',
      lang: 'fr',
      labels: [],
      priority: 70,
      tier: null,
    }),
    URGENT,
  )
  assert.equal(
    policyFor(SETTINGS, {
      channel: 'email',
      visibility: 'private',
      lang: 'fr',
      labels: [],
      priority: 10,
      tier: null,
    }),
    ALL,
  )
  assert.equal(calendarOf(SETTINGS, ALL)?.holidays, 'fr')
  assert.equal(calendarOf({ ...SETTINGS, calendars: [] }, ALL), null)
  assert.equal(
    proposal('America/New_York', { calendar: '', urgent: '', policy: '' }).calendars[0]?.holidays,
    'none',
  )
})

test('what is due is the target after its beginning by the calendar; what is paused or closed is not due', () => {
  const calendar = calendarOf(SETTINGS, ALL)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 0, max: 10_000 }), (target, minute) => {
      const began = new Date(START.getTime() + minute * 60_000)
      const dues = duesOf(
        running({ first: began }),
        { ...ALL, targets: { first: target, next: null, resolution: null } },
        calendar,
      )
      assert.ok(dues.first)
      assert.equal(worked(calendar, began, dues.first), target * 60_000)
      assert.deepEqual([dues.next, dues.resolution], [null, null])
    }),
    { numRuns: 100 },
  )
  const pause = { from: START, to: null }
  assert.equal(duesOf(running({ pauses: [pause] }), ALL, calendar).resolution, null)
  assert.equal(duesOf(running({ closed: START }), ALL, calendar).resolution, null)
  assert.equal(duesOf(running({ first: START }), undefined, calendar).first, null)
})

test('the soonest of what is due is told, whatever its kind', () => {
  const at = (n: number) => new Date(START.getTime() + n)
  assert.deepEqual(soonest({ first: null, next: at(5), resolution: at(3) }), {
    due: at(3),
    kind: 'resolution',
  })
  assert.deepEqual(soonest({ first: at(1), next: null, resolution: at(3) }), { due: at(1), kind: 'first' })
  assert.deepEqual(soonest({ first: null, next: null, resolution: null }), { due: null, kind: null })
})

const step = (id: string, minutes: number, more: Partial<Step> = {}): Step => ({
  ...{ id, of: 'first', minutes, tell: [], assign: null, raise: 0, webhook: false },
  ...more,
})

test('steps come in the order of their moments, without those that are done, and anew for another wait', () => {
  const due = new Date('2026-11-23T13:00:00Z')
  const dues = { first: due, next: null, resolution: null }
  const one: Policy = {
    ...ALL,
    steps: [step('after', 30), step('before', -30), step('at', 0), step('other', 0, { of: 'next' })],
  }
  const ids = (done: string[], began = START) =>
    stepsAhead(one, running({ first: began }), dues, done).map((it) => it.step.id)
  assert.deepEqual(ids([]), ['before', 'at', 'after'])
  assert.deepEqual(ids([stepKey(step('before', -30), START)]), ['at', 'after'])
  const later = new Date('2026-11-23T09:00:00Z')
  assert.deepEqual(ids([stepKey(step('before', -30), START)], later), ['before', 'at', 'after'])
})
