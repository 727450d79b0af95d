import assert from 'node:assert/strict'
import { understandAll } from '../../../src/interpret/index.ts'
import { createDetector } from '../../../src/match/index.ts'
import type { Draw } from './draw.ts'
import { piece, textOf } from './texts.ts'

interface Mark {
  start: number
  end: number
  weight?: number
  in?: 'title'
}

/** All that is understood of a text: probabilities are some, reasons lie inside it, and it is the same the second time. */
export function tryReading(draw: Draw): void {
  const said = {
    text: textOf(draw),
    ...(draw.chance(0.2) ? { title: textOf(draw) } : {}),
    ...(draw.chance(0.3) ? { lang: draw.of(['fr', 'en', 'fr-CA', 'xx', '', piece(draw)]) } : {}),
    ...(draw.chance(0.1) ? { rating: draw.of([0, 1, 3, 5, 6, -1, 2.5, Number.NaN]) } : {}),
  }
  const all = understandAll(said)
  assert.match(all.lang, /^[a-z]{2,3}$/u)
  isDistribution(Object.values(all.p))
  areInside(all.why, said)
  if (all.toxicity) {
    const { p, insult, hate, threat, sexual, why } = all.toxicity
    for (const one of [p, insult, hate, threat, sexual]) assert.ok(one >= 0 && one <= 1, `toxicity ${one}`)
    areInside(why, said)
  }
  if (all.intent) {
    isDistribution(Object.values(all.intent.p))
    assert.ok(all.intent.label in all.intent.p)
    areInside(all.intent.why, said)
  }
  if (all.urgency) {
    isDistribution(all.urgency.p)
    assert.ok(all.urgency.p[all.urgency.level] !== undefined)
  }
  if (said.text.length < 5000) assert.deepEqual(understandAll(said), all, 'another reading of the same text')
}

function isDistribution(shares: readonly number[]): void {
  let sum = 0
  for (const share of shares) {
    assert.ok(share >= 0 && share <= 1, `a probability of ${share}`)
    sum += share
  }
  assert.ok(Math.abs(sum - 1) < 1e-6, `probabilities that sum to ${sum}`)
}

function areInside(marks: readonly Mark[], said: { text: string; title?: string }): void {
  for (const { start, end, weight = 0, in: part } of marks) {
    const { length } = part === 'title' ? (said.title ?? '') : said.text
    assert.ok(start >= 0 && start < end && end <= length, `a reason at ${start} to ${end} of ${length}`)
    assert.ok(Number.isFinite(weight), `a reason of weight ${weight}`)
  }
}

/** Thirty to sixty counts as no brand has them: scores are some, whatever the steps and the heights. */
export function trySeries(draw: Draw): void {
  const detector = createDetector()
  let at = draw.int(2e9) * 1000
  for (let left = 30 + draw.int(31); left > 0; left--) {
    at += draw.of([0, 1, 1000, 300_000, 3_600_000, 3_600_000, 86_400_000, 3e10])
    const value = draw.of([0, 0, 1, 3.5, draw.int(50), draw.int(1e6), 1e12])
    const { score, strength, silence, low, expected, high } = detector.next(at, value)
    for (const one of [score, strength, silence]) assert.ok(one >= 0 && one <= 1, `a score of ${one}`)
    assert.ok(
      low >= 0 && low <= expected && expected <= high && Number.isFinite(high),
      `${low} to ${high} around ${expected}`,
    )
  }
}
