import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import {
  type Activity,
  adopt,
  append,
  type Entry,
  keepFile,
  type Media,
  relink,
  remark,
  type StoredActivity,
  searchActivities,
  unlink,
  withdraw,
} from './index.ts'

/** What the stream promises of any history whatever: the sums are those of the rows, and order does not matter. */
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERTS = ['a1', 'a2'].map((end) => `01890000-0000-7000-8000-0000000000${end}`)
/** Asks for what is read as bad. */
const BAD = '01890000-0000-7000-8000-0000000000a3'
const WORDS = ['lamp', 'chair', 'table']
const ACCOUNTS = ['b1', 'b2'].map((end) => `01890000-0000-7000-8000-0000000000${end}`)
const hour = (n: number) => new Date(Date.UTC(2026, 10, 30, 20 + n)).toISOString()

/** One fact about one of four things; the same fact is always the same, whenever it comes. */
interface Fact {
  verb: 'Create' | 'Update' | 'Delete' | 'Announce' | 'Like' | 'Review'
  thing: number
  n: number
  file: number
}

const facts: fc.Arbitrary<Fact> = fc.record({
  verb: fc.constantFrom('Create', 'Update', 'Update', 'Delete', 'Announce', 'Like', 'Review'),
  thing: fc.nat(3),
  n: fc.nat(2),
  file: fc.nat(3),
})

/** Half of the things are said at the end of a month, so that what follows stands in the next. */
function activityOf({ verb, thing, n, file }: Fact, files: string[]): Activity {
  const id = `thing-${thing}`
  const text = `${WORDS[(thing + n) % WORDS.length]} ${thing} ${n}`
  const media: Media[] = files[file] ? [{ type: 'file', url: files[file] }] : []
  const said = { type: 'Note' as const, id, text, ...(media.length > 0 ? { media } : {}) }
  const actor = { id: `did:${thing}`, followers: thing * 7 }
  if (verb === 'Create' || verb === 'Review')
    return { ...note(id, text, { at: hour(thing), actor }), verb, object: said }
  const later = about(verb, id, { externalId: `${id}#${verb}${n}`, at: hour(thing + 1 + n), actor })
  if (verb === 'Delete') return { ...later, published: new Date(hour(20 + n)) }
  return verb === 'Like' ? later : { ...later, object: said }
}

/** As a matcher and a reader would have it: by its words alone. */
function read(activity: Activity, more: Partial<Entry> = {}): Entry {
  const text = activity.object.text ?? ''
  const one = entry(activity, more)
  one.reading = {
    ...one.reading,
    sentiment: text.includes('chair') ? 'negative' : 'neutral',
    toxicity: text.includes('table') ? 500 : 499,
  }
  one.alerts = answered({ text, sentiment: one.reading.sentiment })
  return one
}

function answered({ text, sentiment }: Pick<StoredActivity, 'text' | 'sentiment'>): string[] {
  const byWord = ALERTS.filter((_, i) => text?.includes(WORDS[i] ?? ''))
  return sentiment === 'negative' ? [...byWord, BAD] : byWord
}

type Step =
  | { does: 'append'; facts: Fact[] }
  | { does: 'relink' | 'unlink'; alert: number; word: number }
  | { does: 'adopt'; thing: number; by: number; ours: boolean }
  | { does: 'withdraw'; which: number[] }
  | { does: 'remark'; which: number; bad: boolean; toxic: boolean; by: 'person' | 'models' }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('append' as const),
      facts: fc.array(facts, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('relink' as const, 'unlink' as const),
      alert: fc.nat(1),
      word: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('adopt' as const),
      thing: fc.nat(3),
      by: fc.nat(1),
      ours: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('withdraw' as const),
      which: fc.array(fc.nat(8), { maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('remark' as const),
      which: fc.nat(8),
      bad: fc.boolean(),
      toxic: fc.boolean(),
      by: fc.constantFrom('person' as const, 'models' as const),
    }),
  },
)

async function take(workspaceId: string, files: string[], step: Step): Promise<void> {
  const { db } = database
  const received = new Date(hour(40))
  if (step.does === 'append') {
    const entries = step.facts.map((fact) => read(activityOf(fact, files)))
    await append(db, { workspaceId, channel: 'net', accountId: ACCOUNTS[0] ?? null, entries, received })
  } else if (step.does === 'adopt') {
    const seen = [{ externalId: `thing-${step.thing}`, ours: step.ours }]
    const accountId = ACCOUNTS[step.by] ?? ''
    await adopt(db, {
      workspaceId,
      channel: 'net',
      accountId,
      equals: [],
      by: { id: 'us' },
      seen,
      now: received,
    })
  } else if (step.does === 'remark') {
    await readOtherwise(workspaceId, step)
  } else if (step.does === 'withdraw') {
    const { rows } = await sql<{ id: string }>`
      select id from activity where workspace_id = ${workspaceId} order by position`.execute(db)
    await withdraw(
      db,
      workspaceId,
      step.which.flatMap((n) => rows[n]?.id ?? []),
    )
  } else {
    const alertId = ALERTS[step.alert] ?? ''
    const where = sql<boolean>`activity.tokens @@ ${WORDS[step.word]}::tsquery`
    if (step.does === 'relink') await relink(db, { workspaceId, alertId, where, from: new Date(0) })
    else await unlink(db, workspaceId, alertId)
  }
}

async function readOtherwise(workspaceId: string, step: Step & { does: 'remark' }): Promise<void> {
  const { db } = database
  const row = (await searchActivities(db, workspaceId, { limit: 9 }))[step.which]
  if (!row) return
  const sentiment = step.bad ? ('negative' as const) : ('positive' as const)
  const change = {
    marks: { sentiment, toxicity: step.toxic ? 900 : 0 },
    edited: row.edited,
    ...(step.by === 'person' && { answered: ['sentiment' as const] }),
  }
  const done = await remark(db, workspaceId, row.id, change, async () => answered)
  assert.equal(done === null, row.text === null)
  const stands = step.by === 'models' && row.corrected ? row.sentiment : sentiment
  if (done) assert.deepEqual([done.now.sentiment, done.now.toxicity], [stands, step.toxic ? 900 : 0])
}

/** What is wrong with the sums of a workspace: nothing. */
async function faultsOf(workspaceId: string): Promise<unknown[]> {
  const { rows } = await sql`
    with link as (
      select alert_id, activity_id from activity_alert where workspace_id = ${workspaceId}
      union all select '00000000-0000-0000-0000-000000000000', id from activity where workspace_id = ${workspaceId}
    ), recounted as (
      select alert_id, date_trunc('hour', published, 'UTC') as hour, channel, verb, lang, sentiment, ours,
        count(*)::int as count, sum(coalesce(actor_followers, 0))::bigint as reach,
        (count(*) filter (where toxicity >= 500))::int as toxic
      from link left join activity on id = activity_id and workspace_id = ${workspaceId} group by 1, 2, 3, 4, 5, 6, 7
    ), counted as (
      select alert_id, hour, channel, verb, lang, sentiment, ours, count, reach, toxic from activity_counter
      where workspace_id = ${workspaceId} and (count <> 0 or reach <> 0 or toxic <> 0)
    )
    select 'not counted' as fault, to_jsonb(x) as what from (table recounted except table counted) x
    union all select 'counted and not there', to_jsonb(x) from (table counted except table recounted) x
    union all select 'an alert over what is ours or says nothing', to_jsonb(activity) from activity_alert as link
      join activity on activity.workspace_id = ${workspaceId} and id = activity_id
      where link.workspace_id = ${workspaceId} and (ours or verb not in ('Create', 'Review', 'Announce'))
    union all select 'an alert over what is read otherwise, or not over what is read so', to_jsonb(activity) from activity
      where workspace_id = ${workspaceId} and text is not null and not ours and verb in ('Create', 'Review', 'Announce')
        and (sentiment = 'negative') <> exists (select 1 from activity_alert as link
          where link.workspace_id = ${workspaceId} and activity_id = id and alert_id = ${BAD})
    union all select 'words of what is deleted', to_jsonb(activity) from activity
      where workspace_id = ${workspaceId} and (text is not null or media is not null)
        and (deleted is not null or exists (select 1 from activity_key as key where key.workspace_id = ${workspaceId}
          and key.channel = activity.channel and key.external_id = activity.object_id and key.deleted is not null))
    union all select 'a row without its key, or a key without its row', jsonb_build_array(external_id, activity_id, id)
      from (select * from activity_key where workspace_id = ${workspaceId} and activity_id is not null) as key
      full join (select * from activity where workspace_id = ${workspaceId}) as activity
        using (external_id, channel) where activity_id is distinct from id
    union all select 'a position twice, or past the head', jsonb_agg(external_id) from activity
      join stream_head using (workspace_id) where workspace_id = ${workspaceId}
      group by activity.position having count(*) > 1 or bool_or(activity.position > stream_head.position)
    union all select 'a file held for nothing, or shown and not held', jsonb_build_array(held, shown)
      from (select attachment_id || ' by ' || used_by as held from attachment_use where workspace_id = ${workspaceId}) as uses
      full join (select substr(one->>'url', 12) || ' by ' || activity.id as shown from activity,
          jsonb_array_elements(media) as one where workspace_id = ${workspaceId} and exists (
            select 1 from attachment where workspace_id = ${workspaceId} and id::text = substr(one->>'url', 12))) as seen
        on held = shown where held is null or shown is null`.execute(database.db)
  return rows
}

async function filesOf(workspaceId: string): Promise<string[]> {
  const kept = ['one', 'two'].map((text) =>
    keepFile(database.db, workspaceId, { name: `${text}.txt`, bytes: Buffer.from(text) }),
  )
  return (await Promise.all(kept)).map(({ url }) => url)
}

it('counts, files and keys are those of the rows after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 9 }), async (history) => {
      const workspaceId = await testWorkspace(database.db)
      const files = await filesOf(workspaceId)
      for (const step of history) await take(workspaceId, files, step)
      assert.deepEqual(await faultsOf(workspaceId), [])
    }),
    { numRuns: 30 },
  )
})

/** What readers see of a workspace: whose words stand, as which, under which alerts. */
async function shown(workspaceId: string): Promise<unknown[]> {
  const rows = await searchActivities(database.db, workspaceId, { limit: 100 })
  return rows
    .filter(({ text }) => text !== null)
    .map(({ external_id, text, sentiment, alerts, media }) => [
      external_id,
      text,
      sentiment,
      alerts.sort(),
      media,
    ])
    .sort((a, b) => String(a[0]).localeCompare(String(b[0])))
}

it('shows the same whatever the order of arrival, the batches and the repeats', async () => {
  const some = fc.uniqueArray(facts, {
    minLength: 2,
    maxLength: 9,
    selector: ({ verb, thing, n }) => (verb === 'Create' ? `${thing}` : `${verb} ${thing} ${n}`),
  })
  const history = some
    .map((all) => all.filter(({ verb }) => verb !== 'Review').map((fact) => ({ ...fact, file: 9 })))
    .chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        repeats: fc.subarray(all),
        cuts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: all.length, maxLength: all.length }),
      }),
    )
  await fc.assert(
    fc.asyncProperty(history, async ({ all, order, repeats, cuts }) => {
      const [calm, wild] = [uuidv7(), uuidv7()]
      const inTime = all.toSorted((a, b) => +activityOf(a, []).published - +activityOf(b, []).published)
      for (const fact of inTime) await take(calm, [], { does: 'append', facts: [fact] })
      const coming = [...order, ...repeats]
      for (const size of cuts) {
        const batch = coming.splice(0, size)
        if (batch.length > 0) await take(wild, [], { does: 'append', facts: batch })
      }
      for (const fact of coming) await take(wild, [], { does: 'append', facts: [fact] })
      assert.deepEqual(await shown(wild), await shown(calm))
      assert.deepEqual(await faultsOf(wild), [])
    }),
    { numRuns: 30 },
  )
})
