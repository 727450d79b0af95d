import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { type Activity, append, consume } from '../../src/activity/index.ts'
import type { Channel } from '../../src/channels/index.ts'
import { createAccount } from '../../src/ingest/index.ts'
import { inboxIntake } from '../../src/relate/inbox/index.ts'
import { entry, note } from './entries.ts'

const vault = { seal: (text: string) => text, open: (text: string) => text }
const done = async () => ({ activity: note('r', '') })

/** Where mails to us go. */
export const MAILBOX = 'bonjour@ardoise.example'

/** A network without private messages, one with, and a site of ours. */
const open: Channel = {
  id: 'square',
  name: 'Square',
  config: z.object({}) as z.ZodType<unknown>,
  limits: { text: 600, media: 0 },
  inbox: true,
  reply: done,
  publish: done,
}
const both: Channel = { ...open, id: 'town', limits: { ...open.limits, audiences: ['public', 'direct'] } }
const site: Channel = { ...open, id: 'site', visited: true, publish: undefined }
const email: Channel = { ...open, id: 'email', publish: undefined }
const ALL = [open, both, site, email]
export const findNetwork = (id: string) => ALL.find((one) => one.id === id)

export interface Networks {
  db: Handle
  workspaceId: string
  accounts: Record<'square' | 'town' | 'site' | 'email', string>
}

export async function networks(db: Handle, workspaceId: string): Promise<Networks> {
  const make = (channel: Channel, config = {}) =>
    createAccount(db, vault, channel, { workspaceId, name: channel.id, config })
  const accounts = {
    ...{ square: await make(open), town: await make(both), site: await make(site) },
    email: await make(email, { address: MAILBOX }),
  }
  return { db, workspaceId, accounts }
}

const intake = inboxIntake({
  inboxAlerts: async () => new Set(),
  inboxAccounts: async (db, workspaceId) => {
    const { rows } = await sql<{ id: string }>`
      select id from channel_account where workspace_id = ${workspaceId}`.execute(db)
    return new Set(rows.map(({ id }) => id))
  },
})

/** Brings what was said into the inbox. */
export async function hear(
  stage: Networks,
  channel: keyof Networks['accounts'],
  activities: readonly Activity[],
  received: Date,
): Promise<void> {
  const { db, workspaceId, accounts } = stage
  const entries = activities.map((one) => entry(one))
  await append(db, { workspaceId, channel, accountId: accounts[channel], entries, received })
  await readOn(stage)
}

async function readOn({ db, workspaceId }: Networks): Promise<void> {
  while ((await consume(db, workspaceId, intake)) > 0);
}

let count = 0

/** Somebody says something in public; answers their conversation. */
export async function saidInPublic(
  stage: Networks,
  channel: 'square' | 'town',
  { text = 'Mon colis est perdu', name = 'Inès Roy', now }: { text?: string; name?: string; now: Date },
): Promise<{ conversationId: string; activityId: string; actor: string }> {
  const id = `${channel}-${count++}-${uuidv7()}`
  const actor = { id: `acct:${id}`, name, handle: `h${count}` }
  await hear(stage, channel, [{ ...note(id, text, { actor }), published: now }], now)
  return { ...(await whereIs(stage, id)), actor: actor.id }
}

/** The conversation and the activity of something that was said. */
export async function whereIs({ db, workspaceId }: Networks, externalId: string) {
  const { rows } = await sql<{ conversationId: string; activityId: string }>`
    select item.conversation_id as "conversationId", item.activity_id as "activityId" from conversation_item as item
      join activity on activity.workspace_id = item.workspace_id and activity.id = item.activity_id
    where item.workspace_id = ${workspaceId} and activity.external_id = ${externalId}`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`${externalId} stands nowhere`)
  return row
}

interface Named {
  delivery_id: string | null
  direct_id: string | null
}

export async function deliveriesOfInvitation({ db, workspaceId }: Networks, id: string): Promise<Named> {
  const { rows } = await sql<Named>`
    select delivery_id, direct_id from private_invitation where workspace_id = ${workspaceId} and id = ${id}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw new Error('no such invitation')
  return row
}

/** What the worker of the outbox writes when something has come to its end. */
export async function outboxSays(
  { db, workspaceId }: Networks,
  deliveryId: string,
  state: 'sent' | 'refused' | 'unknown',
  now: Date,
): Promise<void> {
  await sql`
    update delivery set state = ${state}, next_try = null, sent_at = ${state === 'sent' ? now : null}
    where workspace_id = ${workspaceId} and id = ${deliveryId} and state = 'waiting'`.execute(db)
}

/** A private message of ours has left; they answer it. Answers their conversation in private. */
export async function answersInPrivate(
  stage: Networks,
  deliveryId: string,
  actor: string,
  now: Date,
): Promise<string> {
  const { db, workspaceId } = stage
  const ours = { ...note(`dm-${deliveryId}`, 'Bonjour, en privé'), published: now, ours: true }
  await hear(stage, 'town', [{ ...ours, visibility: 'private' }], now)
  await sql`
    update delivery set state = 'sent', next_try = null, sent_at = ${now}, activity_id = (
      select id from activity where workspace_id = ${workspaceId} and external_id = ${`dm-${deliveryId}`})
    where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(db)
  const id = `answer-${deliveryId}`
  const said = note(id, 'Oui, voici mon numéro de commande', { actor: { id: actor }, visibility: 'private' })
  const later = new Date(now.getTime() + 1000)
  const object = { ...said.object, inReplyTo: `dm-${deliveryId}`, thread: `dm-${deliveryId}` }
  await hear(stage, 'town', [{ ...said, object, published: later }], later)
  return (await whereIs(stage, id)).conversationId
}

/** Somebody follows a link and writes: what the site's page and the intake do between them. Answers where it stands. */
export async function comesByLink(
  stage: Networks,
  note: (tx: Handle, activityId: string) => Promise<void>,
  now: Date,
): Promise<string> {
  const { db, workspaceId, accounts } = stage
  const said = `visit-${uuidv7()}`
  const activity = visit(said, now)
  await inTransaction(db, async (tx) => {
    const source = { workspaceId, channel: 'site', accountId: accounts.site, received: now }
    const { stored } = await append(tx, { ...source, entries: [entry(activity)] })
    for (const { id } of stored) await note(tx, id)
  })
  await readOn(stage)
  return (await whereIs(stage, said)).conversationId
}

/** A mail comes in; answers where it stands. */
export async function writesToUs(
  stage: Networks,
  {
    subject,
    text = 'Bonjour',
    thread,
    auto,
  }: { subject: string; text?: string; thread?: string; auto?: boolean },
  now: Date,
): Promise<string> {
  const id = `mail-${uuidv7()}@client.example`
  const said = {
    ...note(id, text, { actor: { id: 'ines@client.example' }, visibility: 'private' }),
    published: now,
  }
  const object = { ...said.object, title: subject, ...(thread && { thread, inReplyTo: thread }) }
  await hear(stage, 'email', [{ ...said, object, ...(auto && { extra: { auto } }) }], now)
  return (await whereIs(stage, id)).conversationId
}

function visit(id: string, published: Date): Activity {
  return { ...note(id, 'Me voici', { actor: { id }, visibility: 'private' }), published }
}
