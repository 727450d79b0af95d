import { sql } from 'kysely'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import type { NoticeTables } from '../tables.ts'
import { type Choice, DEFAULTS, LEVELS, type Level, type Rule } from './choice.ts'

/** What a member chose, and of which alerts they chose otherwise. */
export interface Chosen {
  choice: Choice
  alerts: ReadonlyMap<string, Rule>
}

export const UNCHOSEN: Chosen = { choice: DEFAULTS, alerts: new Map() }

/** Of every member who chose anything, by member. */
export async function choicesOf(
  db: Handle,
  workspaceId: string,
  memberId?: string,
): Promise<ReadonlyMap<string, Chosen>> {
  const rows = await tables<NoticeTables>(db)
    .selectFrom('notice_choice')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(memberId !== undefined, (query) => query.where('member_id', '=', memberId ?? ''))
    .execute()
  const own = await tables<NoticeTables>(db)
    .selectFrom('notice_alert')
    .select(['member_id', 'alert_id', 'ways', 'pace'])
    .where('workspace_id', '=', workspaceId)
    .$if(memberId !== undefined, (query) => query.where('member_id', '=', memberId ?? ''))
    .execute()
  const choices = new Map(rows.map((row) => [row.member_id, choiceOf(row)]))
  const alerts = Map.groupBy(own, (row) => row.member_id)
  const members = new Set([...choices.keys(), ...alerts.keys()])
  return new Map(
    [...members].map((id) => [
      id,
      {
        choice: choices.get(id) ?? DEFAULTS,
        alerts: new Map(alerts.get(id)?.map(({ alert_id, ways, pace }) => [alert_id, { ways, pace }])),
      },
    ]),
  )
}

function choiceOf(row: {
  quiet_from: string | null
  quiet_to: string | null
  digest_at: string
  alerts: Rule
  alarms: Choice['alarms']
  mine: Rule
}): Choice {
  const { quiet_from: from, quiet_to: to, digest_at: digestAt, alerts, alarms, mine } = row
  return { quiet: from && to ? { from, to } : null, digestAt, alerts, alarms, mine }
}

export async function chosenBy(db: Handle, workspaceId: string, memberId: string): Promise<Chosen> {
  return (await choicesOf(db, workspaceId, memberId)).get(memberId) ?? UNCHOSEN
}

export async function keepChoice(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  choice: Choice,
): Promise<void> {
  const row = {
    quiet_from: choice.quiet?.from ?? null,
    quiet_to: choice.quiet?.to ?? null,
    digest_at: choice.digestAt,
    alerts: JSON.stringify(choice.alerts),
    alarms: JSON.stringify(choice.alarms),
    mine: JSON.stringify(choice.mine),
  }
  await tables<NoticeTables>(tx)
    .insertInto('notice_choice')
    .values({ workspace_id: workspaceId, member_id: memberId, ...row })
    .onConflict((it) => it.columns(['workspace_id', 'member_id']).doUpdateSet(row))
    .execute()
}

/** Chooses for one alert; undefined: as for all others again. */
export async function keepAlertRule(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  alertId: string,
  rule: Rule | undefined,
): Promise<void> {
  const key = { workspace_id: workspaceId, member_id: memberId, alert_id: alertId }
  if (!rule) {
    await tables<NoticeTables>(tx)
      .deleteFrom('notice_alert')
      .where((that) => that.and(key))
      .execute()
    return
  }
  await tables<NoticeTables>(tx)
    .insertInto('notice_alert')
    .values({ ...key, ...rule })
    .onConflict((it) => it.columns(['workspace_id', 'member_id', 'alert_id']).doUpdateSet(rule))
    .execute()
}

/** What one mail's link takes away: mails of one alert, of alarms, or all of them. */
export type Scope = 'all' | 'alarms' | { alertId: string }

/** Takes mail away; done twice it is done once. */
export async function withoutMail(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  scope: Scope,
): Promise<void> {
  const { choice, alerts } = await chosenBy(tx, workspaceId, memberId)
  if (typeof scope === 'object') {
    const rule = muted(alerts.get(scope.alertId) ?? choice.alerts)
    return keepAlertRule(tx, workspaceId, memberId, scope.alertId, rule)
  }
  const alarms = Object.fromEntries(LEVELS.map((level) => [level, muted(choice.alarms[level])])) as Record<
    Level,
    Rule
  >
  const rest = scope === 'all' ? muted(choice.alerts) : choice.alerts
  const mine = scope === 'all' ? muted(choice.mine) : choice.mine
  await keepChoice(tx, workspaceId, memberId, { ...choice, alerts: rest, alarms, mine })
  if (scope !== 'all') return
  await sql`
    update notice_alert set ways = array_remove(ways, 'mail')
    where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(tx)
}

function muted({ ways, pace }: Rule): Rule {
  return { ways: ways.filter((way) => way !== 'mail'), pace }
}
