import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { authorHash, type Closed, decide, OFF, type Setting, SKIPPED } from './ask.ts'

const PARIS = 'Europe/Paris'
const ON: Setting = { ...OFF, enabled: true }
const AT = new Date('2026-11-23T09:00:00Z')
const closed = (more: Partial<Closed> = {}): Closed => ({
  ...{ at: AT, stays: true, answered: true, visibility: 'private', objected: false, asked: null },
  ...{ sober: false, crisis: false },
  ...more,
})
const after = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)

test('somebody is asked an hour after, once a month, by day, and not where it would hurt', () => {
  assert.equal(decide(closed(), ON, after(59), PARIS), 'later')
  assert.equal(decide(closed(), ON, after(60), PARIS), 'ask')
  const cases: [Partial<Closed>, string][] = [
    [{ stays: false }, 'reopened'],
    [{ answered: false }, 'unanswered'],
    [{ objected: true }, 'objected'],
    [{ sober: true }, 'sober'],
    [{ crisis: true }, 'crisis'],
    [{ visibility: 'public' }, 'public'],
    [{ asked: new Date(AT.getTime() - 29 * 86_400_000) }, 'asked-lately'],
  ]
  for (const [more, verdict] of cases) assert.equal(decide(closed(more), ON, after(60), PARIS), verdict)
  assert.equal(
    decide(closed({ asked: new Date(AT.getTime() - 31 * 86_400_000) }), ON, after(60), PARIS),
    'ask',
  )
  assert.equal(decide(closed({ visibility: 'public' }), { ...ON, inPublic: true }, after(60), PARIS), 'ask')
})

test('at night they are left in peace until the morning, by the clocks of the workspace', () => {
  // Nine in the evening of Paris; of New York, three in the afternoon.
  const evening = new Date('2026-11-23T20:00:00Z')
  assert.equal(decide(closed(), ON, evening, PARIS), 'later')
  assert.equal(decide(closed(), ON, evening, 'America/New_York'), 'ask')
  assert.equal(decide(closed(), ON, new Date('2026-11-24T07:29:00Z'), PARIS), 'later')
  assert.equal(decide(closed(), ON, new Date('2026-11-24T07:30:00Z'), PARIS), 'ask')
  assert.equal(
    decide(closed(), ON, new Date('2026-11-27T09:00:00Z'), PARIS),
    'too-late',
    'the program was down',
  )
})

test('nobody who objects, grieves, is in a crisis or was asked within the span is ever asked, whatever else', () => {
  const any = fc.record({
    stays: fc.boolean(),
    answered: fc.boolean(),
    visibility: fc.constantFrom('public' as const, 'private' as const),
    objected: fc.boolean(),
    asked: fc.option(
      fc.integer({ min: 0, max: 90 }).map((days) => new Date(AT.getTime() - days * 86_400_000)),
    ),
    sober: fc.boolean(),
    crisis: fc.boolean(),
  })
  fc.assert(
    fc.property(
      any,
      fc.integer({ min: 0, max: 6000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      (some, minutes, everyDays, inPublic) => {
        const now = after(minutes)
        const verdict = decide(closed(some), { ...ON, everyDays, inPublic }, now, PARIS)
        if (verdict !== 'ask') return assert.ok(verdict === 'later' || SKIPPED.includes(verdict))
        assert.ok(some.stays && some.answered && !some.objected && !some.sober && !some.crisis)
        assert.ok(some.visibility === 'private' || inPublic)
        assert.ok(!some.asked || now.getTime() - some.asked.getTime() >= everyDays * 86_400_000)
        const hour = Number(now.toISOString().slice(11, 13)) + 1
        assert.ok(hour % 24 >= 8 && hour < 21)
      },
    ),
    { numRuns: 500 },
  )
})

test('what is kept of who objects is not who they are', () => {
  assert.notEqual(authorHash('email', 'ana@example.org'), authorHash('email', 'eva@example.org'))
  assert.notEqual(authorHash('email', 'ana'), authorHash('bluesky', 'ana'))
  assert.ok(!authorHash('email', 'ana@example.org').includes('ana'))
})
