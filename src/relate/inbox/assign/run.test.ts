import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { type Activity, append, consume, type Entry } from '../../../activity/index.ts'
import { recordShown } from '../../../deliver/index.ts'
import { changeConversations } from '../change.ts'
import { countsFor } from '../counter.ts'
import { keepAbsence, keepProfile, replaceGroups, setOwner } from '../desk/store.ts'
import { findHandOver, handOverAll, leaveDesk, undoHandOver } from '../hand/hand.ts'
import { inboxIntake } from '../intake.ts'
import type { Give, When } from './rule.ts'
import { giveWhatWaits } from './run.ts'
import { listRules, type NewRule, replaceRules, versionOf } from './store.ts'
import { tryRules } from './trial.ts'

const NOW = new Date('2026-11-20T13:30:00Z')
const DAY = 86_400_000
const intake = inboxIntake(
  { inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() },
  { now: () => NOW },
)

let database: TestDatabase
let workspaceId: string
let ana: string
let ben: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[ana, ben] = [await member('Ana'), await member('Ben')]
})

async function member(name: string, role: 'agent' | 'analyst' = 'agent'): Promise<string> {
  const userId = await insertUser(database.db, { name, email: `${uuidv7()}@example.org`, passwordHash: 'x' })
  return insertMember(database.db, workspaceId, userId, role)
}

const pool = (more: Partial<Extract<Give, { to: 'pool' }>> = {}): Give => ({
  ...{ to: 'pool', groupId: null, skill: null, language: false, onCall: false, by: 'load' },
  ...more,
})
const rule = (name: string, give: Give, when: When = {}): NewRule => ({ name, enabled: true, when, give })

function rules(...all: NewRule[]): Promise<void> {
  return inTransaction(database.db, async (tx) => {
    const version = await versionOf(tx, workspaceId)
    await replaceRules(tx, workspaceId, all, { version, now: new Date(NOW.getTime() + said++) })
  })
}

type More = Partial<Activity> & { at?: string; reading?: Partial<Entry['reading']>; thread?: string }
let said = 0
/** A letter, of a conversation of its own unless it is of a thread. */
function letter(text: string, { reading, thread, ...more }: More = {}): Entry {
  const activity = note(`letter-${said++}`, text, { visibility: 'private', ...more })
  if (thread) activity.object.thread = thread
  const one = entry(activity)
  return { ...one, reading: { ...one.reading, ...reading } }
}

async function pour(...entries: Entry[]): Promise<void> {
  await append(database.db, { workspaceId, channel: 'email', accountId: null, entries, received: NOW })
}

async function come(...entries: Entry[]): Promise<void> {
  await pour(...entries)
  while ((await consume(database.db, workspaceId, intake)) > 0);
}

interface Row {
  id: string
  assignee_id: string | null
  snippet: string
}
async function talks(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, assignee_id, snippet from conversation where workspace_id = ${workspaceId} order by first_at, id`.execute(
    database.db,
  )
  return rows
}
const takers = async () => (await talks()).map((row) => row.assignee_id)
const nameOf = (id: string | null) => (id === ana ? 'Ana' : id === ben ? 'Ben' : id)
const names = async () => (await takers()).map(nameOf)
async function events() {
  const { rows } = await sql<{
    value: string | null
    detail: { words: string } | null
    member_id: string | null
  }>`
    select value, detail, member_id from conversation_event
    where workspace_id = ${workspaceId} and what = 'assigned' order by at, id`.execute(database.db)
  return rows.map((row) => [nameOf(row.value), row.detail?.words ?? null, row.member_id])
}
const away = (memberId: string, from: Date | null) =>
  inTransaction(database.db, (tx) => keepAbsence(tx, workspaceId, memberId, { from, until: null }))
const profile = (memberId: string, more: Partial<Parameters<typeof keepProfile>[3]>) =>
  inTransaction(database.db, (tx) =>
    keepProfile(tx, workspaceId, memberId, { skills: [], langs: [], capacity: null, hours: [], ...more }),
  )

describe('what comes in', () => {
  it('is given by the first rule that takes it, says which in the thread, and is counted', async () => {
    await profile(ben, { langs: ['en'] })
    await rules(
      rule('Retards', { to: 'member', memberId: ana }, { query: 'retard* -merci' }),
      rule('English', pool({ language: true }), { langs: ['en'] }),
    )
    const french = { reading: { lang: 'fr' } }
    await come(letter('Retards encore', french), letter('Hello'), letter('Bonjour', french))
    assert.deepEqual((await names()).sort(), ['Ana', 'Ben', null].sort())
    assert.deepEqual((await events()).sort(), [
      ['Ana', 'Retards', null],
      ['Ben', 'English', null],
    ])
    const counts = await countsFor(database.db, workspaceId, ana)
    assert.deepEqual([counts.mine, counts.unassigned, counts.open], [1, 1, 3])
  })

  it('stays with whom it has, and is looked at again where it is nobody’s', async () => {
    await come(letter('one', { thread: 'x' }), letter('two', { thread: 'y' }))
    const [first] = await talks()
    await changeConversations(
      database.db,
      workspaceId,
      [first?.id ?? ''],
      { assigneeId: ben },
      { memberId: ben, now: NOW },
    )
    await rules(rule('All', { to: 'member', memberId: ana }))
    await come(
      letter('one more', { thread: 'x', at: '2026-11-10T11:00:00Z' }),
      letter('again', { thread: 'y', at: '2026-11-10T11:00:00Z' }),
    )
    assert.deepEqual((await names()).sort(), ['Ana', 'Ben'])
  })

  it('is spread over a batch as over many, and given once however often the reader is cut', async () => {
    await rules(rule('All', pool({ by: 'turn' })))
    await pour(...Array.from({ length: 30 }, (_, n) => letter(`n ${n}`)))
    const cut = {
      ...intake,
      handle: async (...all: Parameters<typeof intake.handle>) => {
        await intake.handle(...all)
        throw new Error('killed')
      },
    }
    for (let n = 0; n < 3; n++) await assert.rejects(consume(database.db, workspaceId, cut), /killed/)
    assert.deepEqual(await talks(), [])
    while ((await consume(database.db, workspaceId, intake)) > 0);
    const given = Map.groupBy(await names(), (name) => name)
    assert.deepEqual([given.get('Ana')?.length, given.get('Ben')?.length], [15, 15])
    assert.equal((await events()).length, 30)
    await come(letter('later'))
    assert.equal((await events()).at(-1)?.[0], 'Ana', 'the turn goes on from where it stood')
  })

  it('goes to who answered the customer last, or is said to be in charge', async () => {
    const personId = uuidv7()
    await sql`insert into person (workspace_id, id, name, created) values (${workspaceId}, ${personId}, 'Zoé', ${NOW})`.execute(
      database.db,
    )
    const theirs = (text: string) => ({ ...letter(text), personId })
    await come(theirs('first'))
    const [talk] = await talks()
    await inTransaction(database.db, (tx) =>
      recordShown(tx, {
        ...{ workspaceId, accountId: uuidv7(), channel: 'email', conversationId: talk?.id ?? '' },
        ...{ by: ben, at: NOW, text: 'Bonjour', state: 'sent' },
      }),
    )
    await rules(rule('Theirs', { to: 'owner' }))
    await come(theirs('second'))
    assert.equal((await names()).at(-1), 'Ben')
    await inTransaction(database.db, (tx) => setOwner(tx, workspaceId, personId, ana))
    await come(theirs('third'), letter('stranger'))
    assert.deepEqual((await names()).slice(-2).sort(), ['Ana', null].sort())
  })

  it('waits for somebody where all are away or full, and is given as they come back', async () => {
    await rules(rule('All', pool()))
    await profile(ana, { capacity: 1 })
    await away(ben, new Date(NOW.getTime() - DAY))
    await come(letter('one'), letter('two'), letter('three'))
    assert.deepEqual((await names()).filter(Boolean), ['Ana'])
    assert.equal(await giveWhatWaits(database.db, workspaceId, NOW), 0)
    const waiting = (await talks()).filter((row) => row.assignee_id === null)
    await changeConversations(
      database.db,
      workspaceId,
      [waiting[0]?.id ?? ''],
      { status: 'done' },
      { memberId: ana, now: NOW },
    )
    await away(ben, null)
    assert.equal(await giveWhatWaits(database.db, workspaceId, NOW), 1)
    assert.equal(
      await giveWhatWaits(database.db, workspaceId, NOW),
      0,
      'once, and what was closed not at all',
    )
    assert.deepEqual((await names()).filter((name) => name === 'Ben').length, 1)
  })

  it('is not given by two at once, each of whom would think that the desk is empty', async () => {
    await rules(rule('All', pool()))
    await Promise.all([ana, ben].map((one) => profile(one, { capacity: 5 })))
    await Promise.all([ana, ben].map((one) => away(one, new Date(0))))
    await come(...Array.from({ length: 16 }, (_, n) => letter(`n ${n}`)))
    await Promise.all([ana, ben].map((one) => away(one, null)))
    const counts = await Promise.all([1, 2, 3].map(() => giveWhatWaits(database.db, workspaceId, NOW)))
    assert.equal(
      counts.reduce((a, b) => a + b),
      10,
    )
    const given = Map.groupBy(await names(), (name) => name)
    assert.deepEqual([given.get('Ana')?.length, given.get('Ben')?.length], [5, 5])
  })
})

describe('rules', () => {
  it('are replaced whole, keep their turns, and never what somebody else changed meanwhile', async () => {
    await rules(rule('One', pool({ by: 'turn' })), rule('Two', pool()))
    const [one, two] = await listRules(database.db, workspaceId)
    assert.ok(one && two)
    await come(letter('a'))
    const version = await versionOf(database.db, workspaceId)
    const swap = (name: string) =>
      inTransaction(database.db, (tx) =>
        replaceRules(tx, workspaceId, [{ ...two, name }, one], {
          version,
          now: new Date(NOW.getTime() + 60_000),
        }),
      )
    const ends = await Promise.allSettled([swap('A'), swap('B')])
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? end.reason.id : []))
    assert.deepEqual(refused, ['rules_changed'])
    const after = await listRules(database.db, workspaceId)
    assert.deepEqual(
      after.map(({ id }) => id),
      [two.id, one.id],
    )
    const { rows } = await database.pool.query(
      'select rule_id from assignment_turn where workspace_id = $1',
      [workspaceId],
    )
    assert.ok(rows.some((row) => row.rule_id === one.id))
  })

  it('are tried on what came in before, by the team as it is, and change nothing', async () => {
    await profile(ana, { skills: ['SAV'], capacity: 1 })
    await come(
      ...[1, 2, 3, 4, 5].map((n) =>
        letter(n < 4 ? `panne ${n}` : `autre ${n}`, { at: `2026-11-1${n}T10:00:00Z` }),
      ),
    )
    const given = [
      { ...rule('Pannes', pool({ skill: 'sav' }), { query: 'panne' }), id: '0' },
      { ...rule('Presse', pool({ skill: 'presse' }), { channels: ['email'] }), id: '1' },
    ]
    const span = { from: new Date('2026-11-12T00:00:00Z'), to: new Date('2026-11-16T00:00:00Z') }
    const trial = await tryRules(database.db, workspaceId, given, span)
    assert.deepEqual(
      { ...trial, rules: trial.rules.map(({ count, examples }) => [count, examples.length]) },
      {
        ...{ began: 4, tried: 4, waiting: 2, nobody: 0, given: [{ memberId: ana, count: 2 }] },
        rules: [
          [2, 2],
          [0, 0],
        ],
      },
    )
    assert.deepEqual(await events(), [])
    const none = await tryRules(database.db, workspaceId, [], span)
    assert.deepEqual([none.nobody, none.given], [4, []])
  })
})

describe('a desk', () => {
  const open = (name: string) => letter(name)
  async function full(count: number): Promise<void> {
    await rules(rule('All', { to: 'member', memberId: ana }))
    await come(...Array.from({ length: count }, (_, n) => open(`n ${n}`)))
  }

  it('is handed over whole to another, and taken back but for what somebody took up meanwhile', async () => {
    await full(4)
    const [first, second] = await talks()
    await changeConversations(
      database.db,
      workspaceId,
      [first?.id ?? ''],
      { status: 'done' },
      { memberId: ana, now: NOW },
    )
    const { id, moved } = await handOverAll(
      database.db,
      workspaceId,
      { from: ana, to: { memberId: ben }, by: ana },
      NOW,
    )
    assert.equal(moved.length, 3)
    assert.deepEqual((await names()).filter((name) => name === 'Ben').length, 3)
    await changeConversations(
      database.db,
      workspaceId,
      [second?.id ?? ''],
      { assigneeId: null },
      { memberId: ben, now: NOW },
    )
    assert.equal(await undoHandOver(database.db, workspaceId, { id, by: ana }, NOW), 2)
    await assert.rejects(undoHandOver(database.db, workspaceId, { id, by: ana }, NOW), {
      id: 'hand_over_undone',
    })
    assert.equal((await countsFor(database.db, workspaceId, ana)).mine, 2)
  })

  it('goes to whom the rules say, never back to who hands over, and to nobody where none can', async () => {
    const cleo = await member('Cleo')
    await rules(rule('All', pool({ by: 'turn' })))
    await come(...Array.from({ length: 9 }, (_, n) => open(`n ${n}`)))
    await handOverAll(database.db, workspaceId, { from: ana, to: 'rules', by: ana }, NOW)
    const after = Map.groupBy(await takers(), (id) => id)
    assert.deepEqual([after.get(ana), after.get(null)], [undefined, undefined])
    assert.equal((after.get(ben)?.length ?? 0) + (after.get(cleo)?.length ?? 0), 9)
    await rules()
    await handOverAll(database.db, workspaceId, { from: ben, to: 'rules', by: ben }, NOW)
    assert.equal((await takers()).includes(ben), false)
  })

  it('is not lost with its member, even of thousands', async () => {
    await full(1)
    await sql`
      insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, assignee_id,
        priority, sentiment, lang, first_at, last_at, last_activity_id)
      select ${workspaceId}, gen_random_uuid(), 'email', 'many ' || n, 'private', 'x', 'dit', 'snoozed', ${ana}, 0, 'neutral', 'fr',
        ${NOW}, ${NOW}, gen_random_uuid() from generate_series(1, 1200) as n`.execute(database.db)
    const moved = await inTransaction(database.db, (tx) => leaveDesk(tx, workspaceId, ana, 'nobody', NOW))
    assert.equal(moved, 1201)
    assert.equal((await takers()).includes(ana), false)
    const { rows } = await database.pool.query('select id from hand_over where workspace_id = $1', [
      workspaceId,
    ])
    assert.equal((await findHandOver(database.db, workspaceId, rows[0].id)).moved.length, 1201)
  })
})

it('groups bear one name each, and stay what they are as they are renamed', async () => {
  const groups = (...all: { id?: string; name: string; members: string[] }[]) =>
    inTransaction(database.db, (tx) => replaceGroups(tx, workspaceId, all))
  await groups({ name: 'SAV', members: [ana, ana] })
  const { rows } = await database.pool.query(
    'select id, members from assignee_group where workspace_id = $1',
    [workspaceId],
  )
  assert.deepEqual(rows[0].members, [ana])
  await assert.rejects(groups({ name: 'SAV', members: [] }, { name: 'sav', members: [] }), {
    id: 'group_twice',
  })
  await groups({ id: rows[0].id, name: 'Après-vente', members: [ben] })
  const after = await database.pool.query('select id, name from assignee_group where workspace_id = $1', [
    workspaceId,
  ])
  assert.deepEqual(after.rows, [{ id: rows[0].id, name: 'Après-vente' }])
})
