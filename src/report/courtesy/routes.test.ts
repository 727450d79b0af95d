import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../../lib/clock/index.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { type Activity, append, consume } from '../../activity/index.ts'
import { mannersRoutes } from '../../interpret/index.ts'
import { courtesyIntake, recountCourtesy } from './intake.ts'
import { courtesyReportRoutes } from './routes.ts'
import { forgetTold } from './store.ts'

const NOW = new Date('2026-11-27T10:00:00Z')
const us = { id: 'brand', name: 'Maison', handle: 'maison' }
let server: TestServer
let workspaceId: string
let owner: Member
let manager: Member
let agent: Member
before(async () => {
  server = await testServer({
    clock: fixedClock(NOW),
    routes: () => [...courtesyReportRoutes, ...mannersRoutes],
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  manager = await server.member(workspaceId, 'manager')
  agent = await server.member(workspaceId, 'agent')
})
after(() => server.close())

async function put(...activities: Activity[]): Promise<void> {
  for (const one of activities) {
    const entries = [entry(one, { reading: readingOf(one) })]
    await append(server.db, {
      workspaceId,
      channel: 'net',
      accountId: null,
      entries,
      received: one.published,
    })
  }
  while ((await consume(server.db, workspaceId, courtesyIntake)) > 0);
}

function readingOf({ object }: Activity) {
  const glad = object.text?.includes('Parfait')
  const p = { positive: glad ? 0.8 : 0.1, neutral: glad ? 0.1 : 0.8, negative: 0.1 }
  return { lang: 'fr', sentiment: glad ? ('positive' as const) : ('neutral' as const), p, why: [] }
}

const at = (day: number, hour: number) => `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00Z`
const asks = (id: string, asker: string, when: string, text = 'Où en est ma commande ?') =>
  note(id, text, { at: when, actor: { id: asker, name: 'Léa Martin' } })
const answers = (id: string, to: string, when: string, text: string) =>
  note(id, text, { at: when, actor: us, ours: true, object: { type: 'Note', id, text, inReplyTo: to } })

/** As the outbox notes who decided an answer; the rows are those of another part of the house. */
async function decided(external: string, memberId: string, target?: string): Promise<void> {
  const { rows } = await server.pool.query(
    'select id from activity where workspace_id = $1 and external_id = $2',
    [workspaceId, external],
  )
  await server.pool.query(
    `insert into delivery (workspace_id, id, account_id, channel, act, lane, turn, state, at, due, by_member, activity_id,
       target_id)
     values ($1, $2, $3, 'net', 'reply', 'x', 1, 'sent', now(), now(), $4, $5, $6)`,
    [workspaceId, uuidv7(), uuidv7(), memberId, rows[0].id, target ?? null],
  )
}

interface Line {
  key: string
  answers: number
  score: { value: number } | null
  elements: { element: string; asked: number; share: { value: number } | null }[]
}
interface Report {
  all: Line
  weeks: Line[]
  channels: Line[]
  advice: { id: string; answers: number }[]
  effect: { good: boolean; followed: number }[]
  mine: { all: Line } | null
  people: (Line & { name: string })[] | null
}
const report = async (of = agent) =>
  (await (await of.browser.get('/reports/courtesy?span=4w')).json()) as Report
const share = (line: Line, element: string) => line.elements.find((one) => one.element === element)

const WHOLE = 'Bonjour Léa, merci pour votre message. Avec plaisir, il part demain. Bonne journée !'
const CURT = 'Il part demain.'

test('answers are judged as they leave, posts and messages of others are not, and a second greeting is not missed', async () => {
  await put(
    asks('q1', 'lea', at(17, 8)),
    answers('a1', 'q1', at(17, 9), WHOLE),
    asks('q2', 'sam', at(24, 8)),
    answers('a2', 'q2', at(24, 9), CURT),
    asks('q3', 'lea', at(24, 10)),
    note('post', 'Nos soldes commencent', { at: at(24, 11), actor: us, ours: true }),
  )
  const first = await report()
  assert.equal(first.all.answers, 2)
  assert.deepEqual(
    first.weeks.map(({ key, answers: n }) => [key, n]),
    [
      ['2026-11-16', 1],
      ['2026-11-23', 1],
    ],
  )
  assert.deepEqual(
    [share(first.all, 'greeting')?.asked, share(first.all, 'greeting')?.share?.value],
    [2, 0.5],
  )
  assert.deepEqual(
    first.channels.map(({ key }) => key),
    ['net'],
  )
  assert.ok(first.advice.some(({ id, answers: n }) => id === 'thanks_missing' && n === 1))
  await put(
    answers('a3', 'q3', at(24, 12), 'Bonjour Léa, merci, avec plaisir. Bonne journée !'),
    answers('a4', 'q3', at(24, 13), 'Merci, avec plaisir, Léa. Bonne soirée !'),
  )
  assert.equal(
    share((await report()).all, 'greeting')?.asked,
    3,
    'a second greeting the same half-day is not asked for',
  )
})

test('the next message tells how an answer was taken, and only the first within a week', async () => {
  await put(
    asks('t1', 'sam', at(24, 15), 'Parfait, merci'),
    asks('t2', 'sam', at(24, 16), 'Et la facture ?'),
    asks('t3', 'zoe', at(24, 17), 'Parfait'),
  )
  const { rows } = await server.pool.query(
    `select took, count(*)::int as n from courtesy_told where workspace_id = $1 group by took order by took`,
    [workspaceId],
  )
  // Léa had written again, neutrally, a week after her first answer.
  assert.deepEqual(rows, [
    { took: 'thanked', n: 1 },
    { took: null, n: 3 },
  ])
})

test('an edited answer is judged anew, a deleted one is none', async () => {
  await put(about('Update', 'a2', { at: at(24, 18), actor: us, ours: true, text: `${CURT} Bonne journée !` }))
  const { rows } = await server.pool.query(
    `select advice from courtesy_told join activity on activity.workspace_id = courtesy_told.workspace_id
       and activity.id = activity_id where external_id = 'a2'`,
  )
  assert.ok(!rows[0].advice.includes('farewell_missing') && rows[0].advice.includes('thanks_missing'))
  await put(about('Delete', 'a4', { at: at(24, 19), actor: us, ours: true }))
  assert.equal((await report()).all.answers, 3)
})

test('changed manners judge the past anew, and what is right already is left alone', async () => {
  const kept = (await (await owner.browser.get('/courtesy/manners')).json()) as {
    revision: number
    manners: object
  }
  assert.equal(await recountCourtesy(server.db, workspaceId, NOW), 0)
  const before = await report()
  assert.ok(before.advice.some(({ id }) => id === 'thanks_missing'))
  const { revision, manners } = kept
  const change = { revision, manners: { ...manners, off: ['thanks_missing'] } }
  assert.equal((await owner.browser.put('/courtesy/manners', change)).status, 200)
  assert.equal(await recountCourtesy(server.db, workspaceId, NOW), 3)
  assert.equal(await recountCourtesy(server.db, workspaceId, NOW), 0)
  const after = await report()
  assert.ok(!after.advice.some(({ id }) => id === 'thanks_missing'))
  assert.equal(share(after.all, 'thanks')?.asked, 0)
})

test('everyone sees their own; others only once the owner wants it, who manages the team, from ten answers on, by name', async () => {
  const many = Array.from({ length: 10 }, (_, n) => n)
  await put(
    ...many.flatMap((n) => [asks(`m${n}`, `c${n}`, at(25, 8)), answers(`r${n}`, `m${n}`, at(25, 9), WHOLE)]),
  )
  for (const n of many) await decided(`r${n}`, agent.memberId)
  await decided('a1', manager.memberId)
  // Who decided is read when an answer is judged: here the rows of the outbox came later.
  await server.pool.query(`update courtesy_told set rules = '0.0' where workspace_id = $1`, [workspaceId])
  await recountCourtesy(server.db, workspaceId, NOW)
  assert.equal((await report(agent)).mine?.all.answers, 10)
  assert.equal((await report(manager)).mine?.all.answers, 1)
  for (const who of [agent, manager, owner]) assert.equal((await report(who)).people, null)
  await owner.browser.put('/courtesy/people', { enabled: true })
  assert.equal((await report(agent)).people, null)
  const people = (await report(manager)).people ?? assert.fail('no people')
  assert.deepEqual(
    people.map(({ key }) => key),
    [agent.memberId],
  )
  assert.ok(!JSON.stringify(await report(agent)).includes(agent.memberId))
  await owner.browser.put('/courtesy/people', { enabled: false })
  assert.equal((await report(manager)).people, null)
})

test('an answer that its network knows no thread of is known by the outbox, with what it answers', async () => {
  const before = (await report()).all.answers
  await put(asks('irc', 'max', at(26, 8)), note('said', WHOLE, { at: at(26, 9), actor: us, ours: true }))
  assert.equal((await report()).all.answers, before)
  const ids = await server.pool.query(`select id from activity where external_id = 'irc'`)
  await decided('said', agent.memberId, ids.rows[0].id)
  await put(about('Update', 'said', { at: at(26, 10), actor: us, ours: true, text: WHOLE }))
  assert.equal((await report()).all.answers, before + 1)
  const { rows } = await server.pool.query(`select question_id from courtesy_told where asker = 'max'`)
  assert.deepEqual(rows, [{ question_id: ids.rows[0].id }])
})

test('the answers behind a figure are shown to who reads the inbox, without a name of ours', async () => {
  const behind = async (query: string) =>
    (
      (await (await agent.browser.get(`/reports/courtesy/answers?span=4w&${query}`)).json()) as {
        answers: { text: string }[]
      }
    ).answers
  assert.deepEqual(
    (await behind('week=2026-11-16')).map(({ text }) => text),
    [WHOLE],
  )
  assert.ok((await behind('advice=smile_missing')).every(({ text }) => text.startsWith(CURT)))
  assert.deepEqual(await behind('week=2020-01-06'), [])
  assert.deepEqual(await behind('channel=other'), [])
  const guest = await server.member(workspaceId, 'guest')
  assert.equal((await guest.browser.get('/reports/courtesy/answers')).status, 403)
  assert.equal((await guest.browser.get('/reports/courtesy')).status, 200)
  const table = (await (await guest.browser.get('/reports/courtesy.csv?span=4w')).text()).trim().split('\r\n')
  assert.match(table[0] ?? '', /by,key,answers,judged,score/)
  assert.ok(table.every((line) => line.split(',').length === 23))
})

test('with somebody goes what leads to them, and with our answer its figures', async () => {
  const { rows } = await server.pool.query(
    `select id, external_id from activity where workspace_id = $1 and external_id in ('q2', 'a1')`,
    [workspaceId],
  )
  await forgetTold(
    server.db,
    workspaceId,
    rows.map((row) => row.id),
  )
  const left = await server.pool.query(
    `select count(*)::int as n, count(*) filter (where asker = 'sam' or took = 'thanked')::int as sam from courtesy_told
     where workspace_id = $1`,
    [workspaceId],
  )
  assert.deepEqual(left.rows, [{ n: 13, sam: 0 }])
})
