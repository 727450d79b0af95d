import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../test/support/workspace.ts'
import { append } from '../../activity/index.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Message } from './endpoint.ts'
import { bodyOf, type PayloadDeps } from './payload.ts'
import { isMatter } from './tell.ts'

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const AT = new Date('2026-11-20T09:30:00.125Z')
const ACCOUNT = uuidv7()
const message = (event: string, subject: string | null, workspace = workspaceId): Message => ({
  ...{ workspace_id: workspace, endpoint_id: uuidv7(), id: uuidv7(), event, subject_id: subject, at: AT },
  ...{ state: 'waiting', aside: false, first_try: null, next_try: AT, tries: 0 },
  ...{ status: null, duration: null, answer: null },
})
const deps = (more: Partial<PayloadDeps> = {}): PayloadDeps => ({
  publicUrl: 'https://veillee.example/base/',
  accountNames: async () => new Map([[ACCOUNT, 'Boutique']]),
  ...more,
})
const told = async (one: Message, more?: Partial<PayloadDeps>) => {
  const body = await bodyOf(database.db, deps(more), one)
  return body === undefined ? undefined : JSON.parse(body)
}

async function said(...activities: ReturnType<typeof note>[]): Promise<void> {
  await append(database.db, {
    ...{ workspaceId, channel: 'irc', accountId: null, received: AT },
    entries: activities.map((activity) => entry(activity)),
  })
}
const idOf = async (external: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    select activity_id as id from activity_key where workspace_id = ${workspaceId} and external_id = ${external}`.execute(
    database.db,
  )
  return rows[0]?.id ?? assert.fail(external)
}

describe('what an endpoint is told of somebody’s words', () => {
  it('is who said what, when and in answer to what, with whole addresses, in an envelope that says what it is', async () => {
    const file = uuidv7()
    const media = [{ type: 'image' as const, url: `attachment:${file}`, alt: 'Une lampe' }]
    const text = 'Ma lampe est déçue 😡'
    const object = { type: 'Note' as const, id: 'at://1', text, media, thread: 'at://0', inReplyTo: 'at://0' }
    await said(note('at://1', text, { object }))
    const id = await idOf('at://1')
    const { type, timestamp, workspaceId: of, data } = await told(message('activity.create', id))
    assert.deepEqual([type, timestamp, of], ['activity.create', AT.toISOString(), workspaceId])
    assert.deepEqual(
      [data.id, data.text, data.externalId, data.thread, data.inReplyTo],
      [id, 'Ma lampe est déçue 😡', 'at://1', 'at://0', 'at://0'],
    )
    assert.deepEqual(
      data.media.map(({ url }: { url: string }) => url),
      [`https://veillee.example/api/v1/attachments/${file}`],
    )
  })

  it('is without its words once they were deleted, though the message was lined up before', async () => {
    await said(note('at://2', 'Un secret que je regrette'))
    const one = message('activity.create', await idOf('at://2'))
    assert.match(JSON.stringify(await told(one)), /regrette/)
    await said(about('Delete', 'at://2'))
    assert.doesNotMatch(JSON.stringify(await told(one)), /regrette/)
  })

  it('is nothing of another workspace, of what is not there, nor of nothing', async () => {
    await said(note('at://3', 'Bonjour'))
    const id = await idOf('at://3')
    const other = await testWorkspace(database.db, 'Autre')
    for (const one of [
      message('activity.create', id, other),
      message('activity.create', uuidv7()),
      message('activity.create', null),
      message('delivery.sent', null),
      message('delivery.sent', uuidv7()),
      message('delivery.sent', id),
    ])
      assert.equal(await told(one), undefined, JSON.stringify(one))
  })
})

describe('what an endpoint is told of our own words', () => {
  it('is how they ended, by the names of who wrote them and where, and of no other workspace', async () => {
    const by = await testMember(database.db, workspaceId)
    const order = { workspaceId, accountId: ACCOUNT, channel: 'irc', act: 'reply', at: AT, by } as const
    const draft = { text: 'Bonjour Ana, elle part demain.', media: [] }
    const id = await inTransaction(database.db, (tx) => enqueue(tx, { ...order, draft }))
    const { type, data } = await told(message('delivery.sent', id))
    assert.equal(type, 'delivery.sent')
    assert.equal(data.id, id)
    const whole = JSON.stringify(data)
    for (const words of ['Bonjour Ana', 'Boutique', '@example.org']) assert.ok(whole.includes(words), words)
    assert.equal(await told(message('delivery.sent', id, await testWorkspace(database.db))), undefined)
  })
})

describe('what an endpoint is told of stories and alarms', () => {
  it('is asked of who knows it, by the workspace, the event and the id; nothing where nobody knows', async () => {
    const asked: unknown[] = []
    const subject = uuidv7()
    const matterOf: PayloadDeps['matterOf'] = async (_db, matter) => {
      asked.push(matter)
      return matter.event === 'alarm.raised' ? { level: 3 } : undefined
    }
    assert.deepEqual((await told(message('alarm.raised', subject), { matterOf })).data, { level: 3 })
    assert.equal(await told(message('alert.matched', subject), { matterOf }), undefined)
    assert.deepEqual(asked, [
      { workspaceId, event: 'alarm.raised', subjectId: subject },
      { workspaceId, event: 'alert.matched', subjectId: subject },
    ])
    assert.equal(await told(message('alarm.raised', subject)), undefined)
    assert.equal(await told(message('alarm.raised', null), { matterOf }), undefined)
    assert.equal(asked.length, 2, 'of nothing, nobody is asked')
  })

  it('are told apart from all else by their names', () => {
    for (const event of ['alarm.raised', 'conversation.due', 'escalation.closed']) assert.ok(isMatter(event))
    for (const event of ['activity.create', 'delivery.sent', 'webhook.test', 'toString', '__proto__', ''])
      assert.ok(!isMatter(event), event)
  })
})
