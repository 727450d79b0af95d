import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import type { InboxTables } from '../tables.ts'

/** Milliseconds after which who has given no sign is not there any more: a tab that dies says nothing. */
export const LOOKS_FOR = 45_000
export const WRITES_FOR = 8_000
/** Of those who only read the conversation by the API, without saying when they leave. */
const GLANCES_FOR = 60_000
const NO_TAB = '00000000-0000-0000-0000-000000000000'
/** Beyond, a list has more people in it than it can show. */
const MOST = 500

export interface Sign {
  memberId: string
  /** Of the browser's tab: who has two open is there until both are gone. */
  tab: string
  state: 'looking' | 'writing' | 'gone'
}

export interface There {
  conversationId: string
  memberId: string
  writing: boolean
  /** When they are gone unless they give another sign. */
  until: Date
}

/** Notes a sign of life; the others are told at once where it changes what they see. */
export async function giveSign(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { memberId, tab, state }: Sign,
  now: Date,
): Promise<void> {
  const changed =
    state === 'gone'
      ? await goAway(db, workspaceId, conversationId, memberId, tab)
      : await stay(db, workspaceId, conversationId, {
          ...{ memberId, tab, now },
          until: after(now, LOOKS_FOR),
          writingUntil: state === 'writing' ? after(now, WRITES_FOR) : null,
        })
  if (changed) await notify(db, { w: workspaceId, k: 'presence', id: conversationId })
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}

async function goAway(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  memberId: string,
  tab: string,
): Promise<boolean> {
  const { numDeletedRows } = await tables<InboxTables>(db)
    .deleteFrom('conversation_viewer')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('member_id', '=', memberId)
    .where('tab', '=', tab)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

interface Stay {
  memberId: string
  tab: string
  now: Date
  until: Date
  writingUntil: Date | null
}

/** @returns whether the others see something else than before */
async function stay(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { memberId, tab, now, until, writingUntil }: Stay,
): Promise<boolean> {
  const { rows } = await sql<{ looked: boolean | null; wrote: boolean | null }>`
    with was as (
      select until, writing_until from conversation_viewer
      where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and member_id = ${memberId} and tab = ${tab}),
    put as (
      insert into conversation_viewer (workspace_id, conversation_id, member_id, tab, until, writing_until)
      values (${workspaceId}, ${conversationId}, ${memberId}, ${tab}, ${until}, ${writingUntil})
      on conflict (workspace_id, conversation_id, member_id, tab) do update set until = excluded.until,
        writing_until = excluded.writing_until)
    select until > ${now} as looked, writing_until > ${now} as wrote from was`.execute(db)
  const [was] = rows
  return !was?.looked || Boolean(was.wrote) !== (writingUntil !== null)
}

/** Who is where in a workspace, the others than `memberId`; one line a person and conversation. */
export async function whoIsThere(
  db: Handle,
  workspaceId: string,
  memberId: string,
  now: Date,
  conversationId?: string,
): Promise<There[]> {
  const { rows } = await sql<There>`
    select conversation_id as "conversationId", member_id as "memberId",
      bool_or(coalesce(writing_until > ${now}, false)) as writing,
      least(max(until), coalesce(max(writing_until) filter (where writing_until > ${now}), max(until))) as until
    from conversation_viewer
    where workspace_id = ${workspaceId} and until > ${now} and member_id <> ${memberId}
      ${conversationId ? sql`and conversation_id = ${conversationId}` : sql``}
    group by conversation_id, member_id order by conversation_id, member_id limit ${MOST}`.execute(db)
  return rows
}

/** Notes that a member looks at a conversation, if they stay at it, and answers who else does. */
export async function look(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { memberId, stays }: { memberId: string; stays: boolean },
  now: Date,
): Promise<There[]> {
  if (stays) {
    const sign = { memberId, tab: NO_TAB, now, until: after(now, GLANCES_FOR), writingUntil: null }
    const changed = await stay(db, workspaceId, conversationId, sign)
    if (changed) await notify(db, { w: workspaceId, k: 'presence', id: conversationId })
  }
  return whoIsThere(db, workspaceId, memberId, now, conversationId)
}

/** Who has given no sign since this moment is forgotten. */
export async function forgetLooks(db: Handle, before: Date): Promise<void> {
  await tables<InboxTables>(db).deleteFrom('conversation_viewer').where('until', '<', before).execute()
}
