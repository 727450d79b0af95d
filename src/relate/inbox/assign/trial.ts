import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { findWorkspace, listShifts, onCallAt } from '../../../access/index.ts'
import { matesOf } from '../desk/store.ts'
import { arrivalsOf, candidatesOf } from './candidate.ts'
import { decide, type Rule } from './rule.ts'

/** Conversations that a trial goes through: the latest of the span. */
export const MOST_TRIED = 2_000
const EXAMPLES = 3

export interface Trial {
  /** Conversations that began in the span, and how many of them were tried. */
  began: number
  tried: number
  given: { memberId: string; count: number }[]
  /** A rule fits, and nobody was there. */
  waiting: number
  nobody: number
  /** In the order of the rules: how many each took, and a few of them. */
  rules: { id: string; count: number; examples: string[] }[]
}

/**
 * What rules would have made of the conversations that began in a span, by the team of today: its skills, groups, hours and
 * absences. Desks are taken to be empty at the start and as large as need be: how fast each was closed is not known.
 */
export async function tryRules(
  db: Handle,
  workspaceId: string,
  rules: readonly Rule[],
  { from, to }: { from: Date; to: Date },
): Promise<Trial> {
  const { rows } = await sql<{ id: string; first_at: Date; began: number }>`
    select id, first_at, count(*) over ()::int as began from conversation
    where workspace_id = ${workspaceId} and first_at >= ${from} and first_at < ${to} and merged_into is null
    order by first_at desc, id desc limit ${MOST_TRIED}`.execute(db)
  const began = new Map(rows.map((row) => [row.id, row.first_at]))
  const arrivals = await arrivalsOf(db, workspaceId, [...began.keys()], 'first')
  // As they came in: no label stood on them yet.
  const fresh = arrivals.map((arrival) => ({ ...arrival, labels: [], alerts: arrival.activity.alerts }))
  const candidates = await candidatesOf(db, workspaceId, fresh, rules)
  const at = (id: string) => began.get(id) ?? from
  candidates.sort((a, b) => at(a.id).getTime() - at(b.id).getTime() || (a.id < b.id ? -1 : 1))
  const mates = (await matesOf(db, workspaceId)).map((mate) => ({ ...mate, open: 0, capacity: null }))
  const [shifts, { timeZone }] = [await listShifts(db, workspaceId), await findWorkspace(db, workspaceId)]
  const turns = new Map<string, Map<string, number>>()
  const taken = new Map(rules.map(({ id }) => [id, { id, count: 0, examples: [] as string[] }]))
  const given = new Map<string, number>()
  const trial = { waiting: 0, nobody: 0 }
  for (const candidate of candidates) {
    const when = at(candidate.id)
    const decided = decide(rules, candidate, { mates, turns, onCall: onCallAt(shifts, when, timeZone) }, when)
    if (!decided) trial.nobody++
    else if (!decided.memberId) trial.waiting++
    else {
      given.set(decided.memberId, (given.get(decided.memberId) ?? 0) + 1)
      const line = taken.get(decided.rule.id)
      if (line) line.count++
      if (line && line.examples.length < EXAMPLES) line.examples.push(candidate.id)
    }
  }
  return {
    ...{ began: rows[0]?.began ?? 0, tried: candidates.length, ...trial },
    given: [...given].map(([memberId, count]) => ({ memberId, count })),
    rules: [...taken.values()],
  }
}
