import type { Tier } from '../tier.ts'
import { tierNamed } from './columns.ts'
import type { Found } from './find.ts'
import type { FileLine } from './read.ts'
import { type Lookup, lookupKey } from './who.ts'

/** Why a line is refused: a reason of the reader of files (`reading`), or one of ours. */
export const REASONS = [
  'who_missing',
  'who_unclear',
  'who_unknown',
  'who_several',
  'tier_missing',
  'tier_unknown',
  'contradicts',
] as const
export type Reason = (typeof REASONS)[number]

export interface Refused {
  line: number
  who: string
  tier: string
  cells: readonly string[]
  reason: string
  reading: boolean
  values: Record<string, string | number>
}

export interface Wanted {
  line: number
  who: string
  tierId: string | null
}

export interface Plan {
  /** By the person. */
  wanted: ReadonlyMap<string, Wanted>
  refused: Refused[]
  /** Lines that say again what another says. */
  again: number
}

interface Given {
  tiers: readonly Tier[]
  found: Found
  /** What everybody gets, whatever their line says. */
  everyone?: { tierId: string | null } | undefined
}

/** What a file asks for, and what of it cannot be: lines that say two things of one person are all refused. */
export function planOf(lines: readonly FileLine[], given: Given): Plan {
  const refused: Refused[] = []
  const by = new Map<string, { line: FileLine; tierId: string | null }[]>()
  for (const line of lines) {
    const read = readLine(line, given)
    if ('personId' in read) {
      const said = by.get(read.personId) ?? []
      said.push({ line, tierId: read.tierId })
      by.set(read.personId, said)
    } else refused.push(refusalOf(line, read))
  }
  const wanted = new Map<string, Wanted>()
  let again = 0
  for (const [personId, said] of by) {
    const [first] = said
    if (!first) continue
    const other = said.find(({ tierId }) => tierId !== first.tierId)
    if (other) {
      for (const { line, tierId } of said) {
        const against = tierId === first.tierId ? other : first
        refused.push(refusalOf(line, { reason: 'contradicts', values: { line: against.line.line } }))
      }
      continue
    }
    again += said.length - 1
    wanted.set(personId, { line: first.line.line, who: first.line.who, tierId: first.tierId })
  }
  return { wanted, refused: refused.toSorted((a, b) => a.line - b.line), again }
}

type No = { reason: Reason; values?: Record<string, string | number> }

function readLine(
  line: FileLine,
  { tiers, found, everyone }: Given,
): { personId: string; tierId: string | null } | No | { reading: NonNullable<FileLine['error']> } {
  if (line.error) return { reading: line.error }
  const who = whoOf(line, found)
  if (typeof who !== 'string') return who
  if (everyone) return { personId: who, tierId: everyone.tierId }
  // An empty cell may be one that nobody filled: it takes nobody’s tier away.
  if (line.tier === '') return { reason: 'tier_missing' }
  const tierId = tierNamed(tiers, line.tier)
  return tierId === undefined ? { reason: 'tier_unknown' } : { personId: who, tierId }
}

function whoOf({ who, lookups }: FileLine, found: Found): string | No {
  if (who === '') return { reason: 'who_missing' }
  if (lookups.length === 0) return { reason: 'who_unclear' }
  const people = new Set(lookups.flatMap((lookup: Lookup) => [...(found.get(lookupKey(lookup)) ?? [])]))
  if (people.size > 1) return { reason: 'who_several', values: { count: people.size } }
  const [only] = people
  return only ?? { reason: 'who_unknown' }
}

function refusalOf(
  { line, who, tier, cells }: FileLine,
  why: No | { reading: NonNullable<FileLine['error']> },
): Refused {
  const base = { line, who, tier, cells }
  if ('reading' in why)
    return { ...base, reason: why.reading.reason, reading: true, values: why.reading.values ?? {} }
  return { ...base, reason: why.reason, reading: false, values: why.values ?? {} }
}
