/** The score of the Numenta Anomaly Benchmark, as its README in ../shared/data describes it, and the series it is over. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../shared/data/nab-realtweets/', import.meta.url)

export interface Labelled {
  name: string
  at: number[]
  times: string[]
  values: number[]
  /** Rows of the windows, both ends inclusive. */
  windows: [number, number][]
}

export interface Scored {
  series: Labelled
  scores: number[]
}

/** The five series, by name; undefined where they are absent. */
export function nabSeries(): Labelled[] | undefined {
  if (!existsSync(FOLDER)) return undefined
  const windows = JSON.parse(readFileSync(new URL('windows.json', FOLDER), 'utf8')) as Record<
    string,
    [string, string][]
  >
  return readdirSync(new URL('series/', FOLDER))
    .sort()
    .map((file) => {
      const name = file.replace(/\.csv$/u, '')
      const rows = readFileSync(new URL(`series/${file}`, FOLDER), 'utf8')
        .trim()
        .split(/\r?\n/u)
        .slice(1)
      const times = rows.map((row) => row.split(',')[0] ?? '')
      const place = new Map(times.map((time, i) => [time, i]))
      return {
        name,
        times,
        at: times.map((time) => Date.parse(`${time.replace(' ', 'T')}Z`)),
        values: rows.map((row) => Number(row.split(',')[1])),
        windows: (windows[name] ?? []).map(([from, to]) => [place.get(from) ?? -1, place.get(to) ?? -1]),
      }
    })
}

const FALSE_ALARM = 0.11

function reward(y: number): number {
  return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1
}

/** What a detection on each row is worth, and of which window (-1: a false alarm); undefined while it does not count. */
function worths({ values, windows }: Labelled): ({ window: number; worth: number } | undefined)[] {
  const ignored = Math.min(Math.floor(0.15 * values.length), 750)
  let next = 0
  return values.map((_, i) => {
    while (next < windows.length && i > (windows[next]?.[1] ?? 0)) next++
    if (i < ignored) return undefined
    const [from, to] = windows[next] ?? [Number.POSITIVE_INFINITY, 0]
    if (i >= from) return { window: next, worth: reward(-(to - i + 1) / (to - from + 1)) / reward(-1) }
    const [left, right] = windows[next - 1] ?? []
    const y = left === undefined || right === undefined ? 4 : (i - right) / (right - left)
    return { window: -1, worth: FALSE_ALARM * reward(y) }
  })
}

export interface Standing {
  /** 0: silent; 100: each window on its first row, and nothing else. */
  normalised: number
  hit: number
  falseRows: number
}

/** The standard profile at one threshold for all. */
export function nabScore(all: Scored[], threshold: number): Standing {
  let raw = 0
  let hit = 0
  let falseRows = 0
  let count = 0
  for (const { series, scores } of all) {
    const best = series.windows.map(() => -1)
    worths(series).forEach((row, i) => {
      if (!row || (scores[i] ?? 0) < threshold) return
      if (row.window < 0) {
        raw += row.worth
        falseRows++
      } else best[row.window] = Math.max(best[row.window] ?? -1, row.worth)
    })
    raw += best.reduce((sum, one) => sum + one, 0)
    hit += best.filter((one) => one > -1).length
    count += best.length
  }
  return { normalised: (100 * (raw + count)) / (2 * count), hit, falseRows }
}

/** The threshold that NAB's optimisation chooses: the best for all together, the highest among equals. */
export function nabThreshold(all: Scored[]): number {
  const rows = all
    .flatMap(({ series, scores }, n) =>
      worths(series).flatMap((row, i) => (row ? [{ score: scores[i] ?? 0, n, ...row }] : [])),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const best = new Map<string, number>()
  let raw = 0
  let top = { raw: 0, threshold: 1.1 }
  rows.forEach(({ score, n, window, worth }, i) => {
    if (window < 0) raw += worth
    else {
      const key = `${n}|${window}`
      const before = best.get(key) ?? -1
      if (worth > before) {
        best.set(key, worth)
        raw += worth - before
      }
    }
    if (rows[i + 1]?.score !== score && raw > top.raw + 1e-12) top = { raw, threshold: score }
  })
  return top.threshold
}

/** Each series scored at the threshold that the others choose. */
export function leaveOneOut(all: Scored[]): { name: string; threshold: number; normalised: number }[] {
  return all.map((one) => {
    const threshold = nabThreshold(all.filter((other) => other !== one))
    return { name: one.series.name, threshold, normalised: nabScore([one], threshold).normalised }
  })
}
