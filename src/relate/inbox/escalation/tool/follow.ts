import { sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import { translate } from '../../../../../lib/i18n/index.ts'
import type { Log } from '../../../../../lib/log/index.ts'
import { act } from '../matter/act.ts'
import { isOpen } from '../matter/escalation.ts'
import { type Escalation, getEscalation } from '../matter/store.ts'
import { LOOK_EVERY } from '../sender/issue-leg.ts'
import { getService, type Sealing, tokenPurpose } from '../service/store.ts'
import { deskOf } from './desk.ts'
import { ToolFailure } from './failure.ts'

export interface FollowDeps {
  db: Handle
  http: SafeHttp
  sealing: Sealing
  log: Log
}

const AT_ONCE = 50

/**
 * Looks at issues whose time has come, of all workspaces: what was closed in its tool is closed here, and what was closed
 * without being done is refused.
 */
export async function followIssues(deps: FollowDeps, now: Date, signal: AbortSignal): Promise<number> {
  const next = new Date(now.getTime() + LOOK_EVERY)
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    update escalation as one set issue_look = ${next}
    from (
      select workspace_id, id from escalation where issue_look <= ${now}
      order by issue_look limit ${AT_ONCE} for update skip locked) as due
    where one.workspace_id = due.workspace_id and one.id = due.id
    returning one.workspace_id, one.id`.execute(deps.db)
  let closed = 0
  for (const { workspace_id, id } of rows) {
    if (signal.aborted) break
    closed += await follow(deps, { workspace_id, id }, now, signal).catch((err) => {
      // What goes wrong with one keeps no other waiting: it may be over or erased by now, or its tool be out of order.
      if (err instanceof ToolFailure)
        deps.log.info({ escalation: id, kind: err.kind }, 'a tool did not say how an issue stands')
      else if (!signal.aborted) deps.log.warn({ escalation: id, err }, 'an issue could not be followed')
      return 0
    })
  }
  return closed
}

async function follow(
  deps: FollowDeps,
  { workspace_id, id }: Pick<Escalation, 'workspace_id' | 'id'>,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  const { db, http, sealing } = deps
  const row = await getEscalation(db, workspace_id, id)
  const { issue } = row
  const service = await getService(db, workspace_id, row.service_id)
  if (!issue || !service.tool || !service.sealed_token || !isOpen(row.state)) {
    await lookNoMore(db, row)
    return 0
  }
  const token = sealing.open(service.sealed_token, tokenPurpose(workspace_id, service.id))
  const { standing, closed } = await deskOf(http, service.tool, token).look(issue.number, signal)
  if (standing === 'open') return 0
  if (standing === 'gone') {
    await lookNoMore(db, row)
    return 0
  }
  // Opened again here while it stands closed there: what was closed before is no news.
  const again = await reopenedAt(db, row)
  if (again && (!closed || closed <= again)) return 0
  const text = translate(service.locale, `service:tool.${standing}`, { number: issue.number })
  const kind = standing === 'done' ? 'solved' : 'refused'
  await act(db, workspace_id, id, { kind, side: 'tool', via: 'tool', text, now })
  return 1
}

async function reopenedAt(db: Handle, { workspace_id, id }: Escalation): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from escalation_entry
    where workspace_id = ${workspace_id} and escalation_id = ${id} and kind = 'reopened'`.execute(db)
  return rows[0]?.at ?? null
}

async function lookNoMore(db: Handle, { workspace_id, id }: Escalation): Promise<void> {
  await sql`
    update escalation set issue_look = null where workspace_id = ${workspace_id} and id = ${id}`.execute(db)
}
