import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../../test/support/database.ts'
import {
  deliveriesOfInvitation,
  findNetwork,
  MAILBOX,
  type Networks,
  networks,
  outboxSays,
  saidInPublic,
  writesToUs,
} from '../../../../../test/support/private.ts'
import { testWorkspace } from '../../../../../test/support/workspace.ts'
import { listAccounts } from '../../../../ingest/index.ts'
import { forgetActivities } from '../../forget.ts'
import { getConversation } from '../../store.ts'
import { invite } from '../invitation/invite.ts'
import {
  getInvitation,
  invitationsFrom,
  invitationsTo,
  refuseArrival,
  withdrawInvitation,
} from '../invitation/store.ts'
import { mailboxFor } from '../invitation/ways.ts'
import { privateSetting } from '../lines/setting.ts'
import { beginMove } from '../move/begin.ts'
import { stepPrivate } from '../move/step.ts'
import { peopleOf } from '../move/store.ts'
import { standingsOf } from '../standing.ts'
import { sumsOf } from '../state.ts'
import { newReference } from './reference.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR)
const publicUrl = 'https://veillee.example'
const ways = { publicUrl, find: findNetwork }
const memberId = uuidv7()

let database: TestDatabase
let stage: Networks
let workspaceId: string
before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
  stage = await networks(database.db, workspaceId)
})
after(() => database.close())

async function ask(text = 'Écrivez-nous : {{adresse}}', now = NOW) {
  const { conversationId, activityId } = await saidInPublic(stage, 'square', { now })
  const setting = await privateSetting(database.db, workspaceId)
  const given = { way: 'mail', text, hours: 48 } as const
  const by = { memberId, now, publicUrl, setting, find: findNetwork }
  const id = await invite(database.db, workspaceId, conversationId, given, by)
  const { delivery_id: line } = await deliveriesOfInvitation(stage, id)
  await outboxSays(stage, line ?? '', 'sent', now)
  const { rows } = await sql<{ text: string }>`
    select draft ->> 'text' as text from delivery where id = ${line}`.execute(database.db)
  const said = rows[0]?.text ?? ''
  const reference = /VE-\w{5}-\w{5}/.exec(said)?.[0] ?? assert.fail(`no reference in ${said}`)
  return { id, conversationId, activityId, said, reference }
}
const stateOf = async (id: string, now = NOW) =>
  (await standingsOf(database.db, workspaceId, [await getInvitation(database.db, workspaceId, id)], now))[0]
    ?.state
const arrivalsOf = async (id: string) =>
  (
    await sql<{ conversation_id: string; way: string }>`
      select conversation_id, way from private_arrival where invitation_id = ${id} order by at, activity_id`.execute(
      database.db,
    )
  ).rows
const statusOf = async (id: string) => (await getConversation(database.db, workspaceId, id)).status

describe('going on in private by mail', () => {
  it('says the address with a reference, and keeps no more of it than its hash (T9, T16)', async () => {
    const { id, said, reference, conversationId } = await ask()
    assert.equal(said, `Écrivez-nous : ${MAILBOX} (${reference})`)
    const row = await getInvitation(database.db, workspaceId, id)
    assert.deepEqual([row.way, row.site_id, row.direct_id], ['mail', null, null])
    assert.ok(!JSON.stringify(row).includes(reference.slice(3, 8)))
    assert.equal(await statusOf(conversationId), 'snoozed')
    assert.equal(await stateOf(id), 'sent')
    assert.equal(await stateOf(id, later(49)), 'absent')
  })

  it('ties the mail that names it to the public conversation, and both show the other', async () => {
    const { id, reference, conversationId } = await ask()
    const here = await writesToUs(stage, { subject: `Re: ${reference.toLowerCase()}` }, later(1))
    await stepPrivate(database.db, workspaceId, later(1), ways)
    assert.equal(await stateOf(id, later(1)), 'came')
    assert.deepEqual(await arrivalsOf(id), [{ conversation_id: here, way: 'mail' }])
    const shown = async (read: typeof invitationsTo, talk: string) =>
      (await read(database.db, workspaceId, talk)).map((one) => one.id)
    assert.deepEqual(await shown(invitationsFrom, conversationId), [id])
    assert.deepEqual(await shown(invitationsTo, here), [id])
    assert.deepEqual([await statusOf(conversationId), await statusOf(here)], ['done', 'open'])
    const { rows } = await sql<{ conversation_id: string; what: string; value: string }>`
      select conversation_id, what, value from conversation_event where what in ('private-came', 'private-from')
        and conversation_id in (${conversationId}, ${here}) order by what`.execute(database.db)
    assert.deepEqual(rows, [
      { conversation_id: conversationId, what: 'private-came', value: here },
      { conversation_id: here, what: 'private-from', value: conversationId },
    ])
  })

  it('counts one conversation once, however often it is quoted there, and so many conversations (T19)', async () => {
    const { id, reference } = await ask()
    const root = `root-${uuidv7()}@client.example`
    const mail = { subject: `Objet : ${reference}`, thread: root }
    const places = [await writesToUs(stage, mail, later(1)), await writesToUs(stage, mail, later(2))]
    assert.equal(new Set(places).size, 1)
    assert.equal((await arrivalsOf(id)).length, 1)
    for (let n = 0; n < 6; n++)
      await writesToUs(stage, { subject: 'Bonjour', text: `Ma référence : ${reference}` }, later(3))
    assert.equal((await arrivalsOf(id)).length, 5)
  })

  it('ties nothing to what is near, late, withdrawn, sent by a program, or said in another place', async () => {
    const { id, reference } = await ask()
    const last = reference.at(-1) === 'A' ? 'B' : 'A'
    await writesToUs(stage, { subject: `${reference.slice(0, -1)}${last}` }, later(1))
    await writesToUs(stage, { subject: newReference() }, later(1))
    await writesToUs(stage, { subject: reference, auto: true }, later(1))
    const elsewhere = await saidInPublic(stage, 'town', { text: `Et ${reference} ?`, now: later(1) })
    await writesToUs(stage, { subject: reference }, later(48))
    assert.deepEqual(await arrivalsOf(id), [])
    assert.deepEqual(await invitationsTo(database.db, workspaceId, elsewhere.conversationId), [])
    const other = await ask()
    await withdrawInvitation(database.db, workspaceId, other.id, { memberId, now: later(1) })
    const here = await writesToUs(stage, { subject: other.reference }, later(2))
    assert.deepEqual(await arrivalsOf(other.id), [])
    assert.equal(await statusOf(here), 'open', 'what they say is in the inbox all the same')
  })

  it('opens nothing in another workspace', async () => {
    const { id, reference } = await ask()
    const abroad = await testWorkspace(database.db)
    await writesToUs(await networks(database.db, abroad), { subject: reference }, later(1))
    assert.deepEqual(await arrivalsOf(id), [])
  })

  it('stands where who came is somebody else, and goes with who is erased', async () => {
    const { id, reference, activityId } = await ask()
    const stranger = await writesToUs(stage, { subject: reference }, later(1))
    await stepPrivate(database.db, workspaceId, later(1), ways)
    await refuseArrival(
      database.db,
      workspaceId,
      { id, conversationId: stranger },
      { memberId, now: later(2) },
    )
    assert.equal(await stateOf(id, later(2)), 'sent')
    const them = await writesToUs(stage, { subject: reference }, later(3))
    assert.equal(await stateOf(id, later(3)), 'came')
    assert.equal((await invitationsTo(database.db, workspaceId, them)).length, 1)
    await forgetActivities(database.db, workspaceId, [activityId])
    await assert.rejects(getInvitation(database.db, workspaceId, id), { id: 'not_found' })
    assert.deepEqual(await arrivalsOf(id), [])
  })

  it('asks for a place in the line, and for a mailbox that is read', async () => {
    await assert.rejects(ask('Écrivez-nous.'), { id: 'private_no_link' })
    const accounts = await listAccounts(database.db, workspaceId)
    const [box] = accounts.filter(({ channel }) => channel === 'email')
    assert.ok(box)
    const dead = { ...box, failure: { kind: 'token-dead' } as typeof box.failure }
    const cases: [object[], string | undefined, string | undefined][] = [
      [accounts, MAILBOX, undefined],
      [[], undefined, 'none'],
      [accounts.filter((one) => one !== box), undefined, 'none'],
      [[{ ...box, connected: false }], undefined, 'none'],
      [[{ ...box, paused: true }], undefined, 'down'],
      [[dead], undefined, 'down'],
      [[dead, { ...box, config: { address: 'b@x.example' } }], 'b@x.example', undefined],
    ]
    for (const [given, address, noMail] of cases) {
      const found = mailboxFor(given as typeof accounts, null)
      assert.deepEqual([found.mailbox?.address, found.noMail], [address, noMail])
    }
    const second = { ...box, id: uuidv7(), config: { address: 'b@x.example' } }
    assert.equal(mailboxFor([box, second], second.id).mailbox?.address, 'b@x.example')
    await sql`update channel_account set paused = true where id = ${box.id}`.execute(database.db)
    await assert.rejects(ask(), { id: 'private_no_way' })
    await sql`update channel_account set paused = false where id = ${box.id}`.execute(database.db)
  })
})

describe('many at once by mail', () => {
  it('are asked each by an own reference, and the list counts whoever wrote', async () => {
    const people = []
    for (let n = 0; n < 4; n++) people.push(await saidInPublic(stage, 'square', { now: NOW }))
    const { lines } = await privateSetting(database.db, workspaceId)
    const who = { kind: 'member', memberId } as never
    const ids = people.map((one) => one.conversationId)
    const beginning = { name: 'Panne', way: 'mail', lines, hours: 48, ids } as const
    const move = await beginMove(database.db, workspaceId, beginning, { memberId, who, now: NOW })
    const listed = () => peopleOf(database.db, workspaceId, move, NOW)
    for (let turn = 0; turn < 6; turn++) {
      await stepPrivate(database.db, workspaceId, NOW, ways)
      for (const { row } of await listed())
        if (row.delivery_id) await outboxSays(stage, row.delivery_id, 'sent', NOW)
    }
    const { rows } = await sql<{ text: string }>`
      select draft ->> 'text' as text from delivery
      where conversation_id = any(${ids}::uuid[]) order by id`.execute(database.db)
    const references = rows.map(({ text }) => /VE-\w{5}-\w{5}/.exec(text)?.[0] ?? assert.fail(text))
    assert.equal(new Set(references).size, 4)
    await writesToUs(stage, { subject: references[1] ?? '' }, later(1))
    await stepPrivate(database.db, workspaceId, later(1), ways)
    const sums = sumsOf((await listed()).map(({ state }) => state))
    assert.deepEqual([sums.sent, sums.came], [3, 1])
    assert.equal(
      Object.values(sums).reduce((a, b) => a + b),
      4,
    )
  })
})
