import { conflict } from '../../../../lib/errors/index.ts'
import { type Context, findWorkspace, memberNames, readReadiness, whoIs } from '../../../access/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import { type OutsideModel, writingModel } from '../../../interpret/index.ts'
import { messagesOf, voicesFor } from '../answer/answering.ts'
import { type Conversation, getConversation } from '../store.ts'
import { saidIn } from '../suggest/pair.ts'
import { MOST_TURNS, type Prepared, prepare } from './prompt.ts'
import type { Job } from './run.ts'
import { insertDraft, type ModelDraft } from './store.ts'

export interface AskDeps {
  /** All names that are known of whoever wrote a post. */
  namesOf(workspaceId: string, row: StoredActivity): Promise<string[]>
}

export interface Wish {
  wish: string
  lang: string | undefined
}

/** What can be asked of a conversation, or why nothing can. */
export interface Offer {
  model: OutsideModel | undefined
  why: 'off' | 'private' | 'nothing' | 'cap' | null
  most: { tokens: number; micros: number }
  prepared: Prepared | undefined
  shown: string[]
  talk: Conversation
}

/** Whether a draft can be written for a conversation, and what it can come to at the most. */
export async function offerIn(context: Context, deps: AskDeps, id: string, wish: Wish): Promise<Offer> {
  const { db, workspaceId, clock } = context
  const talk = await getConversation(db, workspaceId, id)
  const model = await writingModel(db, workspaceId, clock.now())
  const none = { talk, model, most: { tokens: 0, micros: 0 }, prepared: undefined, shown: [] }
  if (!model) return { ...none, why: 'off' }
  const messages = (await messagesOf(db, workspaceId, id)).slice(0, MOST_TURNS)
  if (
    !model.private &&
    (talk.visibility === 'private' || messages.some((one) => one.visibility === 'private'))
  )
    return { ...none, why: 'private' }
  if (!messages.some((one) => !one.ours && saidIn(one) !== '')) return { ...none, why: 'nothing' }
  const prepared = await preparedOf(context, deps, talk, messages, wish)
  const most = model.most(prepared.request)
  const over =
    model.spent.micros + most.micros > model.cap.micros || model.spent.tokens + most.tokens > model.cap.tokens
  return { ...none, most, prepared, shown: messages.map((one) => one.id), why: over ? 'cap' : null }
}

/** @param messages newest first */
async function preparedOf(
  { db, workspaceId, locale }: Context,
  deps: AskDeps,
  talk: Conversation,
  messages: readonly StoredActivity[],
  { wish, lang }: Wish,
): Promise<Prepared> {
  const known = await Promise.all(messages.map((one) => deps.namesOf(workspaceId, one)))
  const [members, readiness, workspace, voices] = await Promise.all([
    memberNames(db, workspaceId),
    readReadiness(db, workspaceId),
    findWorkspace(db, workspaceId),
    voicesFor(db, { ...talk, workspace_id: workspaceId }),
  ])
  return prepare({
    turns: messages.toReversed().map((one) => ({ ours: one.ours, text: saidIn(one) })),
    wish,
    lang: lang ?? (talk.lang === 'und' ? locale : talk.lang),
    brand: readiness?.brand.names[0] ?? workspace.name,
    limit: voices[0]?.limits.text ?? 0,
    names: [...new Set([...known.flat(), ...members.values()])],
  })
}

/** What was shown for a draft, prepared anew: its placeholders are given their words back by it. */
export async function preparedFor(context: Context, deps: AskDeps, draft: ModelDraft): Promise<Prepared> {
  const { db, workspaceId } = context
  const talk = await getConversation(db, workspaceId, draft.conversation_id)
  const there = new Map((await getActivities(db, workspaceId, draft.shown)).map((one) => [one.id, one]))
  const messages = draft.shown.flatMap((id) => there.get(id) ?? [])
  return preparedOf(context, deps, talk, messages, { wish: draft.wish, lang: undefined })
}

/**
 * Sets the most aside that a draft can come to, and keeps that it is asked for; the model is asked once this is committed.
 * @throws Problem `not_found`, `draft_off`, `draft_private`, `draft_nothing`, `draft_cap`
 */
export async function askDraft(context: Context, deps: AskDeps, id: string, wish: Wish): Promise<Job> {
  const { db, workspaceId, principal, clock } = context
  const { model, why, most, prepared, shown } = await offerIn(context, deps, id, wish)
  if (!model || !prepared || (why && why !== 'cap')) throw conflict(`draft_${why ?? 'off'}`)
  if (!(await model.setAside(db, most, clock.now()))) throw conflict('draft_cap')
  const draft = await insertDraft(db, {
    ...{ workspace_id: workspaceId, conversation_id: id, member_id: principal.memberId },
    ...{ model: model.model, host: model.host, currency: model.currency, ...most },
    ...{ shown, wish: wish.wish, masked: prepared.hash, at: clock.now() },
  })
  return { workspaceId, id: draft, who: whoIs(principal), model, request: prepared.request }
}
