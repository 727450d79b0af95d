import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isOpen, worked } from '../../../../lib/hours/index.ts'
import { moved, type Running, type Said, STOPPED, type Standing, wholePauses } from './clock.ts'
import { endOfDay, lateAtPace } from './pace.ts'
import {
  duesOf,
  type Policy,
  policyFor,
  proposal,
  type Subject,
  soonest,
  stepKey,
  stepsAhead,
} from './policy.ts'
import { calendarShape, policyShape, settingsShape, stepShape } from './shape.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.parse('2026-11-23T08:00:00Z')
const at = (minute: number) => new Date(START + minute * MINUTE)
const WORDS = { calendar: 'Bureau', urgent: 'Urgent', policy: 'Toutes' }
const SETTINGS = proposal('Europe/Paris', WORDS)
const OFFICE = SETTINGS.calendars[0] ?? assert.fail()
const POLICY = SETTINGS.policies[1] ?? assert.fail()
const minute = fc.integer({ min: 0, max: 3000 })
const moment = minute.map(at)
const standing: fc.Arbitrary<Standing> = fc.record({
  status: fc.constantFrom('open', 'snoozed', 'done', 'merged'),
  firstAt: fc.constant(at(0)),
  firstAnswerAt: fc.option(moment),
  lastAt: moment,
  waitingSince: fc.option(moment),
})
const said: fc.Arbitrary<Said[]> = fc.uniqueArray(fc.record({ at: moment, ours: fc.boolean() }), {
  maxLength: 6,
  selector: (one) => one.at.getTime(),
})
const NOW = at(3001)

test('messages may come in any order, and what was heard is left as it was', () => {
  fc.assert(
    fc.property(standing, said, fc.infiniteStream(fc.nat()), (stands, heard, keys) => {
      const shuffled = heard
        .map((one) => ({ one, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one)
      const kept = [...shuffled]
      assert.deepEqual(moved(undefined, stands, shuffled, NOW), moved(undefined, stands, heard, NOW))
      assert.deepEqual(shuffled, kept)
    }),
  )
})

test('what is looked at twice moves once: nothing ends and nothing runs again where nothing happened', () => {
  fc.assert(
    fc.property(standing, said, (stands, heard) => {
      // What a program stores: a wait that lasts is of before now.
      const { running } = moved(undefined, stands, heard, NOW)
      const again = moved(running, stands, [], new Date(NOW.getTime() + MINUTE))
      assert.deepEqual(again.running.first, running.first)
      assert.deepEqual(again.running.next, running.next)
      assert.deepEqual(again.running.pauses, running.pauses)
      assert.deepEqual(again.again, [])
      assert.deepEqual(
        again.ended.filter(({ kind }) => kind === 'resolution'),
        [],
      )
    }),
    { numRuns: 300 },
  )
})

test('at most one wait runs, none where nobody waits, and nothing of what is joined to another', () => {
  fc.assert(
    fc.property(standing, said, (stands, heard) => {
      const { running, ended, again } = moved(undefined, stands, heard, NOW)
      assert.ok(!(running.first && running.next))
      if (stands.status === 'done' || !stands.waitingSince) assert.equal(running.first ?? running.next, null)
      if (stands.status === 'merged') assert.deepEqual([running, ended, again], [STOPPED, [], []])
    }),
  )
})

test('putting a conversation away and taking it up stops the end of the matter for just so long', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 20 }),
      (times) => {
        const cuts = times.toSorted((a, b) => a - b).slice(0, times.length - (times.length % 2))
        const calm: Standing = {
          status: 'open',
          firstAt: at(0),
          firstAnswerAt: at(0),
          lastAt: at(0),
          waitingSince: null,
        }
        let { running } = moved(undefined, calm, [], at(0))
        let away = 0
        for (const [i, cut] of cuts.entries()) {
          const status = i % 2 === 0 ? 'snoozed' : 'open'
          running = moved(running, { ...calm, status }, [], at(cut)).running
          assert.equal(wholePauses(running.pauses) === undefined, status === 'snoozed')
          if (i % 2 === 1) away += cut - (cuts[i - 1] ?? 0)
        }
        const due = duesOf(running, { ...POLICY, targets: { ...POLICY.targets, resolution: 6000 } }, null)
        assert.deepEqual(due.resolution, at(6000 + away))
      },
    ),
  )
})

test('whole pauses cover the minutes that any of them covers, in order and without touching backwards', () => {
  const pause = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }))
  fc.assert(
    fc.property(fc.array(pause, { maxLength: 8 }), (list) => {
      const sorted = list.toSorted((a, b) => a.from - b.from)
      const spans =
        wholePauses(sorted.map(({ from, to }) => ({ from: at(from), to: at(to) }))) ?? assert.fail()
      const inside = (n: number) => spans.some(({ from, to }) => from <= +at(n) && +at(n) < to)
      for (let n = 0; n < 90; n++) {
        assert.equal(
          inside(n),
          sorted.some(({ from, to }) => from <= n && n < to),
        )
      }
      for (const [i, span] of spans.entries()) {
        assert.ok(span.from < span.to)
        assert.ok(i === 0 || (spans[i - 1]?.to ?? 0) <= span.from)
      }
    }),
  )
  assert.equal(wholePauses([{ from: at(0), to: null }]), undefined)
})

const runs: fc.Arbitrary<Running> = fc.record({
  first: fc.option(moment),
  next: fc.option(moment),
  resolution: fc.option(moment),
  closed: fc.option(moment, { freq: 1 }),
  pauses: fc.constant([]),
  left: fc.constant(null),
})
const target = fc.option(fc.integer({ min: 1, max: 3000 }))

test('only what runs and has a target is due, in working time; of these the soonest is told', () => {
  fc.assert(
    fc.property(runs, fc.record({ first: target, next: target, resolution: target }), (running, targets) => {
      const dues = duesOf(running, { ...POLICY, targets }, OFFICE)
      for (const kind of ['first', 'next', 'resolution'] as const) {
        const [began, due] = [running[kind], dues[kind]]
        const runsOn = began && targets[kind] && !(kind === 'resolution' && running.closed)
        assert.equal(due !== null, Boolean(runsOn), kind)
        if (began && due) assert.equal(worked(OFFICE, began, due), (targets[kind] ?? 0) * MINUTE)
      }
      const known = [dues.first, dues.next, dues.resolution].filter((due) => due !== null)
      const { due, kind } = soonest(dues)
      assert.equal(due?.getTime() ?? Number.POSITIVE_INFINITY, Math.min(...known.map(Number)))
      if (kind) assert.equal(dues[kind], due)
      else assert.equal(known.length, 0)
    }),
    { numRuns: 150 },
  )
})

test('steps ahead are those of what is due that were not done; done one after the other, none is left', () => {
  const kind = fc.constantFrom('first' as const, 'next' as const, 'resolution' as const)
  const steps = fc.array(fc.tuple(kind, fc.integer({ min: -300, max: 300 })), { maxLength: 8 })
  fc.assert(
    fc.property(steps, runs, (list, running) => {
      const one: Policy = {
        ...POLICY,
        steps: list.map(([of, minutes], i) => ({
          ...{ id: String(i), of, minutes, tell: [], assign: null, raise: 0, webhook: false },
        })),
      }
      const dues = duesOf(running, one, null)
      const done: string[] = []
      let last = Number.NEGATIVE_INFINITY
      for (;;) {
        const [next] = stepsAhead(one, running, dues, done)
        if (!next) break
        assert.ok(!done.includes(next.key) && next.at.getTime() >= last)
        last = next.at.getTime()
        assert.equal(last, (dues[next.step.of]?.getTime() ?? 0) + next.step.minutes * MINUTE)
        done.push(next.key)
      }
      assert.equal(done.length, list.filter(([of]) => dues[of] !== null).length)
    }),
  )
  assert.notEqual(stepKey({ id: '1', of: 'first' }, at(0)), stepKey({ id: '1', of: 'next' }, at(0)))
  assert.notEqual(stepKey({ id: '1', of: 'first' }, at(0)), stepKey({ id: '1', of: 'first' }, at(1)))
})

test('what presses more never falls under a policy of what presses less', () => {
  const subject: Subject = {
    channel: 'email',
    visibility: 'private',
    lang: 'fr',
    labels: [],
    priority: 0,
    tier: null,
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (priority) => {
      const found = policyFor(SETTINGS, { ...subject, priority })
      assert.equal(found?.name, priority >= 60 ? 'Urgent' : 'Toutes')
      const [urgent] = SETTINGS.policies
      const off = {
        ...SETTINGS,
        policies: SETTINGS.policies.map((one) => ({ ...one, enabled: one !== urgent })),
      }
      assert.equal(policyFor(off, { ...subject, priority })?.name, 'Toutes')
    }),
  )
})

test('at a pace, round the clock, the n-th is late that is due before n times as long as each takes', () => {
  fc.assert(
    fc.property(
      fc.array(minute, { maxLength: 20 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 600 }),
      (list, ended, minutes) => {
        const dues = list.toSorted((a, b) => a - b)
        const late = lateAtPace(dues.map(at), { ended, worked: minutes * MINUTE }, null, at(0))
        if (ended < 3 || minutes < 30) return assert.equal(late, null)
        const plain = dues.filter((due, i) => due * ended < (i + 1) * minutes).length
        // Of what lies on the edge to the millisecond, either is right.
        const edge = dues.filter((due, i) => due * ended === (i + 1) * minutes).length
        assert.ok(late !== null && late >= plain && late <= plain + edge)
      },
    ),
    { numRuns: 200 },
  )
})

test('the day ends when it closes for the night, within a week, and not over its lunch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000 }), (minutes) => {
      // Over the night in which Paris sets its clocks back, too.
      const now = new Date(Date.parse('2026-10-12T00:00:00Z') + minutes * MINUTE)
      const end = endOfDay(OFFICE, now)
      assert.ok(end > now && end.getTime() - now.getTime() < 5 * 24 * HOUR)
      assert.ok(!isOpen(OFFICE, end) && isOpen(OFFICE, new Date(end.getTime() - 1)))
      assert.equal(worked(OFFICE, end, new Date(end.getTime() + 4 * HOUR)), 0)
      const clock = new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', timeStyle: 'short' })
      assert.equal(clock.format(end), '18:00')
      assert.deepEqual(endOfDay(OFFICE, new Date(end.getTime() - 1)), end)
    }),
    { numRuns: 60 },
  )
})

test('settings are kept to the bound and refused beyond it (T22)', () => {
  const [step] = POLICY.steps
  const takes = (shape: { safeParse(value: unknown): { success: boolean } }, one: object, more: object) =>
    shape.safeParse({ ...one, ...more }).success
  for (const [minutes, good] of [
    [-10_080, true],
    [-10_081, false],
    [10_080, true],
    [10_081, false],
    [0.5, false],
  ])
    assert.equal(takes(stepShape, step ?? {}, { minutes }), good, `${minutes}`)
  for (const [raise, good] of [
    [0, true],
    [-1, false],
    [100, true],
    [101, false],
  ])
    assert.equal(takes(stepShape, step ?? {}, { raise }), good, `${raise}`)
  for (const [first, good] of [
    [1, true],
    [0, false],
    [527_040, true],
    [527_041, false],
    [null, true],
  ])
    assert.equal(takes(policyShape, POLICY, { targets: { ...POLICY.targets, first } }), good, `${first}`)
  for (const [name, good] of [
    ['x'.repeat(80), true],
    ['x'.repeat(81), false],
    [' ', false],
  ])
    assert.equal(takes(policyShape, POLICY, { name }), good)
  for (const [date, good] of [
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-2-1', false],
  ])
    assert.equal(takes(calendarShape, OFFICE, { days: [{ date, hours: [] }] }), good, `${date}`)
  for (const [to, good] of [
    ['24:00', true],
    ['24:01', false],
    ['18:60', false],
    ['9:00', false],
  ])
    assert.equal(
      takes(calendarShape, OFFICE, { days: [{ date: '2026-12-24', hours: [{ from: '08:00', to }] }] }),
      good,
    )
  for (const zone of ['Europe/Paris', 'UTC', 'Asia/Kathmandu'])
    assert.ok(settingsShape.safeParse(proposal(zone, WORDS)).success, zone)
})
