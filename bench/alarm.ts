/**
 * The alarm on a true crisis: the week of 17 to 24 February 2015 of six airlines (the three quarters of the set that is in
 * ../shared/data), replayed post by post with our own reading of their tone. Tells after how long the cancelled flights of 22
 * February are told, and what else is told that week. `node bench/alarm.ts [FILE.svg]` also draws it: counts alone.
 */
import { writeFileSync } from 'node:fs'
import { airlineWeek, crisisOf, type Replay, replay } from '../test/support/crisis.ts'
import { report } from './support.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WIDE = 920
const ROW = 104
const LEFT = 96
const TOP = 46
const [file] = process.argv.slice(2)

const all = airlineWeek()
if (!all) console.log('skipped: ../shared/data/us-airline-sentiment is absent')
else {
  const { airline, from } = crisisOf(all)
  const weeks = ((all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0)) / (7 * DAY)
  const replays = [...new Set(all.map((one) => one.airline))].sort().map((name) => replay(name, all))
  for (const { airline: name, raised } of replays) {
    const told = raised
      .map(({ at, count, expected }) => `${iso(at)}: ${count} for ${expected.toFixed(1)}`)
      .join('; ')
    if (name === airline) {
      const minutes = ((raised[0]?.at ?? Number.NaN) - from) / 60_000
      report(`alarm, ${name}`, { 'minutes after the first post': minutes, alarms: raised.length, told })
    } else report(`alarm, ${name}`, { 'false alarms a week': raised.length / weeks, told })
  }
  if (file) writeFileSync(file, picture(replays, from))
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 16)
}

/** Six rows of hours: what came, what of it was negative, the highest that was usual, and where an alarm was raised. */
function picture(replays: Replay[], from: number): string {
  const hours = replays.flatMap((one) => one.hours)
  const first = Math.min(...hours.map(({ at }) => at))
  const last = Math.max(...hours.map(({ at }) => at)) + HOUR
  const x = (at: number) => LEFT + ((at - first) / (last - first)) * (WIDE - LEFT - 16)
  const height = TOP + replays.length * ROW + 40
  const days = Array.from({ length: 8 }, (_, i) => Math.ceil(first / DAY) * DAY + i * DAY).filter(
    (at) => at < last,
  )
  const axis = days.map(
    (at) =>
      `<line x1="${n(x(at))}" x2="${n(x(at))}" y1="${TOP}" y2="${height - 40}" class="rule"/>` +
      `<text x="${n(x(at) + 4)}" y="${height - 24}">${new Date(at).toISOString().slice(5, 10)}</text>`,
  )
  const rows = replays.map((one, i) => row(one, TOP + i * ROW, x))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${height}" width="${WIDE}" height="${height}" role="img"
  aria-label="Posts an hour about six airlines, February 2015, with the alarms raised">
<style>text{font:12px sans-serif;fill:#4a4a4a}.paper{fill:#fff}.name{font-weight:600}.rule{stroke:#ddd}.all{fill:#b9c4d6}.bad{fill:#b4493c}
.high{fill:none;stroke:#3b5b8c;stroke-dasharray:3 3}.mark{stroke:#b4493c;stroke-width:2}.told{fill:#b4493c;font-weight:600}
@media (prefers-color-scheme:dark){text{fill:#c9cdd6}.paper{fill:#14161c}.rule{stroke:#333844}.all{fill:#4d5a74}.bad{fill:#e0705f}
.high{stroke:#8fb0e6}.mark{stroke:#ff9a86}.told{fill:#ff9a86}}</style>
<rect width="${WIDE}" height="${height}" class="paper"/>
<text x="16" y="20" class="name">Posts an hour (grey), negative ones (red), the highest that was usual (dashed), alarms (line)</text>
<text x="16" y="36">First post on the cancelled flights: ${iso(from).replace('T', ' ')} UTC</text>
${[...axis, ...rows].join('\n')}
</svg>
`
}

function row({ airline, hours, raised }: Replay, top: number, x: (at: number) => number): string {
  const tallest = Math.max(30, ...hours.map(({ count }) => count))
  const y = (count: number) => top + ROW - 12 - (Math.min(count, tallest) / tallest) * (ROW - 26)
  const wide = Math.max(1, x(HOUR) - x(0) - 0.5)
  const bar = (at: number, count: number, kind: string) =>
    count === 0
      ? ''
      : `<rect x="${n(x(at))}" y="${n(y(count))}" width="${n(wide)}" height="${n(y(0) - y(count))}" class="${kind}"/>`
  const bars = hours.map(({ at, count, negative }) => bar(at, count, 'all') + bar(at, negative, 'bad'))
  const known = hours.filter(({ volume }) => !volume.learning)
  const line = known.map(({ at, volume }, i) => `${i ? 'L' : 'M'}${n(x(at))} ${n(y(volume.high))}`).join('')
  const marks = raised.map(
    ({ at }) =>
      `<line x1="${n(x(at))}" x2="${n(x(at))}" y1="${top + 2}" y2="${n(y(0))}" class="mark"/>` +
      `<text x="${n(x(at) - 4)}" y="${top + 12}" text-anchor="end" class="told">${iso(at).slice(11)}</text>`,
  )
  return `<text x="12" y="${n(y(0) - 4)}" class="name">${airline}</text>${bars.join('')}<path d="${line}" class="high"/>${marks.join('')}`
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}
