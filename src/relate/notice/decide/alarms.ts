import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { tellMatters } from '../../../deliver/index.ts'
import { listAlarms } from '../../../match/index.ts'
import { LEVELS } from '../choice/choice.ts'
import { listenersOf } from './listener.ts'
import type { Subject } from './plan.ts'
import { tell } from './tell.ts'

/** Open alarms of one workspace that are looked at together. */
const MOST = 200

/** Calls who is on call for a critical alarm, of which some were `told` as all who follow alarms are. */
export type AlarmCall = (
  tx: Handle,
  workspaceId: string,
  alarm: { alarmId: string; told: readonly string[] },
  now: Date,
) => Promise<void>

/** Tells of each alarm that is raised, and again when it becomes graver: once each, whatever is cut in between. */
export async function tellAlarms(
  db: Handle,
  workspaceId: string,
  now: Date,
  call?: AlarmCall,
): Promise<void> {
  const open = await listAlarms(db, workspaceId, { open: true }, MOST)
  if (open.length === 0) return
  await inTransaction(db, async (tx) => {
    const news = await firstTold(tx, workspaceId, open, now)
    if (news.size === 0) return
    const raised = open.filter((alarm) => news.has(alarm.id))
    const alertsOf = (alarm: (typeof open)[number]) => (alarm.subject_kind === 'alert' ? [alarm.subject] : [])
    await tellMatters(
      tx,
      workspaceId,
      'alarm.raised',
      raised.map((alarm) => ({ subjectId: alarm.id, alerts: alertsOf(alarm) })),
    )
    const subjects = raised.map(
      (alarm): Subject => ({
        kind: 'alarm',
        key: `alarm:${alarm.id}:${alarm.level}`,
        alarmId: alarm.id,
        activityId: alarm.evidence.drivers[0]?.activityId ?? null,
        level: LEVELS.find((level) => level === alarm.level) ?? 1,
        alerts: alertsOf(alarm),
      }),
    )
    const listeners = await listenersOf(tx, workspaceId, now)
    await tell(tx, workspaceId, subjects, listeners, now)
    const told = listeners.filter(({ onCall }) => onCall).map(({ memberId }) => memberId)
    for (const alarm of raised.filter(({ level }) => level === 3))
      await call?.(tx, workspaceId, { alarmId: alarm.id, told }, now)
  })
}

/** Those of which neither this level nor a graver one has been told: written down as told. */
async function firstTold(
  tx: Handle,
  workspaceId: string,
  alarms: readonly { id: string; level: number }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = JSON.stringify(alarms.map(({ id, level }) => ({ id, level })))
  const { rows: fresh } = await sql<{ alarm_id: string }>`
    insert into notice_alarm (workspace_id, alarm_id, level, at)
    select ${workspaceId}::uuid, id, level, ${now} from json_to_recordset(${rows}::json) as one (id uuid, level integer)
    where not exists (
      select 1 from notice_alarm as told
      where told.workspace_id = ${workspaceId} and told.alarm_id = one.id and told.level >= one.level)
    order by id
    on conflict do nothing returning alarm_id`.execute(tx)
  return new Set(fresh.map((row) => row.alarm_id))
}
