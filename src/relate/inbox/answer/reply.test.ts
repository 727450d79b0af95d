import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume, keepFile } from '../../../activity/index.ts'
import type { Channel } from '../../../channels/index.ts'
import { deliveriesOf, stopSending } from '../../../deliver/index.ts'
import { createAccount } from '../../../ingest/index.ts'
import { inboxIntake } from '../intake.ts'
import { getConversation, listConversations } from '../store.ts'
import { messageToAnswer, voicesFor } from './answering.ts'
import { type Reply, reply } from './reply.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const by = { memberId: uuidv7(), now: NOW }
const vault = { seal: (text: string) => text, open: (text: string) => text }
const done = async () => ({ activity: note('r', '') })
const speaking: Channel = {
  id: 'speaking',
  network: 'net',
  name: 'Speaking',
  config: z.object({}) as z.ZodType<unknown>,
  limits: {
    text: 30,
    media: 1,
    measure: { unit: 'grapheme' },
    mediaTypes: ['image/*'],
    mediaBytes: 1000,
    warning: true,
  },
  inbox: true,
  reply: done,
  like: done,
  repost: done,
  remove: done,
}
const deaf: Channel = { ...speaking, id: 'deaf', reply: undefined, like: undefined, repost: undefined }
const find = (id: string) => [speaking, deaf].find((one) => one.id === id)

let database: TestDatabase
let workspaceId: string
let own: string
let other: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  other = await account(speaking)
  own = await account(speaking)
  await account(deaf)
})

const account = (channel: Channel) =>
  createAccount(database.db, vault, channel, { workspaceId, name: channel.id, config: {} })

async function say(...activities: Activity[]) {
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([own]),
  })
  const entries = activities.map((activity) => entry(activity))
  await append(database.db, { workspaceId, channel: 'net', accountId: own, entries, received: NOW })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  const [talk] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
  assert.ok(talk)
  return getConversation(database.db, workspaceId, talk.id)
}

const words = (text: string, more: Partial<Reply> = {}): Reply => ({ text, media: [], done: false, ...more })
const answer = (id: string, written: Reply) => reply(database.db, workspaceId, id, written, by, find)

async function activityIdOf(externalId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from activity where workspace_id = ${workspaceId} and external_id = ${externalId}`.execute(
    database.db,
  )
  return rows[0]?.id ?? ''
}

describe('an answer', () => {
  it('is in the outbox for the account that was spoken to, about the last of their messages', async () => {
    const later = note('b', 'and my shade', { at: '2026-11-10T10:05:00Z' })
    later.object.thread = 'a'
    const talk = await say(note('a', 'broken lamp'), later)
    await answer(talk.id, words('Bonjour', { done: true, warning: 'lampe', lang: 'fr' }))
    const [row] = await deliveriesOf(database.db, workspaceId, [talk.id])
    assert.deepEqual(
      [row?.state, row?.account_id, row?.act, row?.target?.id, row?.by_member, row?.draft],
      [
        'waiting',
        own,
        'reply',
        'b',
        by.memberId,
        { text: 'Bonjour', warning: 'lampe', lang: 'fr', media: [] },
      ],
    )
    const [closed] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
    assert.equal(closed?.status, 'done')
  })

  it('leaves neither answer nor change where it cannot be', async () => {
    const talk = await say(note('a', 'broken lamp'))
    const refused: [string, Partial<Reply>][] = [
      ['draft_empty', { text: ' ' }],
      ['draft_too_long', { text: 'é'.normalize('NFD').repeat(31) }],
      ['cannot_answer', { accountId: uuidv7() }],
      ['nothing_to_answer', { to: uuidv7() }],
      ['not_found', { media: [1, 2].map(() => ({ attachmentId: uuidv7(), alt: '' })) }],
      ['not_found', { media: [{ attachmentId: uuidv7(), alt: '' }] }],
    ]
    for (const [id, more] of refused)
      await assert.rejects(answer(talk.id, words('Bonjour', { done: true, ...more })), { id })
    assert.deepEqual(await deliveriesOf(database.db, workspaceId, [talk.id]), [])
    const [open] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
    assert.equal(open?.status, 'open')
    await answer(talk.id, words('é'.normalize('NFD').repeat(30)))
  })

  it('takes the files that the network takes, with their words', async () => {
    const talk = await say(note('a', 'broken lamp'))
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const kept = async (name: string, bytes: Uint8Array) => {
      const { url } = await keepFile(database.db, workspaceId, { name, bytes })
      return [{ attachmentId: url.replace('attachment:', ''), alt: 'Une lampe' }]
    }
    await answer(talk.id, words('', { media: await kept('lampe.png', png) }))
    const [row] = await deliveriesOf(database.db, workspaceId, [talk.id])
    const [file] = row?.draft?.media ?? []
    assert.deepEqual([file?.name, file?.mediaType, file?.alt], ['lampe.png', 'image/png', 'Une lampe'])
    for (const media of [
      await kept('a.txt', Buffer.from('words')),
      await kept('b.png', Buffer.concat([png, Buffer.alloc(1000)])),
    ])
      await assert.rejects(answer(talk.id, words('Voici', { media })), { id: /^draft_file/ })
  })

  it('of a private conversation comes from the account that was written to, and from no other', async () => {
    const talk = await say(note('a', 'in private', { visibility: 'private' }))
    const voices = await voicesFor(database.db, talk, find)
    assert.deepEqual(
      voices.map(({ row }) => row.id),
      [own],
    )
    await assert.rejects(answer(talk.id, words('Bonjour', { accountId: other })), { id: 'cannot_answer' })
  })

  it('may come from any account where everybody reads, the one spoken to first, and says what holds it', async () => {
    const talk = await say(note('a', 'in public'))
    await stopSending(database.db, workspaceId, { reason: 'crisis' })
    const voices = await voicesFor(database.db, talk, find)
    assert.deepEqual(
      voices.map(({ row, blocked }) => [row.id, blocked]),
      [
        [own, 'stopped'],
        [other, 'stopped'],
      ],
    )
  })

  it('goes to what was named, else to the last of theirs and not of ours', async () => {
    const ours = note('b', 'ours', { ours: true, at: '2026-11-10T10:05:00Z' })
    ours.object.thread = 'a'
    const talk = await say(note('a', 'theirs'), ours)
    assert.equal((await messageToAnswer(database.db, workspaceId, talk.id))?.object_id, 'a')
    const named = await activityIdOf('b')
    assert.equal((await messageToAnswer(database.db, workspaceId, talk.id, named))?.object_id, 'b')
  })
})
