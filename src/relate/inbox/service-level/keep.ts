import { type Selectable, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { worked } from '../../../../lib/hours/index.ts'
import { tiersOf } from '../../../people/index.ts'
import type { Conversation } from '../store.ts'
import {
  type Ended,
  KINDS,
  type Kind,
  type Moved,
  moved,
  type Running,
  type Said,
  wholePauses,
} from './clock.ts'
import {
  calendarOf,
  type Dues,
  duesOf,
  type Policy,
  policyFor,
  type Settings,
  soonest,
  stepKey,
  stepsAhead,
} from './policy.ts'
import { serviceSettings } from './settings.ts'
import type { ServiceTables } from './tables.ts'

type Row = Selectable<ServiceTables['service_clock']>
type Talk = Pick<
  Conversation,
  | 'id'
  | 'person_id'
  | 'status'
  | 'channel'
  | 'visibility'
  | 'lang'
  | 'labels'
  | 'priority'
  | 'first_at'
  | 'first_answer_at'
  | 'last_at'
  | 'waiting_since'
>

export interface Keeping {
  now: Date
  /** What has just been said in each conversation, where it is known. */
  said?: ReadonlyMap<string, readonly Said[]>
  /** The settings have changed, and nothing else: what is past stays past, and nothing is done for it any more. */
  again?: boolean
}

/**
 * Brings what runs in some conversations up to how they stand, in the transaction that moved them: what began, what ended
 * and how it stood against its target, and when the rest is due. The caller holds the conversations.
 */
export async function keepTime(
  tx: Handle,
  workspaceId: string,
  ids: readonly string[],
  { now, said, again }: Keeping,
): Promise<void> {
  if (ids.length === 0) return
  const settings = await serviceSettings(tx, workspaceId)
  const { rows: talks } = await sql<Talk>`
    select id, person_id, status, channel, visibility, lang, labels, priority, first_at, first_answer_at, last_at, waiting_since
    from conversation where workspace_id = ${workspaceId} and id = any(${[...new Set(ids)]}::uuid[])
    order by id for update`.execute(tx)
  const { rows } = await sql<Row>`
    select * from service_clock
    where workspace_id = ${workspaceId} and conversation_id = any(${talks.map((one) => one.id)}::uuid[])`.execute(
    tx,
  )
  const byId = new Map(rows.map((row) => [row.conversation_id, row]))
  const people = talks.flatMap(({ person_id: person }) => person ?? [])
  const tiers = await tiersOf(tx, workspaceId, [...new Set(people)])
  const lines = talks.flatMap((talk) => {
    const row = byId.get(talk.id)
    // Filed away as it came: nobody waits, and nothing runs.
    if (!row && talk.status === 'done' && !talk.first_answer_at) return []
    const tier = (talk.person_id && tiers.get(talk.person_id)?.id) || null
    return [
      lineOf(settings, { ...talk, tier }, row, {
        now,
        said: said?.get(talk.id) ?? [],
        again: again ?? false,
      }),
    ]
  })
  await writeSpans(tx, workspaceId, lines)
  await writeClocks(tx, workspaceId, lines)
}

interface Line {
  talk: Talk & { tier: string | null }
  row: Row | undefined
  moved: Moved
  policy: Policy | undefined
  dues: Dues
  revision: number
  done: string[]
  stepAt: Date | null
  ended: (Ended & { due: Date | null; target: number | null; elapsed: number; worked: number })[]
}

function lineOf(
  settings: Settings,
  talk: Line['talk'],
  row: Row | undefined,
  { now, said, again }: { now: Date; said: readonly Said[]; again: boolean },
): Line {
  const standing = {
    status: talk.status,
    firstAt: talk.first_at,
    firstAnswerAt: talk.first_answer_at,
    lastAt: talk.last_at,
    waitingSince: talk.waiting_since,
  }
  const change = moved(row && runningOf(row), standing, said, now)
  const { running } = change
  const policy = policyFor(settings, talk)
  const calendar = calendarOf(settings, policy)
  const dues = duesOf(running, policy, calendar)
  if (again && row) stayPast(dues, row, now)
  const kept = (row?.steps_done ?? []).filter((key) =>
    KINDS.some((kind) => running[kind] && key.startsWith(stepKey({ of: kind, id: '' }, running[kind]))),
  )
  const missed = again && policy ? stepsAhead(policy, running, dues, kept).filter(({ at }) => at <= now) : []
  const done = [...kept, ...missed.map(({ key }) => key)]
  const [next] = policy ? stepsAhead(policy, running, dues, done) : []
  const was = row && runningOf(row)
  const ended = change.ended.map((one) => {
    const known = was?.[one.kind]?.getTime() === one.began.getTime() && row ? dueIn(row, one.kind) : undefined
    const from: Running = { ...running, first: null, next: null, [one.kind]: one.began, closed: null }
    const due = known !== undefined ? known : duesOf(from, policy, calendar)[one.kind]
    const pauses = one.kind === 'resolution' ? (wholePauses(running.pauses) ?? []) : []
    return {
      ...one,
      due,
      target: due ? (policy?.targets[one.kind] ?? null) : null,
      elapsed: Math.round((one.ended.getTime() - one.began.getTime()) / 1000),
      worked: Math.round(worked(calendar, one.began, one.ended, pauses) / 1000),
    }
  })
  return {
    talk,
    row,
    moved: change,
    policy,
    dues,
    revision: settings.revision,
    done,
    stepAt: next?.at ?? null,
    ended,
  }
}

/** A deadline that has passed was passed by the rules of its day. */
function stayPast(dues: Dues, row: Row, now: Date): void {
  for (const kind of KINDS) {
    const before = dueIn(row, kind)
    if (before && before <= now && dues[kind]) dues[kind] = before
  }
}

function dueIn(row: Row, kind: Kind): Date | null {
  return { first: row.first_due, next: row.next_due, resolution: row.matter_due }[kind]
}

export function runningOf(row: Row): Running {
  return {
    first: row.first_began,
    next: row.next_began,
    resolution: row.matter_began,
    closed: row.matter_closed,
    pauses: row.pauses.map(({ from, to }) => ({
      from: new Date(from),
      to: to === null ? null : new Date(to),
    })),
    left: row.left_kind && row.left_began ? { kind: row.left_kind, began: row.left_began } : null,
  }
}

async function writeSpans(tx: Handle, workspaceId: string, lines: readonly Line[]): Promise<void> {
  const again = lines.flatMap(({ talk, moved: { again: spans } }) =>
    spans.map(({ kind, began }) => ({ id: talk.id, kind, began })),
  )
  if (again.length > 0) {
    await sql`
      delete from service_span as span
      using json_to_recordset(${JSON.stringify(again)}::json) as one (id uuid, kind text, began timestamptz)
      where span.workspace_id = ${workspaceId} and span.conversation_id = one.id and span.kind = one.kind
        and span.began = one.began`.execute(tx)
  }
  const spans = lines.flatMap(({ talk, policy, ended }) =>
    ended.map((one) => ({
      ...one,
      id: talk.id,
      policy: policy?.id ?? null,
      channel: talk.channel,
      visibility: talk.visibility,
      lang: talk.lang,
      priority: talk.priority,
      tier: talk.tier,
    })),
  )
  if (spans.length === 0) return
  await sql`
    insert into service_span (workspace_id, conversation_id, kind, began, ended, by, due, target, elapsed, worked,
      policy_id, channel, visibility, lang, priority, tier_id)
    select ${workspaceId}::uuid, id, kind, began, ended, by, due, target, elapsed, worked, policy, channel, visibility,
      lang, priority, tier
    from json_to_recordset(${JSON.stringify(spans)}::json) as one (id uuid, kind text, began timestamptz, ended timestamptz,
      by text, due timestamptz, target integer, elapsed bigint, worked bigint, policy uuid, channel text,
      visibility text, lang text, priority smallint, tier uuid)
    on conflict (workspace_id, conversation_id, kind, began) do update set ended = excluded.ended, by = excluded.by,
      due = coalesce(service_span.due, excluded.due), target = coalesce(service_span.target, excluded.target),
      elapsed = excluded.elapsed, worked = excluded.worked`.execute(tx)
}

function clockRow({ talk, moved: { running }, policy, dues, revision, done, stepAt }: Line) {
  const { due, kind } = soonest(dues)
  return {
    id: talk.id,
    status: talk.status,
    waiting: talk.waiting_since,
    revision,
    policy: policy?.id ?? null,
    tier: talk.tier,
    first: running.first,
    next: running.next,
    matter: running.resolution,
    closed: running.closed,
    pauses: running.pauses,
    left_kind: running.left?.kind ?? null,
    left_began: running.left?.began ?? null,
    first_due: dues.first,
    next_due: dues.next,
    matter_due: dues.resolution,
    due,
    due_kind: kind,
    step_at: stepAt,
    steps_done: done,
  }
}

async function writeClocks(tx: Handle, workspaceId: string, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  await sql`
    insert into service_clock (workspace_id, conversation_id, status, waiting_since, revision, policy_id, tier_id, first_began,
      next_began, matter_began, matter_closed, pauses, left_kind, left_began, first_due, next_due, matter_due, due,
      due_kind, step_at, steps_done)
    select ${workspaceId}::uuid, id, status, waiting, revision, policy, tier, first, next, matter, closed, pauses, left_kind,
      left_began, first_due, next_due, matter_due, due, due_kind, step_at, steps_done
    from json_to_recordset(${JSON.stringify(lines.map(clockRow))}::json) as one (id uuid, status text, waiting timestamptz,
      revision integer, policy uuid, tier uuid, first timestamptz, next timestamptz, matter timestamptz, closed timestamptz,
      pauses jsonb, left_kind text, left_began timestamptz, first_due timestamptz, next_due timestamptz,
      matter_due timestamptz, due timestamptz, due_kind text, step_at timestamptz, steps_done text[])
    on conflict (workspace_id, conversation_id) do update set status = excluded.status,
      waiting_since = excluded.waiting_since, revision = excluded.revision, policy_id = excluded.policy_id,
      tier_id = excluded.tier_id, first_began = excluded.first_began, next_began = excluded.next_began, matter_began = excluded.matter_began,
      matter_closed = excluded.matter_closed, pauses = excluded.pauses, left_kind = excluded.left_kind,
      left_began = excluded.left_began, first_due = excluded.first_due, next_due = excluded.next_due,
      matter_due = excluded.matter_due, due = excluded.due, due_kind = excluded.due_kind, step_at = excluded.step_at,
      steps_done = excluded.steps_done`.execute(tx)
}
