import { z } from 'zod'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { audit } from '../audit/store.ts'
import { whoIs } from '../fields.ts'
import { type Route, route } from '../route.ts'
import { type Indicator, objectiveSchema, readinessSchema, UNITS } from './readiness.ts'
import { listObjectives, readReadiness, saveReadiness } from './store.ts'

/** The present value of each measured indicator that was asked for; one that is not known yet is left out. */
export type Measure = (
  db: Handle,
  workspaceId: string,
  now: Date,
) => Promise<Partial<Record<Indicator, number>>>

const readiness = z.union([readinessSchema, z.null()])

const read = route({
  method: 'get',
  path: '/readiness',
  summary: 'The answers given before starting; null when none were',
  tag: 'Objectives',
  can: 'reports:read',
  reply: readiness,
  async handler({ db, workspaceId }) {
    return await readReadiness(db, workspaceId)
  },
})

const write = route({
  method: 'put',
  path: '/readiness',
  summary: 'Answer the questions again, objectives with them',
  tag: 'Objectives',
  can: 'objectives:manage',
  body: readinessSchema,
  reply: readiness,
  async handler({ db, workspaceId, principal, clock }, { body }) {
    return await inTransaction(db, async (tx) => {
      await saveReadiness(tx, workspaceId, body, { userId: principal.userId, now: clock.now() })
      await audit(tx, { workspaceId, who: whoIs(principal), action: 'readiness.change', target: workspaceId })
      return await readReadiness(tx, workspaceId)
    })
  },
})

export const objectiveStateSchema = objectiveSchema
  .extend({ id: z.uuid(), value: z.number().nullable(), unit: z.string() })
  .meta({ id: 'ObjectiveState' })
export type ObjectiveState = z.output<typeof objectiveStateSchema>

/** The objectives, each with its present value where `measure` knows it. */
export async function objectiveStates(
  db: Handle,
  workspaceId: string,
  measure: Measure,
  now: Date,
): Promise<ObjectiveState[]> {
  const objectives = await listObjectives(db, workspaceId)
  const values = objectives.length > 0 ? await measure(db, workspaceId, now) : {}
  return objectives.map((objective) => ({
    ...objective,
    value: values[objective.indicator] ?? null,
    unit: UNITS[objective.indicator],
  }))
}

function list(measure: Measure): Route {
  return route({
    method: 'get',
    path: '/objectives',
    summary: 'The objectives agreed on, and where they stand',
    tag: 'Objectives',
    can: 'reports:read',
    reply: z.array(objectiveStateSchema),
    async handler({ db, workspaceId, clock }) {
      return await objectiveStates(db, workspaceId, measure, clock.now())
    },
  })
}

export function readinessRoutes(measure: Measure): Route[] {
  return [read, write, list(measure)]
}
