import { sql } from 'kysely'
import type { Clock } from '../../../../../lib/clock/index.ts'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { Log } from '../../../../../lib/log/index.ts'
import { type Rounds, startRounds } from '../../../../../lib/rounds/index.ts'
import { getEscalation } from '../matter/store.ts'
import { LOOK_EVERY } from '../sender/issue-leg.ts'
import { getService, type Sealing, tokenPurpose } from '../service/store.ts'
import { NOTHING_SAID } from './comment/said.ts'
import { deskOf } from './desk.ts'
import { ToolFailure } from './failure.ts'
import { lookNoMore, takeIn } from './take-in.ts'

export interface FollowDeps {
  db: Handle
  http: SafeHttp
  sealing: Sealing
  log: Log
}

const AT_ONCE = 50
/** Tools that are asked at the same time: one that is slow to answer keeps few others waiting. */
const TOGETHER = 4
/** What is over is looked at now and then, in case it is opened again there: so often, for so long. */
const OVER_EVERY = 2 * 3_600_000
const OVER_FOR = 30 * 86_400_000

/**
 * Looks at issues whose time has come, of all workspaces: by the clock, or because their tool has told of something. What
 * was closed there is closed here, what was opened again is open again, and what was written there is an answer. Answers
 * how much was new.
 */
export async function followIssues(deps: FollowDeps, now: Date, signal: AbortSignal): Promise<number> {
  const rows = await claimed(deps.db, now)
  let news = 0
  for (let n = 0; n < rows.length && !signal.aborted; n += TOGETHER) {
    const some = await Promise.all(rows.slice(n, n + TOGETHER).map((row) => followed(deps, row, now, signal)))
    news += some.reduce((sum, one) => sum + one, 0)
  }
  return news
}

/** Follows issues for as long as the worker runs; several processes share the work. */
export function startFollowing(deps: FollowDeps & { clock: Clock; lookEveryMs?: number }): Rounds {
  return startRounds({
    everyMs: deps.lookEveryMs ?? 10_000,
    failed: (err) => deps.log.error({ err }, 'cannot look how tools of services stand'),
    look: async (signal) => void (await followIssues(deps, deps.clock.now(), signal)),
  })
}

interface Due {
  workspace_id: string
  id: string
}

async function claimed(db: Handle, now: Date): Promise<Due[]> {
  const after = (ms: number) => new Date(now.getTime() + ms)
  const { rows } = await sql<Due>`
    with due as materialized (
      select workspace_id, id from escalation where issue_look <= ${now}
      order by issue_look limit ${AT_ONCE} for update skip locked)
    update escalation as one set issue_read = ${now}, issue_look = case
      when one.closed is null then ${after(LOOK_EVERY)}::timestamptz
      when one.closed > ${after(-OVER_FOR)} then ${after(OVER_EVERY)}::timestamptz end
    from due where one.workspace_id = due.workspace_id and one.id = due.id
    returning one.workspace_id, one.id`.execute(db)
  return rows
}

/** What goes wrong with one keeps no other waiting: it may be over or erased by now, or its tool be out of order. */
async function followed(deps: FollowDeps, due: Due, now: Date, signal: AbortSignal): Promise<number> {
  try {
    return await follow(deps, due, now, signal)
  } catch (err) {
    if (err instanceof ToolFailure) {
      deps.log.info({ escalation: due.id, kind: err.kind }, 'a tool did not say how an issue stands')
      if (err.wait > 0) await wait(deps.db, due, new Date(now.getTime() + err.wait))
    } else if (!signal.aborted) deps.log.warn({ escalation: due.id, err }, 'an issue could not be followed')
    return 0
  }
}

async function follow(deps: FollowDeps, due: Due, now: Date, signal: AbortSignal): Promise<number> {
  const { db, http, sealing } = deps
  const row = await getEscalation(db, due.workspace_id, due.id)
  const { issue } = row
  const service = await getService(db, due.workspace_id, row.service_id)
  const { tool, sealed_token: sealed } = service
  // In another project, the same number is somebody else's matter.
  const elsewhere = issue?.project !== undefined && issue.project !== tool?.project
  if (!issue || !tool || !sealed || elsewhere || row.state === 'withdrawn') {
    await lookNoMore(db, due)
    return 0
  }
  const desk = deskOf(http, tool, sealing.open(sealed, tokenPurpose(due.workspace_id, service.id)))
  const look = await desk.look(issue.number, signal)
  const since = new Date((row.issue_heard ?? row.created).getTime() - OVERLAP)
  const said = look.commented ? await desk.comments(issue.number, since, signal) : NOTHING_SAID
  return inTransaction(db, (tx) =>
    takeIn(tx, due, { look, said, now, number: issue.number, locale: service.locale }),
  )
}

/** Read again of what was read before, in milliseconds: what was written last may show after what was written later. */
const OVERLAP = 120_000

/** A tool that says when it may be asked again is not asked sooner, about anything of that service. */
async function wait(db: Handle, { workspace_id, id }: Due, until: Date): Promise<void> {
  await sql`
    update escalation set issue_look = greatest(issue_look, ${until})
    where workspace_id = ${workspace_id} and issue_look is not null and service_id = (
      select service_id from escalation where workspace_id = ${workspace_id} and id = ${id})`.execute(db)
}
