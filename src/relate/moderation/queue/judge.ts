import { sql } from 'kysely'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { conflict, invalid } from '../../../../lib/errors/index.ts'
import { membersWho } from '../../../access/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import type { Mark } from '../act/act.ts'
import { type By, decide, propose, requireMay, restore } from '../act/decide.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { actsOn, getAct } from '../act/store.ts'
import { ruleFor, ruleOf, type Sanction } from '../charter/charter.ts'
import { publishedCharter } from '../charter/store.ts'
import { afterVerdict, sentenceOf, type Verdict, whatStands } from './item.ts'
import { type Given, getItem, heldByOther, type Item, listItems, verdictsOn } from './store.ts'
import type { QueueTables } from './tables.ts'

export interface Judging {
  workspaceId: string
  activityId: string
  /** Of the item as it was read. */
  revision: number
  verdict: Verdict
  /** Of the published charter; absent: the one that is proposed. */
  ruleId?: string | undefined
  /** Absent: the mildest that the rule allows. */
  sanction?: Sanction | undefined
  /** Absent: the sentence that is proposed. */
  mark?: Mark | undefined
}

export interface Judged {
  state: Item['state']
  /** What was done or proposed by it. */
  act: { id: string; state: 'proposed' | 'done' } | null
}

/**
 * Says what is to be made of an item. Of two at once one is refused; of an item that is given to two, nothing is done
 * before both have judged, and only where they agree.
 * @throws Problem `forbidden`, `not_found`; `moderation_reworded`, `moderation_claimed`, `moderation_judged`,
 * `moderation_alone` (409); `moderation_no_rule` (422), and those of `propose`
 */
export function judge(db: Handle, deps: ModerationDeps, judging: Judging, by: By): Promise<Judged> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, activityId, verdict } = judging
    await requireMay(tx, workspaceId, by)
    const item = await getItem(tx, workspaceId, activityId, true)
    const before = await verdictsOn(tx, workspaceId, item)
    requireOpen(item, before, judging, by)
    const alone = (await membersWho(tx, workspaceId, 'moderation:act')).length < 2
    if (verdict === 'second' && alone) throw conflict('moderation_alone')
    const ruleId = verdict === 'act' ? await ruleMeant(tx, item, judging) : null
    const given = { verdict, ruleId }
    const { state, acts } = afterVerdict(
      item,
      before.map((one) => ({ verdict: one.verdict, ruleId: one.rule_id })),
      given,
      alone,
    )
    const act = acts && ruleId ? await actOn(tx, deps, { ...judging, ruleId }, by) : null
    const blind = item.blind && !alone && item.state === 'waiting'
    await tables<QueueTables>(tx)
      .insertInto('moderation_verdict')
      .values({
        ...{ workspace_id: workspaceId, activity_id: activityId, revision: item.revision },
        ...{ round: (before.at(-1)?.round ?? 0) + 1, member_id: by.memberId, at: by.now, verdict },
        ...{ rule_id: ruleId, blind, was: item.state, act_id: act?.id ?? null },
      })
      .execute()
    await setState(tx, workspaceId, activityId, state, by.now)
    return { state, act }
  })
}

function requireOpen(item: Item, before: readonly Given[], { revision, verdict }: Judging, by: By): void {
  if (item.revision !== revision) throw conflict('moderation_reworded')
  if (item.state === 'settled') throw conflict('moderation_judged')
  const own = before.some((one) => one.member_id === by.memberId)
  if (item.state !== 'split' && own) throw conflict('moderation_judged')
  // Who was asked decides: nobody is asked in turn for ever.
  if (verdict === 'second' && item.state !== 'waiting') throw conflict('moderation_judged')
  if (heldByOther(item, by)) throw conflict('moderation_claimed')
}

async function ruleMeant(tx: Handle, item: Item, { workspaceId, ruleId }: Judging): Promise<string> {
  const published = await publishedCharter(tx, workspaceId)
  if (!published) throw conflict('charter_none')
  const rule = ruleId ? ruleOf(published.charter, ruleId) : ruleFor(published.charter, item.kind)
  if (!rule) throw invalid('moderation_no_rule', {}, { ruleId: 'moderation_no_rule' })
  return rule.id
}

async function actOn(tx: Handle, deps: ModerationDeps, judging: Judging & { ruleId: string }, by: By) {
  const { workspaceId, activityId, ruleId, sanction } = judging
  const published = await publishedCharter(tx, workspaceId)
  const rule = published && ruleOf(published.charter, ruleId)
  const kind = sanction ?? rule?.sanctions[0]
  const [post] = await getActivities(tx, workspaceId, [activityId])
  const mark = judging.mark ?? (post && markFor(post))
  if (!kind || !mark) throw invalid('moderation_mark', {}, { mark: 'moderation_mark' })
  return propose(tx, deps, { workspaceId, activityId, kind, ruleId, mark }, by)
}

function markFor(post: StoredActivity): Mark | null {
  return sentenceOf(post, whatStands(post))
}

async function setState(
  tx: Handle,
  workspaceId: string,
  id: string,
  state: Item['state'],
  now: Date,
): Promise<void> {
  await tables<QueueTables>(tx)
    .updateTable('moderation_item')
    .set({ state, settled: state === 'settled' ? now : null, claimed_by: null, claimed_until: null })
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', '=', id)
    .execute()
  await notify(tx, { w: workspaceId, k: 'moderation', id })
}

/**
 * Takes back what one said last of an item, and what was done by it; then it waits again. Answers the act that is undone.
 * @throws Problem `forbidden`, `not_found`, `moderation_not_last` (409) where somebody has spoken since
 */
export function takeBackVerdict(
  db: Handle,
  deps: ModerationDeps,
  { workspaceId, activityId }: Pick<Judging, 'workspaceId' | 'activityId'>,
  by: By,
): Promise<{ state: Item['state']; undone: string | null }> {
  return inTransaction(db, async (tx) => {
    await requireMay(tx, workspaceId, by)
    const item = await getItem(tx, workspaceId, activityId, true)
    const last = (await verdictsOn(tx, workspaceId, item)).at(-1)
    if (!last || last.member_id !== by.memberId) throw conflict('moderation_not_last')
    const undone = last.act_id && (await undoAct(tx, deps, workspaceId, last.act_id, by))
    await sql`
      delete from moderation_verdict where workspace_id = ${workspaceId} and activity_id = ${activityId}
        and revision = ${item.revision} and round = ${last.round}`.execute(tx)
    await setState(tx, workspaceId, activityId, last.was, by.now)
    return { state: last.was, undone: undone || null }
  })
}

/** Answers its id; null where somebody has undone it since. */
async function undoAct(
  tx: Handle,
  deps: ModerationDeps,
  workspaceId: string,
  id: string,
  by: By,
): Promise<string | null> {
  const { state } = await getAct(tx, workspaceId, id, true)
  if (state === 'proposed') await decide(tx, deps, { workspaceId, id, decision: 'withdraw' }, by)
  else if (state === 'done') await restore(tx, deps, { workspaceId, id, why: 'team' }, by)
  else return null
  return id
}

/** As many of a wave are judged at once. */
export const MOST_AT_ONCE = 200

/**
 * The same of all that waits of a wave; what somebody else looks at, or has acted on already, is left to them. Answers
 * what was judged and done.
 */
export function judgeWave(
  db: Handle,
  deps: ModerationDeps,
  judging: Omit<Judging, 'activityId' | 'revision' | 'mark'> & { wave: string },
  by: By,
): Promise<{ judged: string[]; acts: string[]; left: number }> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, wave } = judging
    await requireMay(tx, workspaceId, by)
    const filter = { view: 'todo', sort: 'severity', memberId: by.memberId, wave } as const
    const items = await listItems(tx, workspaceId, filter, MOST_AT_ONCE)
    const ids = items.map(({ activity_id }) => activity_id)
    const there = new Set(
      (await getActivities(tx, workspaceId, ids)).flatMap((post) => (post.deleted ? [] : post.id)),
    )
    if (judging.verdict === 'act') for (const id of await actedOn(tx, workspaceId, ids)) there.delete(id)
    const free = items.filter((item) => there.has(item.activity_id) && !heldByOther(item, by))
    const judged: string[] = []
    const acts: string[] = []
    for (const { activity_id: activityId, revision } of free) {
      const { act } = await judge(tx, deps, { ...judging, activityId, revision }, by)
      judged.push(activityId)
      if (act) acts.push(act.id)
    }
    return { judged, acts, left: items.length - judged.length }
  })
}

/** Those that somebody has acted on by another door: one of them is no reason to leave all others. */
async function actedOn(tx: Handle, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const acts = await actsOn(tx, workspaceId, ids)
  return acts.flatMap(({ state, activity_id }) =>
    state === 'done' || state === 'proposed' ? activity_id : [],
  )
}
