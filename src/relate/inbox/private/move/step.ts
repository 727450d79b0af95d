import { sql } from 'kysely'
import { type Handle, inTransaction, notify, withSavepoint } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { LOCALES } from '../../../../../lib/i18n/index.ts'
import { standingOf } from '../../../../deliver/index.ts'
import { type Find, messageToAnswer } from '../../answer/answering.ts'
import { saidIn } from '../../merge/said-in.ts'
import { partsOf } from '../../merge/way.ts'
import { knownOf, languageOf } from '../../saved/offer.ts'
import { filledFor } from '../../saved/variables.ts'
import { type Conversation, getConversations } from '../../store.ts'
import { answersOf } from '../../together/held.ts'
import { followAbsent, followArrivals } from '../invitation/follow.ts'
import { invite } from '../invitation/invite.ts'
import { wake } from '../invitation/store.ts'
import type { Invitation } from '../invitation/token.ts'
import { waysFor } from '../invitation/ways.ts'
import { type Kind, LEAST_VARIANTS, variantsIn } from '../lines/lines.ts'
import { privateSetting } from '../lines/setting.ts'
import { nextLine } from '../lines/turn.ts'
import { leftBy } from '../standing.ts'
import type { Way } from '../tables.ts'
import type { Move } from './begin.ts'
import { roomFor, waysIn } from './move.ts'
import { takeTurns } from './store.ts'

export interface PrivateWays {
  publicUrl: string
  find?: Find
}

/** Lines decided in one round of one workspace; the rest is at the next. */
const AT_ONCE = 500

/**
 * Goes on with everything that goes from public to private: who came, who did not, and the lists, of which no more is in the
 * outbox than can leave without two alike following each other. Each person is one transaction: killed anywhere, nobody is
 * asked twice and nobody is left out.
 */
export async function stepPrivate(
  db: Handle,
  workspaceId: string,
  now: Date,
  ways: PrivateWays,
): Promise<void> {
  await followArrivals(db, workspaceId, now)
  await followAbsent(db, workspaceId, now)
  await settle(db, workspaceId, now)
  const open = new Set(await queuedChannels(db, workspaceId))
  for (let n = 0; n < AT_ONCE && open.size > 0; n++) {
    for (const channel of [...open]) {
      const more = await inTransaction(db, (tx) => decideNext(tx, { workspaceId, channel, now, ways }))
      if (!more) open.delete(channel)
    }
  }
}

async function queuedChannels(db: Handle, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ channel: string }>`
    select distinct channel from private_invitation as one
      join private_move as move on move.workspace_id = one.workspace_id and move.id = one.move_id
    where one.workspace_id = ${workspaceId} and stage = 'queued' and move.approved is not null
      and move.cancelled is null`.execute(db)
  return rows.map((row) => row.channel)
}

/** Writes down which lines have left, in the order they did: what comes next must not repeat the last. */
async function settle(db: Handle, workspaceId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; delivery_id: string; conversation_id: string }>`
    select id, delivery_id, conversation_id from private_invitation
    where workspace_id = ${workspaceId} and stage = 'decided' and settled is null and delivery_id is not null`.execute(
    db,
  )
  const standings = await standingOf(
    db,
    workspaceId,
    rows.map((row) => row.delivery_id),
  )
  const ended = rows.flatMap(({ id, delivery_id, conversation_id }) => {
    const standing = standings.get(delivery_id)
    const left = leftBy(standing?.state)
    if (left === 'waiting') return []
    // What was certainly not said is no line that another could repeat.
    const said = left === 'sent' || left === 'unknown'
    return [{ id, at: standing?.sentAt ?? now, said, conversation_id }]
  })
  if (ended.length === 0) return
  await inTransaction(db, async (tx) => {
    await sql`
      update private_invitation set settled = row.at, words = case when row.said then words end,
        told = case when row.said then told else ${now}::timestamptz end
      from json_to_recordset(${JSON.stringify(ended)}::json) as row (id uuid, at timestamptz, said boolean)
      where workspace_id = ${workspaceId} and private_invitation.id = row.id and settled is null`.execute(tx)
    // Nobody was asked: nobody is waited for.
    for (const { said, conversation_id } of ended)
      if (!said) await wake(tx, workspaceId, conversation_id, { memberId: null, now })
    await notify(tx, { w: workspaceId, k: 'private' })
  })
}

interface Turn {
  workspaceId: string
  channel: string
  now: Date
  ways: PrivateWays
}

/** Decides of the next of a network; false where nobody has a turn there now. */
async function decideNext(tx: Handle, turn: Turn): Promise<boolean> {
  const { workspaceId, channel } = turn
  await takeTurns(tx, workspaceId)
  const { rows: under } = await sql<{ words: string | null }>`
    select words from private_invitation
    where workspace_id = ${workspaceId} and channel = ${channel} and stage = 'decided' and settled is null`.execute(
    tx,
  )
  if (roomFor(LEAST_VARIANTS, under.length) === 0) return false
  const { rows } = await sql<Invitation>`
    select one.* from private_invitation as one
      join private_move as move on move.workspace_id = one.workspace_id and move.id = one.move_id
    where one.workspace_id = ${workspaceId} and one.channel = ${channel} and stage = 'queued'
      and move.approved is not null and move.cancelled is null
    order by move.id, place limit 1 for update of one`.execute(tx)
  const [row] = rows
  if (!row?.move_id) return false
  const { rows: last } = await sql<{ words: string }>`
    select words from private_invitation
    where workspace_id = ${workspaceId} and channel = ${channel} and words is not null and settled is not null
    order by settled desc, id desc limit 1`.execute(tx)
  const taken = new Set([...under, ...last].flatMap(({ words }) => words ?? []))
  await decide(tx, turn, row, taken)
  await notify(tx, { w: workspaceId, k: 'private', id: row.move_id })
  return true
}

async function decide(tx: Handle, turn: Turn, row: Invitation, taken: ReadonlySet<string>): Promise<void> {
  const { workspaceId } = turn
  const [talk] = await getConversations(tx, workspaceId, [row.conversation_id], true)
  if (!talk) return end(tx, row, 'erased')
  if (await isListed(tx, row, talk.id)) return end(tx, row, 'joined')
  const { rows } = await sql<Move>`
    select * from private_move where workspace_id = ${workspaceId} and id = ${row.move_id}`.execute(tx)
  const [move] = rows
  if (!move) throw new Error('who stands in a list has one')
  try {
    await withSavepoint(tx, () => ask(tx, turn, { row, talk, move, taken }))
  } catch (error) {
    if (!(error instanceof Problem) || error.ours) throw error
    await end(tx, row, 'refused', error.id)
  }
}

/** Whether the same list asks another of those that are shown as one: who has several is asked once. */
async function isListed(tx: Handle, row: Invitation, shown: string): Promise<boolean> {
  const { workspace_id: workspaceId, move_id, conversation_id } = row
  const parts = (await partsOf(tx, workspaceId, shown)).filter((one) => one !== conversation_id)
  if (parts.length === 0) return false
  const { rows } = await sql<{ stage: string }>`
    select stage from private_invitation
    where workspace_id = ${workspaceId} and move_id = ${move_id} and conversation_id = any(${parts}::uuid[])
      and stage in ('queued', 'decided')`.execute(tx)
  return rows.some(({ stage }) => stage === 'decided' || shown !== conversation_id)
}

interface Asking {
  row: Invitation
  talk: Conversation
  move: Move
  taken: ReadonlySet<string>
}

async function ask(tx: Handle, { workspaceId, now, ways }: Turn, { row, talk, move, taken }: Asking) {
  const setting = { ...(await privateSetting(tx, workspaceId)), lines: move.lines }
  const to = await messageToAnswer(tx, workspaceId, talk.id)
  const place = await saidIn(tx, workspaceId, talk, to?.id)
  const open = await waysFor(tx, { ...place, workspace_id: workspaceId }, setting, ways.find)
  const way: Way = move.way === 'best' ? (waysIn(move.lines).find((one) => open[one]) ?? 'link') : move.way
  const known = await knownOf(tx, workspaceId, talk, move.member_id)
  const wanted = [languageOf(talk.lang), ...LOCALES]
  const filled = (kind: Kind) =>
    variantsIn(move.lines, kind, wanted).map((line) => filledFor(line, known).text)
  const text = nextLine(filled(way), row.place - 1, taken)
  if (text === undefined) throw new Problem('private_repeats', { status: 422 })
  const openings = filled('opening')
  const answers = row.anyway ? await answersOf(tx, workspaceId, talk.id) : undefined
  await invite(
    tx,
    workspaceId,
    row.conversation_id,
    {
      ...{ way, text, hours: move.hours, opening: openings[(row.place - 1) % Math.max(1, openings.length)] },
      ...(answers && { despite: answers.answers.map(({ id }) => id) }),
    },
    { memberId: move.member_id, now, publicUrl: ways.publicUrl, setting, find: ways.find },
    { id: row.id },
  )
}

async function end(
  tx: Handle,
  { workspace_id, id }: Invitation,
  stage: 'refused' | 'joined' | 'erased',
  reason: string | null = null,
): Promise<void> {
  await sql`
    update private_invitation set stage = ${stage}, reason = ${reason}
    where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
}
