import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { worked } from '../../../../lib/hours/index.ts'
import { type Running, STOPPED } from './clock.ts'
import {
  calendarOf,
  duesOf,
  type Policy,
  policyFor,
  proposal,
  type Settings,
  type Step,
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
  calendarId: fc.constant(null),
  targets: fc.constant({ first: 60, next: null, resolution: null }),
  steps: fc.constant([]),
})

test('a conversation has the first policy of which each condition holds, and of the others none', () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 6 }), subject, (policies, one) => {
      const holds = (it: Policy) => {
        if (!it.enabled || one.priority < it.priority) return false
        if (it.visibility !== null && it.visibility !== one.visibility) return false
        if (it.channels.length > 0 && !it.channels.some((channel) => channel === one.channel)) return false
        if (it.langs.length > 0 && !it.langs.some((lang) => lang === one.lang)) return false
        return it.labels.length === 0 || it.labels.filter((label) => one.labels.includes(label)).length > 0
      }
      const settings: Settings = { revision: 1, calendars: [], policies }
      const found = policyFor(settings, one)
      const place = policies.findIndex(holds)
      assert.equal(found, place < 0 ? undefined : policies[place])
    }),
    { numRuns: 400 },
  )
})

test('the proposal is tighter for what presses, and counts by office hours; where its calendar is gone, by the clock', () => {
  assert.equal(
    policyFor(SETTINGS, { channel: 'email', visibility: 'private', lang: 'fr', labels: [], priority: 70 }),
    URGENT,
  )
  assert.equal(
    policyFor(SETTINGS, { channel: 'email', visibility: 'private', lang: 'fr', labels: [], priority: 10 }),
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
