import { type DateOrder, parseDate } from './parse.ts'

export interface OrderGuess {
  order: DateOrder
  /** False when both readings were possible all along. */
  sure: boolean
}

/**
 * Day or month first, by what can be read only one way (31/01, 01/31), and failing that by the order of the lines: an
 * export runs along time, and in the wrong reading it jumps about.
 */
export function guessOrder(samples: readonly string[], fallback: DateOrder): OrderGuess {
  const numeric = samples.filter((text) => /^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}(?!\d)/.test(text.trim()))
  if (numeric.length === 0) return { order: fallback, sure: true }
  // A year of four digits tells its place by itself.
  const short = numeric.every((text) => !/\d{4}/.test(text.trim().slice(0, 10)))
  const orders: DateOrder[] = short ? ['dmy', 'mdy', 'ymd'] : ['dmy', 'mdy']
  const read = orders.map((order) => ({ order, ...reading(numeric, order) }))
  const most = Math.max(...read.map(({ count }) => count))
  const best = read.filter(({ count }) => count === most)
  if (best.length === 1 && best[0]) return { order: best[0].order, sure: true }
  const calm = Math.min(...best.map(({ turns }) => turns))
  const steady = best.filter(({ turns }) => turns === calm)
  if (steady.length === 1 && steady[0] && numeric.length >= 3) return { order: steady[0].order, sure: true }
  const kept = steady.find(({ order }) => order === fallback) ?? steady[0]
  return { order: kept?.order ?? fallback, sure: false }
}

/** How many of the texts are dates so, and how often their course changes direction. */
function reading(texts: readonly string[], order: DateOrder): { count: number; turns: number } {
  const times: number[] = []
  for (const text of texts) {
    const date = parseDate(text, order)
    if (date) times.push(date.at)
  }
  let turns = 0
  let direction = 0
  times.forEach((at, i) => {
    const step = Math.sign(at - (times[i - 1] ?? at))
    if (step !== 0 && direction !== 0 && step !== direction) turns += 1
    if (step !== 0) direction = step
  })
  return { count: times.length, turns }
}
