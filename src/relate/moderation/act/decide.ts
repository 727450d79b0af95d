import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { conflict, forbidden, invalid, notFound } from '../../../../lib/errors/index.ts'
import type { Locale } from '../../../../lib/i18n/index.ts'
import { findWorkspace, membersWho } from '../../../access/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import { ruleOf, type Sanction } from '../charter/charter.ts'
import { charterVersion, publishedCharter } from '../charter/store.ts'
import { criticalOf, type Mark, markedWords } from './act.ts'
import { carryOut, takeBack } from './carry-out.ts'
import type { ModerationDeps } from './deps.ts'
import { noticeLang, noticeText, requireNotice } from './notice.ts'
import { type Act, changeAct, getAct, insertAct } from './store.ts'
import { waysFor } from './way.ts'

export interface By {
  memberId: string
  now: Date
}

export interface Proposal {
  workspaceId: string
  activityId: string
  kind: Sanction
  /** Of the published charter. */
  ruleId: string
  mark: Mark
  /** What the author is told, `{link}` standing for the way to appeal; absent: the usual words. */
  notice?: string | undefined
  lang?: Locale | undefined
}

/**
 * Proposes something by a rule of the charter, with the words at stake: done at once, or waiting for a second person where
 * it takes a criticism away or silences somebody. Checked here, whoever asks (T2, T25).
 * @throws Problem `forbidden`, `not_found`, `charter_none` (409), `moderation_gone`, `moderation_already` (409),
 * `moderation_ours`, `moderation_rule`, `moderation_mark` (422), and those of `requireNotice`
 */
export function propose(
  db: Handle,
  deps: ModerationDeps,
  wanted: Proposal,
  by: By,
): Promise<{ id: string; state: 'proposed' | 'done' }> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, kind } = wanted
    await requireMay(tx, workspaceId, by)
    const activity = await postFor(tx, workspaceId, wanted.activityId)
    const published = await publishedCharter(tx, workspaceId)
    if (!published) throw conflict('charter_none')
    const rule = ruleOf(published.charter, wanted.ruleId)
    if (!rule?.sanctions.includes(kind)) throw invalid('moderation_rule', {}, { ruleId: 'moderation_rule' })
    if (!markedWords(activity, wanted.mark)) throw invalid('moderation_mark', {}, { mark: 'moderation_mark' })
    const { locale } = await findWorkspace(tx, workspaceId)
    const lang = wanted.lang ?? noticeLang(activity, locale)
    const text = wanted.notice?.trim() || noticeText(kind, rule, lang)
    const { tell } = await waysFor(tx, activity, deps.find)
    if (tell) await requireNotice(tx, workspaceId, { text, lang, way: tell, publicUrl: deps.publicUrl })
    const talks = await deps.conversationsOf(tx, workspaceId, [activity.id])
    const act: Act = {
      ...BLANK,
      ...{ workspace_id: workspaceId, id: uuidv7(), activity_id: activity.id, channel: activity.channel },
      ...{ conversation_id: talks.get(activity.id) ?? null, actor_id: activity.actor_id, kind },
      ...{ charter_version: published.version, rule_id: rule.id, mark_in: wanted.mark.in },
      ...{ mark_start: wanted.mark.start, mark_end: wanted.mark.end, critical: criticalOf(activity, kind) },
      ...{ proposed_by: by.memberId, proposed: by.now, edited: activity.edited },
      ...{ notice_lang: lang, notice_text: tell ? text : null },
    }
    if (!(await insertAct(tx, act))) throw conflict('moderation_already')
    if (act.critical === null) await carryOut(tx, deps, { act, activity, charter: published.charter, by })
    else await notify(tx, { w: workspaceId, k: 'moderation', id: act.id })
    return { id: act.id, state: act.critical === null ? 'done' : 'proposed' }
  })
}

type Blank = Pick<
  Act,
  | 'state'
  | 'scope'
  | 'notice_state'
  | 'account_id'
  | 'decided_by'
  | 'decided'
  | 'done'
  | 'restored_by'
  | 'restored'
  | 'restored_why'
  | 'note'
  | 'act_delivery'
  | 'undo_delivery'
  | 'notice_delivery'
>

/** Of what has not happened yet. */
const BLANK: Blank = {
  ...{ state: 'proposed', scope: 'here', notice_state: 'later', account_id: null, decided_by: null },
  ...{ decided: null, done: null, restored_by: null, restored: null, restored_why: null, note: null },
  ...{ act_delivery: null, undo_delivery: null, notice_delivery: null },
}

/**
 * What a second person decides of a proposal; who proposed it can only take it back.
 * @throws Problem `forbidden`, `not_found`, `moderation_state`, `moderation_self`, `moderation_edited`, `moderation_gone` (409)
 */
export function decide(
  db: Handle,
  deps: ModerationDeps,
  wanted: {
    workspaceId: string
    id: string
    decision: 'approve' | 'refuse' | 'withdraw'
    note?: string | undefined
  },
  by: By,
): Promise<Act> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, decision } = wanted
    await requireMay(tx, workspaceId, by)
    const act = await getAct(tx, workspaceId, wanted.id, true)
    if (act.state !== 'proposed') throw conflict('moderation_state')
    const own = act.proposed_by === by.memberId
    if (own !== (decision === 'withdraw')) throw conflict('moderation_self')
    const decided = {
      decided_by: own ? null : by.memberId,
      decided: by.now,
      note: wanted.note?.trim() || null,
    }
    if (decision !== 'approve') {
      await changeAct(tx, act, { ...decided, state: decision === 'refuse' ? 'refused' : 'withdrawn' })
      return getAct(tx, workspaceId, act.id)
    }
    const activity = await postFor(tx, workspaceId, act.activity_id)
    // The second person would have decided of other words than the first; no clock of a network says which came first here.
    if (activity.edited?.getTime() !== act.edited?.getTime()) throw conflict('moderation_edited')
    await changeAct(tx, act, decided)
    const { charter } = await charterVersion(tx, workspaceId, act.charter_version)
    await carryOut(tx, deps, { act: { ...act, ...decided }, activity, charter, by })
    return getAct(tx, workspaceId, act.id)
  })
}

/**
 * Lets it stand again, on the network too: by the team, or because an appeal was granted.
 * @throws Problem `forbidden`, `not_found`, `moderation_state` (409)
 */
export function restore(
  db: Handle,
  deps: ModerationDeps,
  wanted: { workspaceId: string; id: string; why: 'appeal' | 'team'; note?: string | undefined },
  by: By,
): Promise<Act> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, why } = wanted
    await requireMay(tx, workspaceId, by)
    const act = await getAct(tx, workspaceId, wanted.id, true)
    if (act.state !== 'done') throw conflict('moderation_state')
    const [activity] = await getActivities(tx, workspaceId, [act.activity_id])
    const undo = activity ? await takeBack(tx, deps, { act, activity, by }) : null
    await changeAct(tx, act, {
      ...{ state: 'restored', restored: by.now, restored_by: by.memberId, restored_why: why },
      ...{ undo_delivery: undo, note: wanted.note?.trim() || act.note },
    })
    return getAct(tx, workspaceId, act.id)
  })
}

/** Routes ask too; a caller that forgets to does not open the door. */
export async function requireMay(db: Handle, workspaceId: string, { memberId }: By): Promise<void> {
  const may = await membersWho(db, workspaceId, 'moderation:act')
  if (!may.includes(memberId)) throw forbidden('moderation:act')
}

async function postFor(tx: Handle, workspaceId: string, id: string): Promise<StoredActivity> {
  const [activity] = await getActivities(tx, workspaceId, [id])
  if (!activity) throw notFound('activity')
  if (activity.ours) throw invalid('moderation_ours')
  if (activity.deleted) throw conflict('moderation_gone')
  return activity
}
