import type { Activity } from '../../../activity/index.ts'
import type { IntentName } from '../voice/texts.ts'
import { BRAND } from '../world/brand.ts'
import type { Dice } from '../world/dice.ts'
import type { DemoPerson } from '../world/people.ts'
import { type AccountKey, actorOf, claimedLang, type Post, SELF, type Stage } from './stage.ts'

export interface Saying {
  account: AccountKey
  person: DemoPerson
  at: number
  text: string
  intent: IntentName
  title?: string
  rating?: number
  private?: boolean
  /** What it answers, and the conversation it stands in; a conversation of its own without them. */
  to?: { id: string; thread: string }
  /** Under one of our posts: it answers the post, and is a conversation of its own. */
  under?: string
  heat?: number
}

const URLS: Partial<Record<AccountKey, string>> = {
  bluesky: 'https://bluesky.example/post/',
  mastodon: 'https://lampions.example/@p/',
  instagram: 'https://instagram.example/p/',
  review: `${BRAND.site}/avis/`,
  forum: 'https://forum.lumerelle.example/m/',
  blog: `${BRAND.site}/blog/c/`,
}

/** Somebody says something; nothing is said after `now`. */
export function utter(stage: Stage, saying: Saying, dice: Dice): Post | null {
  const id = stage.id(saying.account, dice)
  const thread = saying.to?.thread ?? id
  const inReplyTo = saying.to?.id ?? saying.under
  const url = URLS[saying.account]
  const activity: Activity = {
    verb: saying.account === 'review' && !saying.to ? 'Review' : 'Create',
    externalId: id,
    published: new Date(saying.at),
    actor: actorOf(saying.person, saying.account),
    object: {
      type: saying.account === 'email' || saying.private ? 'Message' : saying.rating ? 'Review' : 'Note',
      id,
      ...(saying.title ? { title: saying.title } : {}),
      text: saying.text,
      ...(url && !saying.private ? { url: url + id.replace(/^at:\/\/post\//, '') } : {}),
      ...claimedLang(saying.person.lang, saying.account, dice),
      ...(saying.rating ? { rating: saying.rating } : {}),
      ...(inReplyTo ? { inReplyTo } : {}),
      thread,
    },
    visibility: saying.account === 'email' || saying.private ? 'private' : 'public',
  }
  if (!stage.emit(saying.account, activity)) return null
  const post: Post = {
    account: saying.account,
    activity,
    intent: saying.intent,
    person: saying.person,
    heat: saying.heat ?? 1,
  }
  stage.posts.push(post)
  return post
}

/** The brand says something on one of its accounts. */
export function ours(
  stage: Stage,
  account: AccountKey,
  at: number,
  text: string,
  dice: Dice,
  more: { to?: Post; title?: string; by?: string; heat?: number } = {},
): Post | null {
  const actor = SELF[account]
  if (!actor) throw new Error(`the brand has no name on ${account}`)
  const id = stage.id(account, dice)
  const parent = more.to?.activity.object
  const hidden = more.to?.activity.visibility === 'private'
  const url = URLS[account]
  const activity: Activity = {
    verb: 'Create',
    externalId: id,
    published: new Date(at),
    actor,
    object: {
      type: hidden ? 'Message' : 'Note',
      id,
      ...(more.title ? { title: more.title } : {}),
      text,
      ...(url && !hidden ? { url: url + id.replace(/^at:\/\/post\//, '') } : {}),
      ...(parent ? { inReplyTo: parent.id } : {}),
      thread: parent?.thread ?? id,
    },
    visibility: hidden ? 'private' : 'public',
    ...(more.by ? { extra: { by: more.by } } : {}),
  }
  if (!stage.emit(account, activity)) return null
  const post: Post = {
    account,
    activity,
    intent: 'ours',
    person: null,
    heat: more.heat ?? (parent ? 0.3 : 12),
  }
  stage.posts.push(post)
  return post
}
