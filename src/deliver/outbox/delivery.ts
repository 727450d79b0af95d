import type { Selectable } from 'kysely'
import type { StoredActivity } from '../../activity/index.ts'
import type { Draft, DraftMedia, Errand, Reference } from '../../channels/index.ts'
import type { DeliveryTable } from '../tables.ts'
import type { WrittenDraft, WrittenMedia } from './draft.ts'

/** A row as read. */
export type Delivery = Selectable<DeliveryTable>

/** Reads the bytes of a kept file. */
export type ReadFile = (workspaceId: string, attachmentId: string) => Promise<Uint8Array>

/**
 * What a channel is asked to do; the same at each try but for `tries`.
 * @param since milliseconds since the first try, by the clock of the database: a process whose clock is wrong compares
 * the network's with its own, and must not look at another time
 */
export function errandOf(row: Delivery, readFile: ReadFile, since?: number): Errand {
  const errand: Errand = { act: row.act, key: row.id, at: row.at, tries: row.tries }
  if (row.first_try && row.tries > 0)
    errand.firstTry = since === undefined ? row.first_try : new Date(Date.now() - since)
  if (row.draft) errand.draft = draftOf(row.workspace_id, row.draft, readFile)
  if (row.target) errand.to = { ...row.target, published: new Date(row.target.published) }
  return errand
}

function draftOf(workspaceId: string, written: WrittenDraft, readFile: ReadFile): Draft {
  const read = ({ attachmentId, ...file }: WrittenMedia): DraftMedia => ({
    ...file,
    bytes: () => readFile(workspaceId, attachmentId),
  })
  const { media, card, ...words } = written
  const draft: Draft = { ...words, media: media.map(read) }
  if (card) {
    const { thumb, ...shown } = card
    draft.card = { ...shown, ...(thumb ? { thumb: read(thumb) } : {}) }
  }
  return draft
}

/** What an errand about an activity of the stream keeps of it. */
export function referenceOf(activity: StoredActivity): Reference {
  const optional = <T>(value: T | null): T | undefined => value ?? undefined
  return {
    id: activity.object_id,
    verb: activity.verb,
    ours: activity.ours,
    published: activity.published,
    actor: {
      id: activity.actor_id,
      name: optional(activity.actor_name),
      handle: optional(activity.actor_handle),
      url: optional(activity.actor_url),
      avatar: optional(activity.actor_avatar),
    },
    title: optional(activity.title),
    text: optional(activity.text),
    url: optional(activity.url),
    inReplyTo: optional(activity.in_reply_to),
    thread: optional(activity.thread),
    visibility: activity.visibility,
    extra: activity.extra ?? {},
  }
}
