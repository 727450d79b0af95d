import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken, newToken, packIds } from '../../../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { Problem } from '../../../../lib/errors/index.ts'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { findWorkspace } from '../../../access/index.ts'
import { enqueue, referenceOf, requireFit, writtenDraft } from '../../../deliver/index.ts'
import { courtesyOf } from '../../../interpret/index.ts'
import { listAlarms } from '../../../match/index.ts'
import { type Find, messagesOf, messageToAnswer, voicesFor } from '../answer/answering.ts'
import { judge } from '../approval/matter/judge.ts'
import { saidIn } from '../merge/said-in.ts'
import { closedBetween } from '../service-level/ended.ts'
import { type Conversation, getConversations } from '../store.ts'
import { authorHash, type Closed, decide, type Setting, type Skipped } from './ask.ts'
import { satisfactionSetting } from './store.ts'

/** Closed in the days that are looked at. */
const AT_ONCE = 20_000
const DAY = 86_400_000

/** Asks who is to be asked by now, of one workspace; what is decided against is written down with its reason. */
export async function askCustomers(
  db: Handle,
  workspaceId: string,
  now: Date,
  ways: { publicUrl: string; find?: Find },
): Promise<number> {
  const { setting, since } = await satisfactionSetting(db, workspaceId)
  if (!setting.enabled || !since) return 0
  const { timeZone, locale } = await findWorkspace(db, workspaceId)
  const from = new Date(Math.max(since.getTime(), now.getTime() - setting.delay * 60_000 - 4 * DAY))
  const until = new Date(now.getTime() - setting.delay * 60_000)
  const closings = await closedBetween(db, workspaceId, { from, until }, AT_ONCE)
  const { rows: known } = await sql<{ id: string; closed: Date }>`
    select conversation_id as id, closed from satisfaction_ask
    where workspace_id = ${workspaceId} and conversation_id = any(${closings.map(({ id }) => id)}::uuid[])`.execute(
    db,
  )
  const decided = new Set(known.map(({ id, closed }) => `${id} ${closed.getTime()}`))
  const rows = closings.filter(({ id, closed }) => !decided.has(`${id} ${closed.getTime()}`))
  for (const { id, closed } of rows) {
    await inTransaction(db, (tx) =>
      askOne(tx, { workspaceId, id, closed, setting, zone: timeZone, locale, now, ...ways }),
    )
  }
  return rows.length
}

interface Asking {
  workspaceId: string
  id: string
  closed: Date
  setting: Setting
  zone: string
  locale: Locale
  now: Date
  publicUrl: string
  find?: Find
}

async function askOne(tx: Handle, asking: Asking): Promise<void> {
  const { workspaceId, id, setting, now, zone } = asking
  const [talk] = await getConversations(tx, workspaceId, [id], true)
  if (!talk) return
  const verdict = decide(await closedOf(tx, asking, talk), setting, now, zone)
  if (verdict === 'later') return
  if (verdict !== 'ask') return writeDown(tx, asking, talk, { skipped: verdict })
  await send(tx, asking, talk)
}

async function closedOf(tx: Handle, { workspaceId, closed }: Asking, talk: Conversation): Promise<Closed> {
  const hash = authorHash(talk.channel, talk.author_id)
  const { rows } = await sql<{ objected: boolean; asked: Date | null }>`
    select exists (
        select 1 from satisfaction_objection where workspace_id = ${workspaceId} and author_hash = ${hash}) as objected,
      (select max(decided) from satisfaction_ask
        where workspace_id = ${workspaceId} and skipped is null
          and (author_hash = ${hash} or person_id = ${talk.person_id})) as asked`.execute(tx)
  const theirs = (await messagesOf(tx, workspaceId, talk.id)).filter((one) => !one.ours)
  const sober = theirs.some(
    ({ title, text }) =>
      courtesyOf({ text: '', message: [title, text].filter(Boolean).join('\n') }).manner === 'sober',
  )
  const alarms = talk.alerts.length > 0 ? await listAlarms(tx, workspaceId, { open: true }, 100) : []
  const crisis = alarms.some((alarm) => alarm.level >= 2 && talk.alerts.includes(alarm.subject))
  return {
    at: closed,
    stays: talk.status === 'done',
    answered: talk.first_answer_at !== null,
    visibility: talk.visibility,
    objected: rows[0]?.objected ?? false,
    asked: rows[0]?.asked ?? null,
    sober,
    crisis,
  }
}

interface Written {
  skipped?: Skipped
  id?: string
  activityId?: string
  deliveryId?: string
  tokenHash?: string
}

async function writeDown(tx: Handle, asking: Asking, talk: Conversation, written: Written): Promise<void> {
  const { workspaceId, closed, now, setting } = asking
  const expires = written.tokenHash ? new Date(now.getTime() + setting.expiresDays * DAY) : null
  await sql`
    insert into satisfaction_ask (workspace_id, id, conversation_id, activity_id, person_id, author_hash, assignee_id,
      channel, lang, closed, decided, skipped, delivery_id, token_hash, expires)
    values (${workspaceId}, ${written.id ?? uuidv7()}, ${talk.id}, ${written.activityId ?? null}, ${talk.person_id},
      ${authorHash(talk.channel, talk.author_id)}, ${talk.assignee_id}, ${talk.channel}, ${talk.lang}, ${closed}, ${now},
      ${written.skipped ?? null}, ${written.deliveryId ?? null}, ${written.tokenHash ?? null}, ${expires})
    on conflict do nothing`.execute(tx)
}

/** The question leaves by the outbox, as an answer to the last of theirs; where nothing can leave, that is the reason. */
async function send(tx: Handle, asking: Asking, talk: Conversation): Promise<void> {
  const { workspaceId, locale, now, publicUrl } = asking
  const to = await messageToAnswer(tx, workspaceId, talk.id)
  const place = await saidIn(tx, workspaceId, talk, to?.id)
  const [voice] = await voicesFor(tx, { ...place, workspace_id: workspaceId }, asking.find)
  if (!to || to.ours || !voice || voice.blocked) return writeDown(tx, asking, talk, { skipped: 'no-way' })
  const [id, token] = [uuidv7(), newToken()]
  const lang: Locale = talk.lang === 'fr' || talk.lang === 'en' ? talk.lang : locale
  const link = `${publicUrl}/rate/${packIds(workspaceId, id)}${token}`
  const draft = await writtenDraft(tx, workspaceId, {
    text: translate(lang, 'satisfaction:ask', { link }),
    media: [],
  })
  try {
    requireFit(draft, voice.limits)
  } catch (error) {
    if (error instanceof Problem) return writeDown(tx, asking, talk, { skipped: 'no-way' })
    throw error
  }
  const deliveryId = await enqueue(tx, {
    ...{ workspaceId, accountId: voice.row.id, channel: voice.row.channel, act: 'reply', at: now, draft },
    to: { activityId: to.id, reference: referenceOf(to) },
    conversationId: talk.id,
  })
  await judge(tx, workspaceId, deliveryId, { now })
  const tokenHash = hashToken('satisfaction', token)
  await writeDown(tx, asking, talk, { id, activityId: to.id, deliveryId, tokenHash })
}
