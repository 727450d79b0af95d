/**
 * The detector of spikes: its cost a point and the size of what it knows, on series drawn by a seed, alone and as the six series of a subject; then, where
 * ../shared/data is, its standing in NAB (standard profile, one threshold for all), beside the published detectors of the
 * same folder, and by leaving each series out of the choice of the threshold. Scores are counted by `test/support/nab.ts`,
 * and again by NAB's own rules in `nab_score.py` where python3 is. `node bench/spikes.ts`
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { look, newWatch } from '../src/match/alarm/watch/watch.ts'
import { createDetector, SPIKE } from '../src/match/index.ts'
import { leaveOneOut, nabScore, nabSeries, nabThreshold, type Scored } from '../test/support/nab.ts'
import { median, random, report } from './support.ts'

const POINTS = 100_000
const FIVE_MINUTES = 300_000
const HOUR = 3_600_000
const NAB = new URL('../../shared/data/nab-realtweets/', import.meta.url)
const SCORER = new URL('../../shared/data/nab_score.py', import.meta.url)

function cost(mean: number) {
  const draw = random(mean)
  const values = Array.from({ length: POINTS }, () => Math.floor(-Math.log(1 - draw()) * mean))
  const rounds = Array.from({ length: 5 }, () => {
    const detector = createDetector()
    const start = process.cpuUsage()
    values.forEach((value, i) => {
      detector.next(i * FIVE_MINUTES, value)
    })
    const { user, system } = process.cpuUsage(start)
    return { micros: (user + system) / POINTS, bytes: JSON.stringify(detector.state()).length }
  })
  report(`spikes, ${mean} a point`, {
    'microseconds a point': median(rounds.map(({ micros }) => micros)),
    'state in bytes': Math.max(...rounds.map(({ bytes }) => bytes)),
  })
}

/** All that is learnt of a subject: posts, negative ones and their share, offence, people and followers, hour by hour. */
function costOfSubject() {
  const draw = random(3)
  const hours = Array.from({ length: 20_000 }, (_, i) => {
    const count = Math.floor(draw() * 20)
    const [negative, toxic] = [Math.floor(count * draw() * 0.5), Math.floor(count * draw() * 0.1)]
    const reach = Math.floor(Math.exp(8 + 2 * draw()) * count)
    return { at: i * HOUR, count, negative, toxic, reach, authors: Math.ceil(count * 0.8) }
  })
  const rounds = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    const { state } = look(newWatch(0), hours, hours.length * HOUR)
    const { user, system } = process.cpuUsage(start)
    return { micros: (user + system) / hours.length, bytes: JSON.stringify(state).length }
  })
  report('alarm, six series and a drift', {
    'microseconds an hour': median(rounds.map(({ micros }) => micros)),
    'state in bytes': Math.max(...rounds.map(({ bytes }) => bytes)),
  })
}

for (const mean of [0.3, 20, 5000]) cost(mean)
costOfSubject()

const series = nabSeries()
if (!series) console.log('skipped: ../shared/data/nab-realtweets is absent')
else {
  const ours: Scored[] = series.map((one) => {
    const detector = createDetector()
    return { series: one, scores: one.values.map((value, i) => detector.next(one.at[i] ?? 0, value).score) }
  })
  const threshold = nabThreshold(ours)
  const named = (normalised: number) => Number(normalised.toFixed(2))
  const standing = (scored: Scored[], at: number) => {
    const { normalised, hit, falseRows } = nabScore(scored, at)
    return { normalised: named(normalised), hit, 'false rows': falseRows, threshold: at }
  }
  report('NAB, best threshold for all', standing(ours, threshold))
  report('NAB, the threshold we ship', standing(ours, SPIKE))
  const left = leaveOneOut(ours)
  for (const one of left) report(`NAB, ${one.name} left out`, { ...one, normalised: named(one.normalised) })
  const windows = (name: string) => series.find((one) => one.name === name)?.windows.length ?? 0
  const all = left.reduce((sum, one) => sum + windows(one.name), 0)
  report('NAB, each at the threshold of the others', {
    normalised: named(left.reduce((sum, one) => sum + one.normalised * windows(one.name), 0) / all),
  })
  for (const name of published()) {
    const theirs = series.map((one) => ({ series: one, scores: publishedScores(one.name, name) }))
    report(`NAB, ${name}`, standing(theirs, nabThreshold(theirs)))
  }
  checkByPython(ours, threshold)
}

function published(): string[] {
  const [first = ''] = readdirSync(new URL('detectors/', NAB))
  const [head = ''] = readFileSync(new URL(`detectors/${first}`, NAB), 'utf8').split(/\r?\n/u)
  return head.split(',').slice(1)
}

function publishedScores(seriesName: string, detector: string): number[] {
  const [head = '', ...rows] = readFileSync(new URL(`detectors/${seriesName}.csv`, NAB), 'utf8')
    .trim()
    .split(/\r?\n/u)
  const column = head.split(',').indexOf(detector)
  return rows.map((row) => Number(row.split(',')[column]))
}

/** The same scores counted by the reference: the two must agree. */
function checkByPython(scored: Scored[], threshold: number): void {
  if (!existsSync(SCORER) || spawnSync('python3', ['--version']).status !== 0) {
    console.log('not checked against nab_score.py: it or python3 is absent')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'veillee-spikes-'))
  try {
    const file = join(folder, 'scores.csv')
    const rows = scored.flatMap(({ series: { name, times }, scores }) =>
      scores.map((score, i) => `${name},${times[i]},${score}`),
    )
    writeFileSync(file, `series,timestamp,anomaly_score\n${rows.join('\n')}\n`)
    const args = [fileURLToPath(SCORER), fileURLToPath(NAB), '--scores', file, '--profile', 'standard']
    const { stdout } = spawnSync('python3', args, { encoding: 'utf8' })
    const reference = JSON.parse(stdout) as { normalised: number; threshold: number }
    const own = nabScore(scored, threshold).normalised
    if (Math.abs(reference.normalised - own) > 0.001)
      throw new Error(`nab_score.py says ${stdout}, we ${own}`)
    report('NAB, by nab_score.py', { normalised: reference.normalised, threshold: reference.threshold })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
