import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../../test/support/database.ts'
import {
  answersInPrivate,
  comesByLink,
  deliveriesOfInvitation,
  findNetwork,
  type Networks,
  networks,
  outboxSays,
  saidInPublic,
} from '../../../../../test/support/private.ts'
import { testWorkspace } from '../../../../../test/support/workspace.ts'
import { changeConversations } from '../../change.ts'
import { forgetActivities } from '../../forget.ts'
import { joinConversations } from '../../merge/join.ts'
import { getConversation } from '../../store.ts'
import { privateSetting } from '../lines/setting.ts'
import { stepPrivate } from '../move/step.ts'
import { noteArrival } from '../page/arrival.ts'
import { standingsOf } from '../standing.ts'
import { type Inviting, invite } from './invite.ts'
import { presentInvitations } from './present.ts'
import {
  closeInPublic,
  getInvitation,
  invitationsFrom,
  invitationsTo,
  refuseArrival,
  withdrawInvitation,
} from './store.ts'
import { findInvitation } from './token.ts'

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

const by = async (now = NOW) => ({
  ...{ memberId, now, publicUrl, find: findNetwork },
  setting: await privateSetting(database.db, workspaceId),
})
const LINK: Inviting = { way: 'link', text: 'Continuons ici : {{lien}}', hours: 48 }
const DIRECT: Inviting = {
  way: 'direct',
  text: 'Nous vous écrivons.',
  opening: 'Bonjour, dites-nous.',
  hours: 48,
}
const ask = async (id: string, given: Inviting = LINK, now = NOW) =>
  invite(database.db, workspaceId, id, given, await by(now))
const stateOf = async (id: string, now = NOW) => {
  const row = await getInvitation(database.db, workspaceId, id)
  const [stood] = await standingsOf(database.db, workspaceId, [row], now)
  return stood?.state
}
const talkOf = (id: string) => getConversation(database.db, workspaceId, id)
const textOf = async (deliveryId: string | null) => {
  const { rows } = await sql<{ text: string; act: string; audience: string | null }>`
    select draft ->> 'text' as text, act, draft ->> 'audience' as audience from delivery
    where id = ${deliveryId}`.execute(database.db)
  return rows[0] ?? assert.fail('nothing is in the outbox')
}
const happened = async (id: string) => {
  const { rows } = await sql<{ what: string; value: string | null }>`
    select what, value from conversation_event where conversation_id = ${id} order by id`.execute(database.db)
  return rows
}
const comes = async (id: string) => {
  const row = await getInvitation(database.db, workspaceId, id)
  return comesByLink(stage, (tx, activityId) => noteArrival(tx, row, activityId, later(1)), later(1))
}
const tokenIn = (text: string) => /continue\/(\S+)/.exec(text)?.[1] ?? assert.fail(`no link in ${text}`)

describe('going on in private by a link', () => {
  it('says the line with its link, puts the conversation away, and keeps no more of the link than its hash', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const id = await ask(conversationId)
    const { delivery_id, direct_id } = await deliveriesOfInvitation(stage, id)
    const { text, act } = await textOf(delivery_id)
    assert.deepEqual([act, direct_id], ['reply', null])
    assert.ok(text.startsWith(`Continuons ici : ${publicUrl}/continue/`))
    const talk = await talkOf(conversationId)
    assert.deepEqual([talk.status, talk.snoozed_until], ['snoozed', later(48)])
    const token = tokenIn(text)
    assert.equal((await findInvitation(database.db, token))?.id, id)
    const row = await getInvitation(database.db, workspaceId, id)
    assert.ok(!JSON.stringify(row).includes(token.slice(43)), 'the token itself is nowhere')
    assert.equal(await stateOf(id), 'waiting')
    await outboxSays(stage, delivery_id ?? '', 'sent', NOW)
    assert.equal(await stateOf(id), 'sent')
    assert.equal(await stateOf(id, later(49)), 'absent')
    assert.deepEqual(await happened(conversationId).then((all) => all.map(({ what }) => what)), [
      'snoozed',
      'private-invited',
    ])
  })

  it('opens nothing by a link that is near it (T9)', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const token = tokenIn(
      (await textOf((await deliveriesOfInvitation(stage, await ask(conversationId))).delivery_id)).text,
    )
    const last = token.at(-1) === 'A' ? 'B' : 'A'
    for (const near of [
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      token.slice(0, 43),
      `${token.slice(0, -1)}${last}`,
      '',
      'é'.repeat(86),
      '\0',
    ])
      assert.equal(await findInvitation(database.db, near), undefined, near)
  })

  it('links both conversations once they come: each shows the other, in the hands of the same person', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    await changeConversations(
      database.db,
      workspaceId,
      [conversationId],
      { assigneeId: memberId },
      { memberId, now: NOW },
    )
    const id = await ask(conversationId)
    const here = await comes(id)
    await stepPrivate(database.db, workspaceId, later(1), ways)
    assert.equal(await stateOf(id, later(1)), 'came')
    const [there, inPrivate] = [await talkOf(conversationId), await talkOf(here)]
    assert.deepEqual([there.status, inPrivate.status, inPrivate.assignee_id], ['done', 'open', memberId])
    assert.deepEqual((await happened(conversationId)).at(-1), { what: 'private-came', value: here })
    assert.ok(
      (await happened(here)).some(({ what, value }) => what === 'private-from' && value === conversationId),
    )
    assert.deepEqual(
      [
        (await invitationsFrom(database.db, workspaceId, conversationId)).map((one) => one.id),
        (await invitationsTo(database.db, workspaceId, here)).map((one) => one.id),
      ],
      [[id], [id]],
    )
    const events = (await happened(conversationId)).length
    await stepPrivate(database.db, workspaceId, later(1), ways)
    assert.equal((await happened(conversationId)).length, events, 'told once')
    await changeConversations(
      database.db,
      workspaceId,
      [here],
      { status: 'done' },
      { memberId, now: later(2) },
    )
    assert.equal(await stateOf(id, later(2)), 'closed')
  })

  it('counts who is not them for nobody: the invitation stands, and they can still come', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const id = await ask(conversationId)
    await outboxSays(stage, (await deliveriesOfInvitation(stage, id)).delivery_id ?? '', 'sent', NOW)
    const stranger = await comes(id)
    await stepPrivate(database.db, workspaceId, later(1), ways)
    await refuseArrival(
      database.db,
      workspaceId,
      { id, conversationId: stranger },
      { memberId, now: later(1) },
    )
    assert.equal(await stateOf(id, later(1)), 'sent')
    assert.equal((await talkOf(conversationId)).status, 'snoozed')
    const other = { id, conversationId }
    await assert.rejects(refuseArrival(database.db, workspaceId, other, { memberId, now: NOW }), {
      id: 'not_found',
    })
    const them = await comes(id)
    await stepPrivate(database.db, workspaceId, later(2), ways)
    assert.equal(await stateOf(id, later(2)), 'came')
    assert.deepEqual(
      (await invitationsTo(database.db, workspaceId, them)).map((one) => one.id),
      [id],
    )
    assert.deepEqual(await invitationsTo(database.db, workspaceId, stranger), [])
  })

  it('lets so many come by one link and no more (T19), and nobody once it is withdrawn', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const id = await ask(conversationId)
    const row = await getInvitation(database.db, workspaceId, id)
    const come = () => inTransaction(database.db, (tx) => noteArrival(tx, row, uuidv7(), NOW))
    const tried = await Promise.allSettled(Array.from({ length: 9 }, come))
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 5)
    const two = await saidInPublic(stage, 'square', { now: NOW })
    const other = await ask(two.conversationId)
    await withdrawInvitation(database.db, workspaceId, other, { memberId, now: NOW })
    const shut = await getInvitation(database.db, workspaceId, other)
    await assert.rejects(
      inTransaction(database.db, (tx) => noteArrival(tx, shut, uuidv7(), NOW)),
      { id: 'private_over' },
    )
  })
})

describe('going on in private by a message of the network', () => {
  it('says a line in public and one to them alone, and knows them when they answer it', async () => {
    const { conversationId, actor } = await saidInPublic(stage, 'town', { now: NOW })
    const id = await ask(conversationId, DIRECT)
    const { delivery_id, direct_id } = await deliveriesOfInvitation(stage, id)
    assert.deepEqual(await textOf(direct_id), {
      text: 'Bonjour, dites-nous.',
      act: 'publish',
      audience: 'direct',
    })
    await outboxSays(stage, delivery_id ?? '', 'sent', NOW)
    assert.equal(await stateOf(id), 'waiting', 'the private message has not left')
    const here = await answersInPrivate(stage, direct_id ?? '', actor, later(1))
    assert.notEqual(here, conversationId)
    await stepPrivate(database.db, workspaceId, later(2), ways)
    assert.equal(await stateOf(id, later(2)), 'came')
    assert.deepEqual(
      (await invitationsTo(database.db, workspaceId, here)).map((one) => one.id),
      [id],
    )
  })

  it('is refused where the network has none, where nothing is said, and from what is private already', async () => {
    const open = await saidInPublic(stage, 'square', { now: NOW })
    const town = await saidInPublic(stage, 'town', { now: NOW })
    const cases: [string, Inviting, string][] = [
      [open.conversationId, DIRECT, 'private_no_way'],
      [town.conversationId, { ...DIRECT, opening: ' ' }, 'private_no_opening'],
      [town.conversationId, { ...DIRECT, opening: 'Bonjour {{prénom}}' }, 'answer_unfilled'],
      [open.conversationId, { ...LINK, text: 'Continuons ici.' }, 'private_no_link'],
      [open.conversationId, { ...LINK, text: 'x'.repeat(600) + LINK.text }, 'draft_too_long'],
      [uuidv7(), LINK, 'not_found'],
    ]
    for (const [talk, given, id] of cases) await assert.rejects(ask(talk, given), { id }, id)
    const { rows } = await sql`select 1 from delivery where conversation_id = ${open.conversationId}`.execute(
      database.db,
    )
    assert.deepEqual(rows, [], 'or neither')
    assert.equal((await talkOf(town.conversationId)).status, 'open')
  })
})

describe('an invitation', () => {
  it('is one at a time, also where two colleagues ask at once', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const tried = await Promise.allSettled([ask(conversationId), ask(conversationId), ask(conversationId)])
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 1)
    await assert.rejects(ask(conversationId), { id: 'private_invited' })
    const [row] = await invitationsFrom(database.db, workspaceId, conversationId)
    await withdrawInvitation(database.db, workspaceId, row?.id ?? '', { memberId, now: NOW })
    assert.equal(await stateOf(row?.id ?? ''), 'cancelled')
    assert.equal((await talkOf(conversationId)).status, 'open')
    const { rows } = await sql<{ state: string }>`
      select state from delivery where id = ${row?.delivery_id}`.execute(database.db)
    assert.equal(rows[0]?.state, 'dropped', 'what has not left stays')
    await assert.rejects(
      withdrawInvitation(database.db, workspaceId, row?.id ?? '', { memberId, now: NOW }),
      { id: 'private_over' },
    )
    await ask(conversationId)
  })

  it('comes back to who invited where nobody came in time, with the reason, once', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const id = await ask(conversationId)
    await outboxSays(stage, (await deliveriesOfInvitation(stage, id)).delivery_id ?? '', 'sent', NOW)
    await stepPrivate(database.db, workspaceId, later(47), ways)
    assert.equal((await talkOf(conversationId)).status, 'snoozed')
    await stepPrivate(database.db, workspaceId, later(48), ways)
    await stepPrivate(database.db, workspaceId, later(49), ways)
    assert.equal((await talkOf(conversationId)).status, 'open')
    const events = await happened(conversationId)
    assert.equal(events.filter(({ what }) => what === 'private-absent').length, 1)
    await ask(conversationId, LINK, later(50))
  })

  it('that the network refuses waits for nobody: the conversation is open again at once, and can be asked anew', async () => {
    const { conversationId } = await saidInPublic(stage, 'square', { now: NOW })
    const id = await ask(conversationId)
    await outboxSays(stage, (await deliveriesOfInvitation(stage, id)).delivery_id ?? '', 'refused', NOW)
    await stepPrivate(database.db, workspaceId, later(1), ways)
    assert.equal(await stateOf(id), 'refused')
    assert.equal((await talkOf(conversationId)).status, 'open')
    await stepPrivate(database.db, workspaceId, later(60), ways)
    assert.ok(!(await happened(conversationId)).some(({ what }) => what === 'private-absent'))
    await ask(conversationId, LINK, later(60))
  })

  it('is closed in public by a line that holds nothing private, unless that is meant', async () => {
    const { conversationId, actor } = await saidInPublic(stage, 'town', { now: NOW })
    const id = await ask(conversationId, DIRECT)
    const say = (text: string, sure = false) =>
      by(later(3)).then((given) => closeInPublic(database.db, workspaceId, id, { text, sure }, given))
    await assert.rejects(say('Merci, tout est réglé.'), { id: 'private_over' })
    const here = await answersInPrivate(
      stage,
      (await deliveriesOfInvitation(stage, id)).direct_id ?? '',
      actor,
      later(1),
    )
    await stepPrivate(database.db, workspaceId, later(2), ways)
    const telling = 'Merci Inès, nous vous appelons au 06 12 34 56 78.'
    await assert.rejects(say(telling), { id: 'private_data_public', status: 409 })
    // A colleague who did not invite closes it all the same: what was answered before they came is known to both.
    const lea = { ...(await by(later(3))), memberId: uuidv7() }
    const said = { text: 'Merci Inès, tout est réglé. Belle journée !', sure: false }
    await closeInPublic(database.db, workspaceId, id, said, lea)
    const row = await getInvitation(database.db, workspaceId, id)
    const left = await textOf(row.closing_id)
    assert.deepEqual([left.text, left.act], ['Merci Inès, tout est réglé. Belle journée !', 'reply'])
    assert.equal((await talkOf(conversationId)).status, 'done')
    assert.ok(
      (await happened(here)).some(({ what, value }) => what === 'private-closed' && value === conversationId),
    )
    const closed = async () => {
      const reader = { locale: 'fr', now: later(4), names: new Map() } as const
      return (await presentInvitations(database.db, workspaceId, [row], reader))[0]?.closed
    }
    assert.equal(await closed(), true)
    await sql`update delivery set state = 'refused' where id = ${row.closing_id}`.execute(database.db)
    assert.equal(await closed(), false, 'what an approver or the network refused has closed nothing')
    await sql`update delivery set state = 'waiting' where id = ${row.closing_id}`.execute(database.db)
    const again = await by(later(4))
    const despite = [row.closing_id ?? '']
    await assert.rejects(say(telling, true), { id: 'answered_meanwhile' })
    await closeInPublic(database.db, workspaceId, id, { text: telling, sure: true, despite }, again)
    assert.equal((await textOf((await getInvitation(database.db, workspaceId, id)).closing_id)).text, telling)
  })

  it('goes with who is erased, and holds where conversations are joined', async () => {
    const one = await saidInPublic(stage, 'square', { now: NOW })
    const two = await saidInPublic(stage, 'square', { now: NOW })
    const gone = await ask(one.conversationId)
    const kept = await ask(two.conversationId)
    const host = await saidInPublic(stage, 'square', { now: NOW })
    await joinConversations(
      database.db,
      workspaceId,
      { into: host.conversationId, ids: [two.conversationId] },
      { memberId, now: NOW },
    )
    assert.deepEqual(
      (await invitationsFrom(database.db, workspaceId, host.conversationId)).map(({ id }) => id),
      [kept],
    )
    await comes(kept)
    await stepPrivate(database.db, workspaceId, later(1), ways)
    assert.ok((await happened(host.conversationId)).some(({ what }) => what === 'private-came'))
    await forgetActivities(database.db, workspaceId, [one.activityId])
    await assert.rejects(getInvitation(database.db, workspaceId, gone), { id: 'not_found' })
  })
})
