import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Clock } from '../../../lib/clock/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { ramble } from '../../../test/support/ramble.ts'
import { append, consume } from '../../activity/index.ts'
import { createAlert, deleteAlert } from '../alerts/store.ts'
import { alarmIntake } from './intake.ts'
import { watchAlarms, watchSources } from './jobs.ts'
import type { alarmDetailReply } from './present.ts'
import { recallAlarms } from './recall.ts'
import { alarmRoutes } from './routes.ts'
import { forgetVoices } from './voices/hour.ts'
import type { watchedReply } from './watched.ts'

type Watched = z.output<typeof watchedReply>
type Detail = z.output<typeof alarmDetailReply>

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WHO = { label: 'test' }
const NOW = Date.parse('2026-11-20T14:20:00Z')

let now = NOW
const clock: Clock = { now: () => new Date(now) }
const intake = alarmIntake(clock)
let server: TestServer
let workspaceId: string
let agent: Member
let analyst: Member
let alertId: string

before(async () => {
  server = await testServer({ clock, routes: () => alarmRoutes })
  workspaceId = await server.workspace()
  agent = await server.member(workspaceId, 'agent')
  analyst = await server.member(workspaceId, 'analyst')
})
after(() => server.close())

/** An alert that has heard two posts an hour for twelve days, and nothing else. */
beforeEach(async () => {
  now = NOW
  for (const table of [
    'alarm_note',
    'alarm',
    'alarm_watch',
    'alarm_hour',
    'activity_counter',
    'channel_account',
    'alert',
  ])
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(server.db)
  alertId = (await createAlert(server.db, workspaceId, { name: 'Marque', query: 'marque' }, WHO)).id
  await sql`update alert set created = ${new Date(NOW - 12 * DAY)} where workspace_id = ${workspaceId}`.execute(
    server.db,
  )
  await sql`
    insert into activity_counter (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach)
    select ${workspaceId}, alert_id, hour, 'bluesky', 'Create', 'fr', sentiment, false, 1, 100
    from unnest(array[${alertId}, '00000000-0000-0000-0000-000000000000']::uuid[]) as alert_id,
      unnest(array['negative', 'neutral']) as sentiment,
      generate_series(${new Date(NOW - 12 * DAY)}::timestamptz, ${new Date(NOW - 2 * HOUR)}, interval '1 hour') as at,
      date_trunc('hour', at) as hour`.execute(server.db)
})

let said = 0

interface Burst {
  posts: number
  authors: number
  sentiment?: 'negative' | 'positive'
  at?: number
  followers?: number
  /** Followers of the first of them. */
  star?: number
  same?: boolean
  /** Whether the alert found it. */
  found?: boolean
  topics?: string[]
  toxicity?: number
}

/** Posts that the alert has found, brought in as the pipeline does. */
async function say({
  posts,
  authors,
  sentiment = 'negative',
  at = now - 60_000,
  followers = 10,
  star = 50_000,
  same = false,
  found = true,
  topics = [],
  toxicity = 0,
}: Burst): Promise<void> {
  const entries = Array.from({ length: posts }, (_, i) => {
    const author = `did:${i % authors}`
    const activity = note(
      `at://${uuidv7()}`,
      same ? 'La marque ment à ses clients, n’achetez plus rien chez eux' : ramble(said++),
      {
        at: new Date(at).toISOString(),
        actor: {
          id: author,
          name: `Personne ${i % authors}`,
          handle: author,
          followers: i === 0 ? star : followers,
        },
      },
    )
    const made = entry(activity, { alerts: found ? [alertId] : [] })
    return { ...made, reading: { ...made.reading, sentiment, topics, toxicity } }
  })
  await append(server.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries,
    received: new Date(now),
  })
}

async function read(): Promise<void> {
  while ((await consume(server.db, workspaceId, intake)) > 0);
}

async function watch(): Promise<number> {
  await read()
  return watchAlarms(server.db, workspaceId, new Date(now))
}

async function list(query = ''): Promise<Detail[]> {
  const response = await agent.browser.get(`/alarms${query}`)
  assert.equal(response.status, 200)
  return ((await response.json()) as { items: Detail[] }).items
}

async function detail(id: string | undefined, member = agent): Promise<Detail> {
  const response = await member.browser.get(`/alarms/${id}`)
  assert.equal(response.status, 200)
  return (await response.json()) as Detail
}

const post = (id: string | undefined, what: string, body: object = {}) =>
  agent.browser.post(`/alarms/${id}/${what}`, body)

describe('an alarm', () => {
  it('is raised by the posts that are too many, once, with who and what makes it', async () => {
    await say({ posts: 2, authors: 2, star: 90 })
    await watch()
    assert.deepEqual(await list(), [])
    await say({ posts: 80, authors: 60 })
    await watch()
    const [alarm, ...others] = await list('?open=true')
    assert.deepEqual([alarm?.kind, alarm?.subject.name, alarm?.signs, others], ['crisis', 'Marque', [], []])
    assert.ok(alarm && alarm.level >= 2 && alarm.figures.count >= 82 && alarm.figures.expected < 4)
    const { drivers, amplifiers, verdict } = await detail(alarm.id, analyst)
    assert.equal(amplifiers[0]?.activity.actor.followers, 50_000)
    assert.ok(drivers.length === 5 && verdict[0]?.includes('Marque'))
    assert.deepEqual(await list('?open=false'), [])
    await say({ posts: 50, authors: 50 })
    await watch()
    now += 61_000
    await watch()
    const [grown, ...more] = await list()
    assert.deepEqual([grown?.id, more.length], [alarm.id, 0])
    assert.ok((grown?.figures.count ?? 0) >= 132)
  })

  it('says what of it was erased since no more', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    const [alarm] = await list()
    await sql`update activity set deleted = now(), text = null, actor_name = null where workspace_id = ${workspaceId}`.execute(
      server.db,
    )
    const { drivers, amplifiers, figures } = await detail(alarm?.id)
    assert.deepEqual([drivers, amplifiers, figures.count], [[], [], 80])
    const { rows } = await sql<{
      evidence: object
    }>`select evidence from alarm where workspace_id = ${workspaceId}`.execute(server.db)
    assert.doesNotMatch(JSON.stringify(rows), /laissé|Personne|did:/)
  })

  it('made by a few accounts is marked, and gets nobody out of bed', async () => {
    await say({ posts: 200, authors: 3 })
    await watch()
    const [alarm] = await list()
    assert.deepEqual([alarm?.level, alarm?.signs], [1, ['few-accounts']])
    assert.match(alarm?.verdict.at(-1) ?? '', /100\s?%/)
  })

  it('of much talk that is not negative is a surge', async () => {
    await say({ posts: 80, authors: 60, sentiment: 'positive' })
    await watch()
    const [alarm] = await list()
    assert.deepEqual([alarm?.kind, alarm?.level], ['surge', 1])
    await say({ posts: 80, authors: 60 })
    now += 61_000
    await watch()
    assert.deepEqual(
      (await list()).map(({ id, kind }) => [id, kind]),
      [[alarm?.id, 'crisis']],
    )
  })

  it('ends by itself after three calm hours', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    for (const [hours, open] of [
      [1, 1],
      [2, 1],
      [4, 1],
      [5.2, 0],
    ] as const) {
      now = NOW + hours * HOUR
      await watch()
      assert.equal((await list('?open=true')).length, open, `after ${hours} hours`)
    }
    assert.equal((await list())[0]?.how, 'calm')
  })

  it('is not raised by history that comes in late, nor by what we say', async () => {
    await say({ posts: 300, authors: 200, at: now - 5 * HOUR })
    await watch()
    assert.deepEqual(await list(), [])
  })

  it('of before anybody watched is recalled as it was, over; what goes on is left to who watches', async () => {
    const [then, hour] = [NOW - 5 * DAY, sql`date_trunc('hour', at)`]
    await sql`
      insert into activity_counter (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach)
      select ${workspaceId}, ${alertId}, ${hour}, 'email', 'Create', 'fr', 'negative', false, 60, 0
      from unnest(array[${new Date(then)}, ${new Date(then + HOUR)}]::timestamptz[]) as at`.execute(server.db)
    await say({ posts: 80, authors: 60 })
    await recallAlarms(server.db, workspaceId, new Date(now))
    const [past, ...others] = await list()
    assert.deepEqual([past?.kind, past?.how, past?.figures.count, others], ['crisis', 'calm', 62, []])
    const lasted = Date.parse(past?.ended ?? '') - Date.parse(past?.opened ?? '')
    assert.ok(lasted > 3 * HOUR && lasted < 6 * HOUR, `${lasted}`)
    await watch()
    assert.deepEqual(
      (await list('?open=true')).map(({ figures }) => figures.count),
      [80],
    )
  })

  it('goes with its alert', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    await deleteAlert(server.db, workspaceId, alertId, WHO)
    now += 61_000
    await watch()
    assert.deepEqual(
      (await list()).map(({ how }) => how),
      ['gone'],
    )
  })
})

describe('what is looked at', () => {
  it('is each topic too, once it is known: its alarm has its name, and is none of what an alert tells already', async () => {
    await say({ posts: 3, authors: 3, star: 10, topics: ['delivery'] })
    await watch()
    // What ten days of a post or two an hour would have taught.
    const { rows } = await sql<{ state: unknown }>`
      select state from alarm_watch where workspace_id = ${workspaceId} and subject_kind = 'alert'`.execute(
      server.db,
    )
    await sql`update alarm_watch set state = ${JSON.stringify(rows[0]?.state)}::jsonb
      where workspace_id = ${workspaceId} and subject_kind = 'topic'`.execute(server.db)
    await say({ posts: 80, authors: 60, topics: ['delivery'], found: false })
    await watch()
    const [alarm, ...others] = await list('?open=true')
    assert.deepEqual([alarm?.subject, others], [{ kind: 'topic', id: 'delivery', name: 'Delivery' }, []])
    assert.equal((await detail(alarm?.id)).drivers.length, 5)
    await sql`delete from alarm where workspace_id = ${workspaceId}`.execute(server.db)
    await say({ posts: 200, authors: 150, topics: ['delivery'] })
    await watch()
    assert.deepEqual(
      (await list('?open=true')).map(({ subject }) => subject.kind),
      ['alert'],
    )
    const { items } = (await (await agent.browser.get('/watched')).json()) as { items: Watched[] }
    const [first] = items
    assert.deepEqual([first?.subject.name, first?.count, first?.unusual], ['Delivery', 283, true])
  })

  it('is who speaks, how many see it, and what offends, hour by hour', async () => {
    await say({ posts: 20, authors: 7, star: 10, toxicity: 900 })
    await watch()
    const { series, hours } = (await (await agent.browser.get(`/alerts/${alertId}/baseline`)).json()) as {
      series: { key: string; value: number; unusual: boolean }[]
      hours: { authors: number | null; toxic: number; reach: number }[]
    }
    const values = Object.fromEntries(series.map(({ key, value }) => [key, value]))
    assert.deepEqual(values, { volume: 20, negative: 20, share: 1, toxic: 20, authors: 7, reach: 200 })
    assert.deepEqual([hours.at(-1)?.authors, hours.at(-1)?.toxic, hours[0]?.authors], [7, 20, null])
    assert.ok(series.some(({ key, unusual }) => key === 'toxic' && unusual))
    const [alarm] = await list()
    assert.match(alarm?.verdict.join(' ') ?? '', /20 posts are insulting/)
    now += 5 * HOUR
    await forgetVoices(server.db, new Date(now))
    const { rows } =
      await sql`select 1 from alarm_hour where workspace_id = ${workspaceId} and sketch is not null`.execute(
        server.db,
      )
    assert.equal(rows.length, 0, 'who spoke is forgotten, how many is not')
  })

  it('marks many new accounts that say nearly the same', async () => {
    await say({ posts: 60, authors: 60, same: true })
    await watch()
    const [alarm] = await list()
    assert.deepEqual([alarm?.level, alarm?.signs], [1, ['same-words', 'new-accounts']])
  })

  it('is what came creeping over a week, told once, and becomes a crisis where one comes', async () => {
    await sql`update alert set created = ${new Date(NOW - 40 * DAY)} where workspace_id = ${workspaceId}`.execute(
      server.db,
    )
    await sql`
      insert into activity_counter (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach)
      select ${workspaceId}, ${alertId}, date_trunc('hour', at), 'email', 'Create', 'fr', 'neutral', false,
        case when at > ${new Date(NOW - 8.5 * DAY)} then 4 else 1 end, 0
      from generate_series(${new Date(NOW - 40 * DAY)}::timestamptz, ${new Date(NOW - HOUR)}, interval '1 hour') as at`.execute(
      server.db,
    )
    await say({ posts: 2, authors: 2, star: 10 })
    await watch()
    const [alarm] = await list('?open=true')
    assert.deepEqual([alarm?.kind, alarm?.level], ['drift', 1])
    assert.ok((alarm?.figures.count ?? 0) > 2 * (alarm?.figures.expected ?? 0))
    await post(alarm?.id, 'close')
    now += HOUR
    await watch()
    assert.deepEqual(await list('?open=true'), [], 'told once')
  })
})

describe('whoever looks', () => {
  it('raises one alarm, also when several processes look at once', async () => {
    await say({ posts: 80, authors: 60 })
    await read()
    const looks = await Promise.all([1, 2, 3].map(() => watchAlarms(server.db, workspaceId, new Date(now))))
    assert.equal(
      looks.reduce((a, b) => a + b, 0),
      2,
      'the alert and its channel, once each',
    )
    assert.equal((await list()).length, 1)
  })

  it('and is killed, has done nothing: the next one looks again', async () => {
    await say({ posts: 80, authors: 60 })
    await read()
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`.execute(
      server.db,
    )
    await sql`create trigger refuse before update on alarm_watch for each row execute function refuse()`.execute(
      server.db,
    )
    await assert.rejects(watchAlarms(server.db, workspaceId, new Date(now)), /killed/)
    assert.deepEqual(await list(), [])
    await sql`drop trigger refuse on alarm_watch`.execute(server.db)
    await sql`drop function refuse`.execute(server.db)
    await watchAlarms(server.db, workspaceId, new Date(now))
    assert.equal((await list()).length, 1)
  })

  it('at what cannot be read, puts it aside for the others, and tells', async () => {
    await say({ posts: 80, authors: 60 })
    await read()
    await sql`update alarm_watch set due = ${new Date(NOW - HOUR)}, query = 'marque', state = '{"next": 0}'
      where workspace_id = ${workspaceId} and subject_kind = 'alert'`.execute(server.db)
    await assert.rejects(watchAlarms(server.db, workspaceId, new Date(now)), TypeError)
    const { rows } = await sql<{ kind: string; due: Date }>`
      select subject_kind as kind, due from alarm_watch where workspace_id = ${workspaceId}`.execute(
      server.db,
    )
    const later = new Date(now + 10 * 60_000)
    assert.deepEqual(
      rows,
      [{ kind: 'alert', due: later }],
      'the channel, that has no account, is watched no more',
    )
  })

  it('begins anew where the query is another, and where it was paused', async () => {
    await watch()
    await sql`update alert set query = 'autre' where workspace_id = ${workspaceId}`.execute(server.db)
    await say({ posts: 80, authors: 60 })
    await watch()
    await sql`update alert set paused = true where workspace_id = ${workspaceId}`.execute(server.db)
    now += HOUR
    await watch()
    await sql`update alert set paused = false where workspace_id = ${workspaceId}`.execute(server.db)
    await say({ posts: 80, authors: 60 })
    await watch()
    const known = (await (await agent.browser.get(`/alerts/${alertId}/baseline`)).json()) as {
      learning: boolean
    }
    assert.equal(known.learning, true)
  })
})

describe('people', () => {
  it('say that they are at it, note, and close; it stays closed while it goes on, and not when it trebles', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    const [alarm] = await list()
    const taken = (await (await post(alarm?.id, 'acknowledge')).json()) as Detail
    assert.ok(taken.acknowledged?.by)
    assert.equal((await post(alarm?.id, 'notes', { text: '  Le comptoir est prévenu. ' })).status, 201)
    assert.equal((await post(alarm?.id, 'notes', { text: ' ' })).status, 422)
    const closed = (await (await post(alarm?.id, 'close')).json()) as Detail
    assert.deepEqual(
      [closed.how, closed.notes.map(({ text }) => text)],
      ['closed', ['Le comptoir est prévenu.']],
    )
    assert.equal((await problemOf(await post(alarm?.id, 'close'))).id, 'alarm_over')
    await say({ posts: 40, authors: 40 })
    now += 61_000
    await watch()
    assert.deepEqual(await list('?open=true'), [])
    await say({ posts: 200, authors: 150 })
    now += 61_000
    await watch()
    assert.equal((await list('?open=true')).length, 1)
    const { rows } = await sql<{ action: string }>`
      select action from audit_entry where workspace_id = ${workspaceId} and target = ${alarm?.id} order by id`.execute(
      server.db,
    )
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['alarm.acknowledge', 'alarm.note', 'alarm.close'],
    )
  })

  it('who only read do not act, and those of another workspace see nothing', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    const [alarm] = await list()
    for (const what of ['acknowledge', 'close', 'notes'])
      assert.equal(
        (await analyst.browser.post(`/alarms/${alarm?.id}/${what}`, what === 'notes' ? { text: 'x' } : {}))
          .status,
        403,
      )
    const other = await server.member(await server.workspace('Other'), 'owner')
    assert.equal((await other.browser.get(`/alarms/${alarm?.id}`)).status, 404)
    assert.equal((await other.browser.post(`/alarms/${alarm?.id}/close`, {})).status, 404)
    assert.equal((await other.browser.get(`/alerts/${alertId}/baseline`)).status, 404)
  })

  it('see seven days beside what was expected', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    const { hours, learning } = (await (await agent.browser.get(`/alerts/${alertId}/baseline`)).json()) as {
      learning: boolean
      hours: { count: number; expected: number | null; high: number | null }[]
    }
    const last = hours.at(-1)
    assert.deepEqual([hours.length, learning, last?.count], [168, false, 80])
    assert.ok(hours.every(({ expected }) => expected !== null && expected < 4) && (last?.high ?? 99) < 80)
  })
})

describe('notes', () => {
  it('are read by the page, newest first, and are 200 at most', async () => {
    await say({ posts: 80, authors: 60 })
    await watch()
    const [alarm] = await list()
    await post(alarm?.id, 'notes', { text: 'first' })
    await sql`
      insert into alarm_note (workspace_id, alarm_id, id, member_id, text)
      select ${workspaceId}, alarm_id, overlay(id::text placing lpad(to_hex(i), 12, '0') from 25)::uuid, member_id, 'n' || i
      from alarm_note, generate_series(1, 199) as i where workspace_id = ${workspaceId}`.execute(server.db)
    assert.equal(
      (await problemOf(await post(alarm?.id, 'notes', { text: 'one more' }))).id,
      'alarm_notes_full',
    )
    const shown = await detail(alarm?.id)
    const texts = shown.notes.map(({ text }) => text)
    let cursor = shown.earlierNotes
    while (cursor) {
      const response = await analyst.browser.get(`/alarms/${alarm?.id}/notes?limit=70&cursor=${cursor}`)
      const page = (await response.json()) as { items: Detail['notes']; next: string | null }
      texts.push(...page.items.map(({ text }) => text))
      cursor = page.next
    }
    assert.deepEqual([shown.notes.length, texts.length, new Set(texts).size], [20, 200, 200])
    assert.equal((await post(alarm?.id, 'notes', { text: 'x'.repeat(5001) })).status, 422)
  })
})

describe('a source', () => {
  async function account(failure: object | null, lastExchange: number): Promise<string> {
    const id = uuidv7()
    await sql`
      insert into channel_account (workspace_id, id, channel, name, config, paused, inbox, failure, failures, last_exchange, created)
      values (${workspaceId}, ${id}, 'bluesky', 'Bluesky', '{}', false, false, ${failure && JSON.stringify(failure)}::jsonb, 0,
        ${new Date(lastExchange)}, ${new Date(NOW - 12 * DAY)})`.execute(server.db)
    return id
  }
  const sweep = () => watchSources(server.db, workspaceId, new Date(now))

  it('that has failed for a day is dead, told once, until it answers', async () => {
    const id = await account({ kind: 'unreachable', detail: '' }, NOW - 20 * HOUR)
    await sweep()
    assert.deepEqual(await list(), [])
    now += 5 * HOUR
    await sweep()
    const [alarm] = await list('?open=true')
    assert.deepEqual([alarm?.kind, alarm?.subject], ['dead', { kind: 'account', id, name: 'Bluesky' }])
    await post(alarm?.id, 'close')
    await sweep()
    assert.deepEqual(await list('?open=true'), [])
    await sql`update channel_account set last_exchange = ${new Date(now)} where id = ${id}`.execute(server.db)
    now += 25 * HOUR
    await sweep()
    assert.equal((await list('?open=true')).length, 1, 'another outage')
    await sql`update channel_account set failure = null where id = ${id}`.execute(server.db)
    await sweep()
    assert.deepEqual((await list())[0]?.how, 'calm')
  })

  it('that is gone is told at once', async () => {
    await account({ kind: 'gone', detail: '' }, NOW - HOUR)
    await sweep()
    assert.equal((await list())[0]?.kind, 'dead')
  })

  it('from which nothing comes any more is told as a channel gone quiet, until somebody speaks', async () => {
    await account(null, NOW)
    await say({ posts: 1, authors: 1 })
    await watch()
    now = NOW + 16 * HOUR
    await watch()
    const [alarm] = await list('?open=true')
    assert.deepEqual([alarm?.kind, alarm?.subject.kind, alarm?.subject.id], ['quiet', 'channel', 'bluesky'])
    assert.ok((alarm?.figures.missing ?? 0) >= 20 && alarm?.figures.since)
    await sql`update activity_counter set hour = date_trunc('hour', ${new Date(now)}::timestamptz)
      where workspace_id = ${workspaceId} and hour = date_trunc('hour', ${new Date(NOW)}::timestamptz)`.execute(
      server.db,
    )
    now += HOUR
    await watch()
    assert.deepEqual((await list())[0]?.how, 'calm')
  })
})
