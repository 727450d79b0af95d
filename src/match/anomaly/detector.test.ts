import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../bench/support.ts'
import { nabScore, nabSeries, nabThreshold } from '../../../test/support/nab.ts'
import { createDetector, type DetectorState, SPIKE, type Verdict } from './detector.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A Monday, at midnight UTC. */
const START = Date.UTC(2026, 0, 5)

/** A count drawn around a mean, as independent people make one. */
function poisson(draw: () => number, mean: number): number {
  if (mean > 60)
    return Math.max(
      0,
      Math.round(mean + Math.sqrt(mean) * (draw() + draw() + draw() + draw() - 2) * Math.sqrt(3)),
    )
  let count = 0
  for (let left = draw(); left > Math.exp(-mean); left *= draw()) count++
  return count
}

interface Run {
  step?: number
  days: number
  seed?: number
  mean(at: number): number
}

/** Feeds a series to a detector; answers it, where it stands, and the verdicts. */
function run({ step = HOUR, days, seed = 1, mean }: Run) {
  const detector = createDetector()
  const draw = random(seed)
  const verdicts: (Verdict & { at: number; value: number })[] = []
  const end = START + days * DAY
  for (let at = START; at < end; at += step) {
    const value = poisson(draw, mean(at))
    verdicts.push({ at, value, ...detector.next(at, value) })
  }
  return { detector, end, verdicts, spikes: verdicts.filter(({ score }) => score >= SPIKE) }
}

/** As a table gives it back. */
function kept(state: DetectorState | undefined): DetectorState | undefined {
  return state && (JSON.parse(JSON.stringify(state)) as DetectorState)
}

const hourOf = (at: number) => (at % DAY) / HOUR
const counts = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 1e12 }) }),
  {
    minLength: 80,
    maxLength: 200,
  },
)

describe('a verdict', () => {
  it('comes from points up to it, and says 0 to 1 and a band around what it expected, whatever comes', () => {
    fc.assert(
      fc.property(counts, fc.nat(60), (values, cut) => {
        const [whole, part] = [createDetector(), createDetector()]
        const all = values.map((value, i) => whole.next(START + i * HOUR, value))
        const some = values.slice(0, cut).map((value, i) => part.next(START + i * HOUR, value))
        assert.deepEqual(some, all.slice(0, cut))
        for (const { score, strength, silence, low, high, expected } of all) {
          for (const one of [score, strength, silence]) assert.ok(one >= 0 && one < 1, String(one))
          assert.ok(low >= 0 && low <= expected && expected <= high && Number.isFinite(high))
          assert.ok(score <= strength)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the same after a stop, from the state that was kept as JSON', () => {
    fc.assert(
      fc.property(counts, fc.nat(80), (values, cut) => {
        const whole = createDetector()
        const first = createDetector()
        let second = first
        values.forEach((value, i) => {
          if (i === cut) second = createDetector({ state: kept(first.state()) })
          const at = START + i * HOUR
          assert.deepEqual(second.next(at, value), whole.next(at, value))
        })
      }),
      { numRuns: 30 },
    )
  })

  it('is not changed through a state that was handed out', () => {
    const detector = createDetector()
    detector.next(START, 3)
    const state = detector.state()
    detector.next(START + HOUR, 300)
    assert.deepEqual([state?.points, createDetector({ state }).state()?.level], [1, 3])
  })

  it('fits in 64 kB, however long the series', () => {
    const { detector } = run({ step: 5 * MINUTE, days: 60, mean: (at) => (hourOf(at) === 7 ? 900 : 4) })
    assert.ok(JSON.stringify(detector.state()).length < 16_000)
  })

  it('is withheld for the first day and the first thirty points, and says so', () => {
    const fast = run({ step: 5 * MINUTE, days: 2, mean: () => 5 }).verdicts
    assert.deepEqual(
      [fast.findIndex(({ learning }) => !learning), fast.filter(({ learning }) => learning).length],
      [288, 288],
    )
    const slow = run({ step: DAY, days: 40, mean: () => 5 }).verdicts
    assert.equal(
      slow.findIndex(({ learning }) => !learning),
      30,
    )
    assert.ok(slow.slice(0, 30).every(({ score, silence }) => score === 0 && silence === 0))
  })
})

describe('what is usual', () => {
  it('is not cried over: quiet, middling and loud series over two months', () => {
    for (const mean of [0.02, 0.3, 2, 15, 400, 20_000]) {
      const spikes = [1, 2, 3].flatMap((seed) => run({ days: 60, seed, mean: () => mean }).spikes)
      assert.ok(spikes.length <= 2, `${spikes.length} in half a year at ${mean} an hour`)
    }
  })

  it('includes the habits of the day and of the week', () => {
    const mean = (at: number) => {
      const weekend = [5, 6].includes(Math.floor((at - START) / DAY) % 7)
      return hourOf(at) < 7 ? 2 : weekend ? 8 : 40
    }
    const { detector, end, verdicts, spikes } = run({ days: 56, mean })
    assert.ok(spikes.filter(({ at }) => at > START + 14 * DAY).length <= 1)
    const usual = (day: number, hour: number) =>
      verdicts.find(({ at }) => at === START + (49 + day) * DAY + hour * HOUR)?.expected ?? 0
    assert.ok(usual(2, 12) > 25 && usual(2, 3) < 8, `${usual(2, 12)} by day, ${usual(2, 3)} by night`)
    assert.ok(usual(5, 12) < 0.75 * usual(2, 12), `${usual(5, 12)} on Saturday`)
    // Forty posts are nothing at noon of a weekday, and an event at three in the night.
    const state = detector.state()
    const at = (hour: number, values: number[]) => {
      const one = createDetector({ state })
      for (let i = 0; i < hour - values.length + 1; i++) one.next(end + i * HOUR, 2)
      return Math.max(
        ...values.map((value, i) => one.next(end + (hour - values.length + 1 + i) * HOUR, value).score),
      )
    }
    assert.ok(at(3, [40]) >= SPIKE)
    assert.ok(at(12, [2, 40, 40, 40, 40, 40]) < SPIKE)
  })

  it('is not taught of an hour by one burst of the first days', () => {
    const burst = START + 20 * HOUR
    const { verdicts } = run({ days: 4, mean: (at) => (at === burst ? 300 : 1) })
    const next = verdicts.filter(({ at }) => at === burst + 2 * DAY || at === burst + 3 * DAY)
    const others = verdicts.filter(({ at }) => at === burst + 2 * DAY + 5 * HOUR)
    for (const { expected } of next) assert.ok(expected < 4 * (others[0]?.expected ?? 0), `${expected}`)
  })

  it('is not raised for a week by one burst of the first day: a lesser one is told of the next', () => {
    const [first, second] = [START + 10 * HOUR, START + 40 * HOUR]
    const mean = (at: number) => (at === first ? 500 : at === second ? 40 : 2)
    const { verdicts } = run({ days: 3, mean })
    assert.deepEqual(
      verdicts.filter(({ score }) => score >= SPIKE).map(({ at }) => at),
      [second],
    )
    const after = verdicts.filter(({ at }) => at > START + DAY + 6 * HOUR && at < second)
    assert.ok(after.every(({ expected }) => expected < 4))
  })

  it('follows what changes for good: told in its first days, then expected', () => {
    const { end, spikes, verdicts } = run({ days: 60, mean: (at) => (at < START + 30 * DAY ? 10 : 40) })
    const after = spikes.filter(({ at }) => at >= START + 30 * DAY)
    assert.ok((after[0]?.at ?? end) < START + 30 * DAY + 6 * HOUR)
    assert.ok((after.at(-1)?.at ?? end) < START + 35 * DAY, 'still told after five days')
    assert.ok(Math.abs((verdicts.at(-1)?.expected ?? 0) - 40) < 10)
  })

  it('is not taught by a hole in the series', () => {
    const detector = createDetector()
    const draw = random(4)
    for (let i = 0; i < 24 * 20; i++) detector.next(START + i * HOUR, poisson(draw, 20))
    const back = START + 60 * DAY
    const first = detector.next(back, 21)
    assert.ok(first.score < SPIKE && first.silence < SPIKE)
    assert.ok(Math.abs(first.expected - 20) < 8, String(first.expected))
  })
})

describe('a spike', () => {
  const calm = { days: 30, mean: () => 3 }

  it('is told at its first point, counts for less while it lasts, and stays strong; ten times more is news', () => {
    const { detector, end } = run(calm)
    const told = [60, 70, 65, 60, 55].map((value, i) => detector.next(end + i * HOUR, value))
    assert.ok((told[0]?.score ?? 0) >= SPIKE)
    assert.ok(told.slice(1).every(({ score, strength }) => score < strength && strength >= SPIKE))
    assert.ok(detector.next(end + 5 * HOUR, 4000).score >= SPIKE, 'growth is news')
  })

  it('of a slow rise is found where no single point stands out', () => {
    const { detector, end } = run({ days: 30, mean: () => 30 })
    const rise = [48, 50, 49, 51, 50, 52, 50].map((value, i) => detector.next(end + i * HOUR, value).strength)
    const alone = run({ days: 30, mean: () => 30 }).detector.next(end, 50).strength
    assert.ok(Math.max(...rise) > alone)
  })

  it('surprises less when its like has been seen', () => {
    const { detector, end } = run(calm)
    const first = detector.next(end, 40).score
    const draw = random(9)
    for (let i = 1; i < 24 * 21; i++) detector.next(end + i * HOUR, i % 120 === 0 ? 40 : poisson(draw, 3))
    const later = detector.next(end + 24 * 21 * HOUR + HOUR, 40).score
    assert.ok(first >= SPIKE && later < first, `${first}, then ${later}`)
  })

  it('is found where almost nothing is ever said', () => {
    const { detector, end } = run({ days: 60, mean: () => 0.02 })
    const state = detector.state()
    const score = (value: number) => createDetector({ state }).next(end, value).score
    assert.ok(score(1) < SPIKE && score(15) >= SPIKE, `${score(1)}, ${score(15)}`)
  })

  it('of half as much again is one where counts hardly ever move', () => {
    const steady = run({ days: 60, mean: () => 20_000 })
    assert.ok(steady.detector.next(steady.end, 30_000).score >= SPIKE)
  })
})

describe('a silence', () => {
  it('is told when more is missing than ever was, and ends with the next post', () => {
    const { detector, end, verdicts } = run({ days: 30, mean: (at) => (hourOf(at) < 8 ? 0.2 : 6) })
    assert.ok(
      verdicts.every(({ silence }) => silence < SPIKE),
      'nights are usual',
    )
    const hush = Array.from({ length: 24 }, (_, i) => detector.next(end + i * HOUR, 0).silence)
    assert.ok((hush[5] ?? 1) < SPIKE && (hush[23] ?? 0) >= SPIKE)
    assert.deepEqual(
      hush,
      [...hush].sort((a, b) => a - b),
    )
    assert.equal(detector.next(end + DAY, 1).silence, 0)
  })

  it('means nothing where hardly anything is said', () => {
    const { detector, end } = run({ days: 60, mean: () => 0.02 })
    const hush = Array.from({ length: 72 }, (_, i) => detector.next(end + i * HOUR, 0).silence)
    assert.ok(hush.every((one) => one < SPIKE))
  })
})

test('on the five series of NAB it scores 82 or more with one threshold, its own too', (t) => {
  const series = nabSeries()
  if (!series) return t.skip('../shared/data/nab-realtweets is absent')
  const all = series.map((one) => {
    const detector = createDetector()
    return { series: one, scores: one.values.map((value, i) => detector.next(one.at[i] ?? 0, value).score) }
  })
  assert.equal(all.length, 5)
  for (const threshold of [nabThreshold(all), SPIKE]) {
    const { normalised } = nabScore(all, threshold)
    assert.ok(normalised >= 82, `${normalised} at ${threshold}`)
  }
})
