/** The week of 17 to 24 February 2015 as six airlines heard it, post by post, and what the alarm makes of it. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { understandAll } from '../../src/interpret/index.ts'
import {
  type Hour,
  hourOf,
  isLoud,
  type Judged,
  look,
  newWatch,
  reasonsOf,
} from '../../src/match/alarm/watch/watch.ts'

const FOLDER = new URL('../../../shared/data/us-airline-sentiment/', import.meta.url)
const HOUR = 3_600_000

export interface Said {
  at: number
  airline: string
  author: string
  negative: boolean
  toxic: boolean
}

/** In the order of time, with our own reading of their tone; undefined where the set is absent. */
export function airlineWeek(): Said[] | undefined {
  if (!existsSync(FOLDER)) return undefined
  const rows = ['train', 'dev'].flatMap(
    (part) =>
      parse(readFileSync(new URL(`${part}.csv`, FOLDER), 'utf8'), { columns: true }) as Record<
        string,
        string
      >[],
  )
  return rows
    .map((row) => {
      const { sentiment, toxicity } = understandAll({ text: row.text ?? '' })
      return {
        at: Date.parse((row.tweet_created ?? '').replace(' ', 'T').replace(' ', '')),
        airline: row.airline ?? '',
        author: row.author ?? '',
        negative: sentiment === 'negative',
        toxic: (toxicity?.p ?? 0) >= 0.5,
      }
    })
    .sort((a, b) => a.at - b.at)
}

export interface Raised {
  airline: string
  at: number
  ended: number | null
  reasons: string[]
  count: number
  expected: number
}

export interface Replay {
  airline: string
  raised: Raised[]
  /** Hour by hour, as it was known at the end of the hour. */
  hours: Judged[]
}

const CALM = 3 * HOUR

/** One airline's posts, one after the other, each followed by a look: as the program does, without its database. */
export function replay(airline: string, all: readonly Said[]): Replay {
  const own = all.filter((one) => one.airline === airline)
  const first = hourOf(all[0]?.at ?? 0)
  const last = hourOf(all.at(-1)?.at ?? 0)
  const hours = new Map<number, Hour>()
  const people = new Map<number, Set<string>>()
  const raised: Raised[] = []
  const judged = new Map<number, Judged>()
  let state = newWatch(first)
  let open: Raised | undefined
  let calm: number | null = null
  const see = (now: number) => {
    const from = state.next
    const seen = look(
      state,
      [...hours.values()].filter((hour) => hour.at >= from),
      now,
    )
    state = seen.state
    for (const hour of seen.recent) judged.set(hour.at, hour)
    const reasons = [...new Set(seen.recent.flatMap((hour) => reasonsOf(hour)))]
    calm = seen.recent.some(isLoud) ? null : (calm ?? now)
    if (open && calm !== null && now - calm >= CALM) {
      open.ended = now
      open = undefined
    }
    const current = seen.recent.at(-1)
    if (!open && reasons.length > 0 && current) {
      const worst = seen.recent.find((hour) => reasonsOf(hour).length > 0) ?? current
      open = { airline, at: now, ended: null, reasons, count: worst.count, expected: worst.volume.expected }
      raised.push(open)
    }
  }
  let next = 0
  for (let hour = first; hour <= last; hour += HOUR) {
    for (let one = own[next]; one && one.at < hour + HOUR; one = own[++next]) {
      const known = hours.get(hour) ?? { at: hour, count: 0, negative: 0, toxic: 0, reach: 0 }
      const authors = (people.get(hour) ?? new Set()).add(one.author)
      people.set(hour, authors)
      hours.set(hour, {
        ...known,
        count: known.count + 1,
        negative: known.negative + (one.negative ? 1 : 0),
        toxic: known.toxic + (one.toxic ? 1 : 0),
        authors: authors.size,
      })
      see(one.at)
    }
    see(hour + HOUR - 1)
  }
  return { airline, raised, hours: [...judged.values()] }
}

/** When the flights that the week is known for began to be talked about, and of whom. */
export function crisisOf(all: readonly Said[]): { airline: string; from: number } {
  const own = all.filter((one) => one.airline === 'American' && one.at >= Date.UTC(2015, 1, 22))
  return { airline: 'American', from: own[0]?.at ?? 0 }
}
