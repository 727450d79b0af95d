import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isBetween, wallOf } from '../../../../lib/clock/index.ts'
import { authorHash, type Closed, decide, OFF, type Setting, SKIPPED } from './ask.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const ZONES = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
const two = (n: number) => String(n).padStart(2, '0')
const hour = fc.integer({ min: 0, max: 47 }).map((n) => `${two(Math.floor(n / 2))}:${two((n % 2) * 30)}`)
/** Some of them in nights in which clocks change. */
const instants = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-10-24', '2026-10-31', '2026-04-04', '2026-11-16'),
    fc.integer({ min: 0, max: 2 * 1440 }),
  )
  .map(([day, minute]) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE))
const settings: fc.Arbitrary<Setting> = fc.record({
  enabled: fc.constant(true),
  inPublic: fc.boolean(),
  delay: fc.integer({ min: 0, max: 2880 }),
  everyDays: fc.integer({ min: 1, max: 90 }),
  expiresDays: fc.constant(14),
  quietFrom: hour,
  quietTo: hour,
  reopenAt: fc.constant(2),
  toMembers: fc.boolean(),
})
const GOOD: Closed = {
  at: new Date('2026-11-16T09:00:00Z'),
  stays: true,
  answered: true,
  visibility: 'private',
  objected: false,
  asked: null,
  sober: false,
  crisis: false,
}
const closings = (at: Date): fc.Arbitrary<Closed> =>
  fc.record({
    at: fc.constant(at),
    stays: fc.boolean(),
    answered: fc.boolean(),
    visibility: fc.constantFrom('public', 'private'),
    objected: fc.boolean(),
    asked: fc.option(fc.integer({ min: 0, max: 100 * 1440 }).map((n) => new Date(at.getTime() - n * MINUTE))),
    sober: fc.boolean(),
    crisis: fc.boolean(),
  })
const plus = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)
const quiet = ({ quietFrom, quietTo }: Setting, at: Date, zone: string) =>
  quietFrom !== quietTo && isBetween(wallOf(at, zone).minutes, quietFrom, quietTo)

test('of several reasons the first of their order is written down, and it is the same at whatever hour', () => {
  const case_ = instants.chain((at) => closings(at))
  fc.assert(
    fc.property(
      case_,
      settings,
      fc.integer({ min: 0, max: 8000 }),
      fc.constantFrom(...ZONES),
      (closed, setting, gone, zone) => {
        const now = plus(closed.at, gone * MINUTE)
        const reasons: [boolean, string][] = [
          [!closed.stays, 'reopened'],
          [gone < setting.delay, 'later'],
          [gone > setting.delay + 3 * 1440, 'too-late'],
          [!closed.answered, 'unanswered'],
          [closed.objected, 'objected'],
          [closed.sober, 'sober'],
          [closed.crisis, 'crisis'],
          [closed.visibility === 'public' && !setting.inPublic, 'public'],
          [closed.asked !== null && plus(closed.asked, setting.everyDays * DAY) > now, 'asked-lately'],
          [quiet(setting, now, zone), 'later'],
        ]
        const plain = reasons.find(([holds]) => holds)?.[1] ?? 'ask'
        assert.equal(decide(closed, setting, now, zone), plain)
      },
    ),
    { numRuns: 600 },
  )
})

test('who may be asked is asked within two days, whatever hours are quiet, also where clocks skip those that are not', () => {
  fc.assert(
    fc.property(settings, instants, fc.constantFrom(...ZONES), (setting, at, zone) => {
      const closed = { ...GOOD, at }
      const from = plus(at, setting.delay * MINUTE)
      let asked: Date | undefined
      for (let n = 0; n <= 50 * 60 && !asked; n += 5) {
        const now = plus(from, n * MINUTE)
        const verdict = decide(closed, setting, now, zone)
        assert.ok(verdict === 'ask' || verdict === 'later')
        if (verdict === 'ask') asked = now
      }
      assert.ok(asked, 'before it is too late')
      assert.ok(!quiet(setting, asked, zone))
    }),
    { numRuns: 150 },
  )
})

test('the bounds of a span are told to the millisecond', () => {
  const open = { ...OFF, enabled: true, quietFrom: '00:00', quietTo: '00:00' }
  const at = (milliseconds: number, more: Partial<Closed> = {}) =>
    decide({ ...GOOD, ...more }, open, plus(GOOD.at, milliseconds), 'UTC')
  assert.equal(at(60 * MINUTE - 1), 'later')
  assert.equal(at(60 * MINUTE), 'ask')
  assert.equal(at(60 * MINUTE + 3 * DAY), 'ask', 'three days late is not too late')
  assert.equal(at(60 * MINUTE + 3 * DAY + 1), 'too-late')
  const asked = plus(GOOD.at, 60 * MINUTE - 30 * DAY)
  assert.equal(at(60 * MINUTE, { asked }), 'ask', 'thirty days to the millisecond')
  assert.equal(at(60 * MINUTE, { asked: plus(asked, 1) }), 'asked-lately')
})

test('an hour that is shown twice is quiet twice, and an evening is quiet by the clock of summer and of winter', () => {
  const on: Setting = { ...OFF, enabled: true, delay: 0, quietFrom: '02:00', quietTo: '03:00' }
  const said = (iso: string, setting = on) => {
    const now = new Date(iso)
    return decide({ ...GOOD, at: now }, setting, now, 'Europe/Paris')
  }
  assert.equal(said('2026-10-25T00:30:00Z'), 'later')
  assert.equal(said('2026-10-25T01:30:00Z'), 'later')
  assert.equal(said('2026-10-25T02:00:00Z'), 'ask')
  assert.equal(said('2026-03-29T01:00:00Z'), 'ask', 'the hour that is skipped is no hour')
  const evening = { ...on, quietFrom: '20:30', quietTo: '08:30' }
  assert.deepEqual(
    ['2026-10-24T18:29:00Z', '2026-10-24T18:30:00Z', '2026-10-25T19:29:00Z', '2026-10-25T19:30:00Z'].map(
      (iso) => said(iso, evening),
    ),
    ['ask', 'later', 'ask', 'later'],
  )
})

test('who was asked in this span is asked in the next, and once a span at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 }),
      (everyDays, gaps) => {
        const setting: Setting = {
          ...OFF,
          enabled: true,
          everyDays,
          delay: 0,
          quietFrom: '00:00',
          quietTo: '00:00',
        }
        const asks: Date[] = []
        let now = GOOD.at
        for (const gap of gaps) {
          now = plus(now, gap * 10 * MINUTE)
          const asked = asks.at(-1) ?? null
          if (decide({ ...GOOD, at: now, asked }, setting, now, 'UTC') === 'ask') asks.push(now)
          else assert.ok(asked && now.getTime() - asked.getTime() < everyDays * DAY)
        }
        for (const [i, one] of asks.entries()) {
          const before = asks[i - 1]
          if (before) assert.ok(one.getTime() - before.getTime() >= everyDays * DAY)
        }
      },
    ),
  )
})

test('it is off until somebody turns it on, its reasons are told once each, and a hash parts channels from accounts', () => {
  assert.equal(OFF.enabled, false)
  assert.equal(OFF.inPublic, false)
  assert.equal(OFF.toMembers, false)
  assert.equal(new Set(SKIPPED).size, SKIPPED.length)
  const name = fc.string({ unit: fc.constantFrom('a', 'b', ':', '-', '@', 'é') })
  fc.assert(
    fc.property(name, name, name, name, (channel, author, other, another) => {
      const alike = channel === other && author === another
      assert.equal(authorHash(channel, author) === authorHash(other, another), alike)
      assert.match(authorHash(channel, author), /^[\w-]{43}$/)
    }),
  )
})
