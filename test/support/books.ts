import assert from 'node:assert/strict'
import pg from 'pg'
import { eventually } from './eventually.ts'

/** What a database holds, asked beside the program. */
export interface Books {
  rows<R extends object>(text: string, values?: unknown[]): Promise<R[]>
  /** Fails unless every counter equals a count of the rows it stands for, and nothing is there twice; what was withdrawn leaves gaps. */
  balance(options?: { withdrawn?: boolean }): Promise<void>
  /** Waits until each consumer that has begun, the inbox among them, has read to the head of the stream. */
  readToHead(): Promise<void>
  close(): Promise<void>
}

const GAPS = 'positions have no gap'
const CHECKS: Record<string, string> = {
  'an external id stands once': `
    select workspace_id, channel, external_id, count(*) from activity group by 1, 2, 3 having count(*) > 1`,
  'a key and its activity go together': `
    select key.external_id, activity.id from activity_key as key full join activity
      on activity.workspace_id = key.workspace_id and activity.id = key.activity_id
    where (key.external_id is null or activity.id is null) and key.deleted is null`,
  [GAPS]: `
    select head.workspace_id, head.position from stream_head as head
    where head.position <> (select count(*) from activity where activity.workspace_id = head.workspace_id)
      or head.position <> (
        select coalesce(max(position), 0) from activity where activity.workspace_id = head.workspace_id)`,
  'counters are a count of the rows': `
    with counted as (
      select workspace_id, '00000000-0000-0000-0000-000000000000'::uuid as alert_id, date_trunc('hour', published, 'UTC')
        as hour, channel, verb, lang, sentiment, ours, count(*), sum(coalesce(actor_followers, 0)) as reach,
        count(*) filter (where toxicity >= 500) as toxic
      from activity group by 1, 2, 3, 4, 5, 6, 7, 8
      union all
      select workspace_id, alert_id, date_trunc('hour', published, 'UTC'), channel, verb, lang, sentiment, ours,
        count(*), sum(coalesce(actor_followers, 0)), count(*) filter (where toxicity >= 500)
      from activity join activity_alert as link using (workspace_id, published)
      where link.activity_id = activity.id group by 1, 2, 3, 4, 5, 6, 7, 8)
    select * from counted full join (select * from activity_counter where count <> 0) as counter
      using (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours)
    where counted.count is distinct from counter.count or counted.reach is distinct from counter.reach
      or counted.toxic is distinct from counter.toxic`,
  'conversation counters are a count of the rows': `
    with counted as (
      select workspace_id, status, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, count(*)
      from conversation group by 1, 2, 3)
    select * from counted full join (select * from conversation_counter where count <> 0) as counter
      using (workspace_id, status, assignee_id)
    where counted.count is distinct from counter.count`,
  'a conversation counts its messages': `
    select id, messages from conversation as one where messages <> (
      select count(*) from conversation_item as item
      where item.workspace_id = one.workspace_id and item.conversation_id = one.id)`,
  'a message stands in one conversation': `
    select workspace_id, activity_id from conversation_item group by 1, 2 having count(*) > 1`,
  'a thread has one conversation': `
    select workspace_id, channel, thread_key from conversation group by 1, 2, 3 having count(*) > 1`,
}

const BEHIND = `
  select consumer, head.position - coalesce(stream_cursor.position, 0) as behind
  from stream_head as head left join stream_cursor using (workspace_id)
  where head.position > coalesce(stream_cursor.position, 0)
  union all
  select 'inbox', 0 where not exists (select 1 from stream_cursor where consumer = 'inbox')`

export async function openBooks(url: string): Promise<Books> {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'books' })
  pool.on('error', () => undefined)
  const rows = async <R extends object>(text: string, values: unknown[] = []) =>
    (await pool.query<R>(text, values)).rows
  return {
    rows,
    async balance({ withdrawn = false } = {}) {
      const checks = Object.entries(CHECKS).filter(([what]) => !(withdrawn && what === GAPS))
      for (const [what, text] of checks) assert.deepEqual(await rows(text), [], what)
    },
    async readToHead() {
      await eventually(
        () => rows(BEHIND),
        (late) => late.length === 0,
      )
    },
    close: () => pool.end(),
  }
}
