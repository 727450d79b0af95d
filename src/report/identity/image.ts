import type { Handle } from '../../../lib/db/index.ts'
import { brandTally, listAlerts, type TallyState, tallyStates } from '../../match/index.ts'
import { type Bucket, bucketsTo, type Step, sumOf, type Tally } from '../figure/bucket.ts'
import { type Interval, knownShare, knownTone } from '../figure/interval.ts'
import { talliesOf } from '../figure/tallies.ts'
import { listTraits, listVersions } from './store.ts'
import { changeOf, declaredSpans, type Span, type Trait, type Version } from './trait.ts'

/** How a trait was spoken of in one bucket, or in all; shares and tones are null where too little is known. */
export interface Heard {
  count: number
  positive: number
  negative: number
  contrary: number
  /** Of all that was said of the brand. */
  share: Interval | null
  tone: Interval | null
  /** Of what was said on the trait, what says the contrary. */
  denied: Interval | null
}

export interface HeardTrait {
  trait: Trait
  declared: Span[]
  state: TallyState['state']
  all: Heard
  /** One a bucket; null where it was not counted then. */
  points: (Heard | null)[]
}

export interface Image {
  /** Alerts of the brand that listen. */
  brands: number
  /** By which all that is said of the brand is found; null where nothing listens for it. */
  wholeId: string | null
  counting: boolean
  buckets: (Bucket & { count: number })[]
  total: number
  traits: HeardTrait[]
  history: { version: Version; change: ReturnType<typeof changeOf> }[]
}

export interface Period {
  now: Date
  timeZone: string
  step: Step
  count: number
}

/** What the brand declares against what is said of it, from the counters. */
export async function readImage(db: Handle, workspaceId: string, period: Period): Promise<Image> {
  const buckets = bucketsTo(period.now, period.timeZone, period.step, period.count)
  const [traits, versions, wholeId, alerts] = await Promise.all([
    listTraits(db, workspaceId),
    listVersions(db, workspaceId),
    brandTally(db, workspaceId),
    listAlerts(db, workspaceId),
  ])
  const ids = traits.flatMap((trait) => [trait.talkId, ...(trait.contraryId ? [trait.contraryId] : [])])
  const counted = [...ids, ...(wholeId ? [wholeId] : [])]
  const states = await tallyStates(db, workspaceId, counted)
  const byId = await talliesOf(db, workspaceId, counted, buckets, period.timeZone)
  const nothing = buckets.map(() => ({ count: 0, positive: 0, negative: 0 }))
  const of = (id: string | null) => (id && byId.get(id)) || nothing
  const whole = of(wholeId)
  const wholeSince = wholeId ? states.get(wholeId)?.since : undefined
  return {
    brands: alerts.filter((alert) => alert.kind === 'brand' && !alert.paused).length,
    wholeId,
    counting: [...states.values()].some((one) => one.state === 'counting'),
    buckets: buckets.map((bucket, i) => ({ ...bucket, count: whole[i]?.count ?? 0 })),
    total: sumOf(whole).count,
    traits: traits.map((trait) => {
      const state = states.get(trait.talkId)
      const [talk, contrary] = [of(trait.talkId), of(trait.contraryId)]
      const since = Math.max(state?.since.getTime() ?? 0, wholeSince?.getTime() ?? 0)
      const known = buckets.map((bucket) => isKnown(bucket, since, trait.archived))
      const kept = (all: Tally[]) => sumOf(all.filter((_, i) => known[i]))
      return {
        trait,
        declared: declaredSpans(versions.filter((version) => version.traitId === trait.id)),
        state: state?.state ?? 'idle',
        all: heard(kept(talk), kept(contrary).count, kept(whole).count),
        points: buckets.map((_, i) => {
          const [said, denied, all] = [talk[i], contrary[i], whole[i]]
          return known[i] && said && denied && all ? heard(said, denied.count, all.count) : null
        }),
      }
    }),
    history: historyOf(versions),
  }
}

/** Whether all of a bucket, or at least its end, was counted. */
function isKnown(bucket: Bucket, since: number, archived: Date | null): boolean {
  return bucket.from.getTime() >= since && (archived === null || bucket.from < archived)
}

function heard(said: Tally, contrary: number, all: number): Heard {
  return {
    ...said,
    contrary,
    share: knownShare(Math.min(said.count, all), all),
    tone: knownTone(said.positive, said.negative, said.count),
    denied: said.count === 0 ? null : knownShare(Math.min(contrary, said.count), said.count),
  }
}

function historyOf(versions: readonly Version[]): Image['history'] {
  const before = new Map<string, Version>()
  return versions.map((version) => {
    const change = changeOf(before.get(version.traitId), version)
    before.set(version.traitId, version)
    return { version, change }
  })
}
