import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { openLink } from '../../../../lib/crypto/index.ts'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { changeConversations } from '../change.ts'
import { shownBy } from '../merge/way.ts'
import type { InboxTables } from '../tables.ts'
import { OFF, type Setting } from './ask.ts'
import type { SatisfactionTables } from './tables.ts'

export type Ask = SatisfactionTables['satisfaction_ask']

/** How customers are asked; off until somebody turns it on. */
export async function satisfactionSetting(
  db: Handle,
  workspaceId: string,
): Promise<{ setting: Setting; since: Date | null }> {
  const row = await tables<SatisfactionTables>(db)
    .selectFrom('satisfaction_setting')
    .select(['setting', 'since'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ?? { setting: OFF, since: null }
}

/** Turned on, it asks about what is closed from now on. */
export async function keepSetting(
  tx: Handle,
  workspaceId: string,
  setting: Setting,
  now: Date,
): Promise<void> {
  await sql`
    insert into satisfaction_setting as kept (workspace_id, setting, since)
    values (${workspaceId}, ${JSON.stringify(setting)}, ${now})
    on conflict (workspace_id) do update set setting = excluded.setting,
      since = case when (kept.setting ->> 'enabled')::boolean then kept.since else excluded.since end`.execute(
    tx,
  )
}

/** What a link asks about; undefined where it was never made here. */
export function findAsk(db: Handle, given: string): Promise<Ask | undefined> {
  return openLink(
    'satisfaction',
    given,
    (ids) =>
      tables<SatisfactionTables>(db)
        .selectFrom('satisfaction_ask')
        .selectAll()
        .where('workspace_id', '=', ids.workspaceId)
        .where('id', '=', ids.id)
        .executeTakeFirst(),
    (row) => row.token_hash,
  )
}

const MOST_COMMENT = 2000

/**
 * Keeps what somebody answered: said again, it replaces what they said before. The conversation tells it, and opens again
 * where the workspace wants that.
 */
export function keepAnswer(
  db: Handle,
  { workspace_id: workspaceId, id }: Pick<Ask, 'workspace_id' | 'id'>,
  said: { score?: number | undefined; comment?: string | undefined },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<Ask>`
      select * from satisfaction_ask where workspace_id = ${workspaceId} and id = ${id} for update`.execute(
      tx,
    )
    const [ask] = rows
    if (!ask?.expires || ask.expires <= now) return
    const comment = said.comment?.trim().slice(0, MOST_COMMENT).toWellFormed() || ask.comment
    const score = said.score ?? ask.score
    if (score === null) return
    await sql`
      update satisfaction_ask set score = ${score}, comment = ${comment}, answered = coalesce(answered, ${now})
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    await tellThread(tx, ask, { score, first: ask.answered === null, now })
  })
}

async function tellThread(
  tx: Handle,
  ask: Ask,
  { score, first, now }: { score: number; first: boolean; now: Date },
): Promise<void> {
  const { workspace_id: workspaceId } = ask
  const talk = (await shownBy(tx, workspaceId, [ask.conversation_id])).get(ask.conversation_id)
  if (!talk) return
  await notify(tx, { w: workspaceId, k: 'conversation', id: talk })
  if (!first && score === ask.score) return
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      ...{ workspace_id: workspaceId, conversation_id: talk, id: uuidv7(), at: now, member_id: null },
      ...{ what: 'rated', value: String(score) },
    })
    .execute()
  const { setting } = await satisfactionSetting(tx, workspaceId)
  if (first && setting.reopenAt !== null && score <= setting.reopenAt)
    await changeConversations(tx, workspaceId, [talk], { status: 'open' }, { memberId: null, now })
}

/** Who is asked wants to be asked no more: kept as little as that takes. */
export async function object(db: Handle, { workspace_id, author_hash }: Ask, now: Date): Promise<void> {
  await tables<SatisfactionTables>(db)
    .insertInto('satisfaction_objection')
    .values({ workspace_id, author_hash, at: now })
    .onConflict((it) => it.doNothing())
    .execute()
}

/** What was asked about one conversation and answered, newest first. */
export async function asksOf(db: Handle, workspaceId: string, conversationId: string): Promise<Ask[]> {
  return await tables<SatisfactionTables>(db)
    .selectFrom('satisfaction_ask')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('decided', 'desc')
    .limit(20)
    .execute()
}

/** With what somebody wrote goes what they said when they were asked about it. */
export async function forgetRatings(
  tx: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<void> {
  await sql`
    delete from satisfaction_ask
    where workspace_id = ${workspaceId} and activity_id = any(${[...activityIds]}::uuid[])`.execute(tx)
}

export interface RatingGroup {
  channel: string
  asked: number
  answered: number
  /** Answers by score, 1 to 5. */
  scores: number[]
}

/** What was asked in a span, by channel; of one member's own conversations where one is named. */
export async function ratings(
  db: Handle,
  workspaceId: string,
  { from, to, memberId }: { from: Date; to: Date; memberId?: string | undefined },
): Promise<{ groups: RatingGroup[]; skipped: Record<string, number> }> {
  const of = sql`workspace_id = ${workspaceId} and decided >= ${from} and decided < ${to}
    ${memberId ? sql`and assignee_id = ${memberId}` : sql``}`
  const { rows } = await sql<{ channel: string; asked: number; answered: number; scores: number[] }>`
    select channel, count(*)::int as asked, count(score)::int as answered,
      array[${sql.join([1, 2, 3, 4, 5].map((n) => sql`(count(*) filter (where score = ${n}))::int`))}] as scores
    from satisfaction_ask where ${of} and skipped is null group by channel order by channel`.execute(db)
  const { rows: left } = await sql<{ skipped: string; n: number }>`
    select skipped, count(*)::int as n from satisfaction_ask where ${of} and skipped is not null group by skipped`.execute(
    db,
  )
  return { groups: rows, skipped: Object.fromEntries(left.map(({ skipped, n }) => [skipped, n])) }
}
