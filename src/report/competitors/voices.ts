import type { Handle } from '../../../lib/db/index.ts'
import { series } from '../../activity/index.ts'
import { brandTally, listAlerts, type TallyState, tallyStates } from '../../match/index.ts'
import { type Bucket, bucketsTo, type Step, sumOf, type Tally } from '../figure/bucket.ts'
import { type Interval, knownShare, knownTone } from '../figure/interval.ts'
import { talliesOf } from '../figure/tallies.ts'
import { listRivals } from './store.ts'

/** Competitors that are looked at side by side: nobody tells more of them apart. */
const MOST = 20
const NEVER = new Date(8.64e15)

export interface Voiced extends Tally {
  /** Of all that was said of the brand and its competitors; null also where one of them was not counted. */
  share: Interval | null
  tone: Interval | null
}

export interface Voice {
  kind: 'brand' | 'competitor'
  alertId: string
  name: string
  /** By which the posts that are counted are found. */
  countedId: string
  accounts: string[]
  /** By which what its own accounts publish is found. */
  ownId: string | null
  state: TallyState['state']
  /** Of the buckets in which each of them was counted: else whoever was counted first would seem the loudest. */
  all: Voiced
  /** One a bucket; null where it was not counted then. */
  points: (Voiced | null)[]
  channels: { channel: string; count: number }[]
  published: number
}

export interface Voices {
  buckets: (Bucket & { count: number })[]
  total: number
  voices: Voice[]
}

export interface Period {
  now: Date
  timeZone: string
  step: Step
  count: number
}

type Line = Pick<Voice, 'kind' | 'alertId' | 'name' | 'countedId' | 'accounts' | 'ownId'>

/** What is said of the brand and of each competitor, side by side, from the counters. */
export async function readVoices(db: Handle, workspaceId: string, period: Period): Promise<Voices> {
  const buckets = bucketsTo(period.now, period.timeZone, period.step, period.count)
  const lines = await linesOf(db, workspaceId)
  const ids = lines.flatMap((line) => [line.countedId, ...(line.ownId ? [line.ownId] : [])])
  const [states, byId] = await Promise.all([
    tallyStates(db, workspaceId, ids),
    talliesOf(db, workspaceId, ids, buckets, period.timeZone),
  ])
  const nothing = buckets.map(() => ({ count: 0, positive: 0, negative: 0 }))
  const of = (id: string | null) => (id && byId.get(id)) || nothing
  const counts = buckets.map((_, i) =>
    lines.reduce((sum, line) => sum + (of(line.countedId)[i]?.count ?? 0), 0),
  )
  const isKnown = ({ countedId }: Line, { from }: Bucket) => from >= (states.get(countedId)?.since ?? NEVER)
  const common = buckets.filter((bucket) => lines.every((line) => isKnown(line, bucket)))
  const within = <T>(all: readonly T[]) => all.slice(buckets.length - common.length)
  const total = within(counts).reduce((sum, count) => sum + count, 0)
  const voices = await Promise.all(
    lines.map(async (line): Promise<Voice> => {
      const state = states.get(line.countedId)
      const said = of(line.countedId)
      return {
        ...line,
        state: state?.state ?? 'idle',
        all: voiced(sumOf(within(said)), total),
        points: buckets.map((bucket, i) => {
          const one = said[i]
          if (!one || !isKnown(line, bucket)) return null
          return voiced(one, common.includes(bucket) ? (counts[i] ?? 0) : 0)
        }),
        channels: await channelsOf(db, workspaceId, line.countedId, period, common),
        published: sumOf(of(line.ownId)).count,
      }
    }),
  )
  return {
    buckets: buckets.map((bucket, i) => ({ ...bucket, count: counts[i] ?? 0 })),
    total,
    voices: ranked(voices),
  }
}

/** The brand as one, then its competitors in the order of their alerts. */
async function linesOf(db: Handle, workspaceId: string): Promise<Line[]> {
  const [alerts, whole, rivals] = await Promise.all([
    listAlerts(db, workspaceId),
    brandTally(db, workspaceId),
    listRivals(db, workspaceId),
  ])
  const brand = alerts.find((alert) => alert.kind === 'brand' && !alert.paused)
  const lines: Line[] = []
  if (brand && whole) {
    const { id, name } = brand
    lines.push({ kind: 'brand', alertId: id, name, countedId: whole, accounts: [], ownId: null })
  }
  for (const { id, name } of alerts.filter((alert) => alert.kind === 'competitor').slice(0, MOST)) {
    const rival = rivals.get(id)
    lines.push({
      kind: 'competitor',
      alertId: id,
      name,
      countedId: rival?.others_id ?? id,
      accounts: rival?.accounts ?? [],
      ownId: rival?.voice_id ?? null,
    })
  }
  return lines
}

/** The brand first, then the most spoken of. */
function ranked(voices: Voice[]): Voice[] {
  const brand = (voice: Voice) => (voice.kind === 'brand' ? 0 : 1)
  return voices.toSorted((a, b) => brand(a) - brand(b) || b.all.count - a.all.count)
}

function voiced(said: Tally, all: number): Voiced {
  return {
    ...said,
    share: knownShare(said.count, all),
    tone: knownTone(said.positive, said.negative, said.count),
  }
}

async function channelsOf(
  db: Handle,
  workspaceId: string,
  alertId: string,
  { timeZone }: Period,
  buckets: readonly Bucket[],
): Promise<{ channel: string; count: number }[]> {
  const [from, to] = [buckets.at(0)?.from, buckets.at(-1)?.to]
  if (!from || !to) return []
  const request = { by: 'channel' as const, alertIds: [alertId], from, to, step: 'day' as const, timeZone }
  const counts = new Map<string, number>()
  for (const { key, count } of await series(db, workspaceId, request)) {
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return [...counts]
    .map(([channel, count]) => ({ channel, count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
}
