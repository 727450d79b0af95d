import type { Generated, JSONColumnType } from 'kysely'
import type { Media, ObjectType, Verb } from './activity.ts'

export interface ActivityTable {
  workspace_id: string
  /** UUIDv7 of the publication time, see `id.ts`. */
  id: string
  published: Date
  /** Order of commit in the workspace, without gap: what cursors hold. */
  position: number
  received: Date
  channel: string
  account_id: string | null
  external_id: string
  verb: Verb
  visibility: 'public' | 'private'
  /** Written by us: our posts and our answers. */
  ours: boolean
  actor_id: string
  actor_name: string | null
  actor_handle: string | null
  actor_url: string | null
  actor_avatar: string | null
  actor_followers: number | null
  person_id: string | null
  object_type: ObjectType
  object_id: string
  title: string | null
  text: string | null
  url: string | null
  in_reply_to: string | null
  thread: string | null
  rating: number | null
  amount: number | null
  currency: string | null
  media: JSONColumnType<Media[] | null>
  extra: JSONColumnType<Record<string, unknown> | null>
  lang: string
  sentiment: 'positive' | 'neutral' | 'negative'
  p_positive: number
  p_negative: number
  why: JSONColumnType<unknown[] | null>
  tokens: string
  edited: Date | null
  deleted: Date | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  /** In thousandths; null where it was not read. */
  toxicity: number | null
  intent: string | null
  urgency: number | null
  topics: string[] | null
  /** What of these a person answers for; an edit by its author gives all back to the models. */
  corrected: ('sentiment' | 'toxicity' | 'intent' | 'urgency' | 'topics')[] | null
}

export interface ActivityKeyTable {
  workspace_id: string
  channel: string
  external_id: string
  /** Null when the deletion came before the thing: it will never be let in. */
  activity_id: string | null
  deleted: Date | null
}

export interface ActivityAlertTable {
  workspace_id: string
  alert_id: string
  published: Date
  activity_id: string
}

export interface ActivityCounterTable {
  workspace_id: string
  /** The nil UUID counts everything, whatever the alert. */
  alert_id: string
  hour: Date
  channel: string
  verb: Verb
  lang: string
  sentiment: 'positive' | 'neutral' | 'negative'
  ours: boolean
  count: number
  /** Sum of the authors' followers where known. */
  reach: number
  /** Of them, those that likely offend. */
  toxic: number
}

export interface ActivityTables {
  activity: ActivityTable
  activity_key: ActivityKeyTable
  activity_alert: ActivityAlertTable
  activity_counter: ActivityCounterTable
  stream_head: { workspace_id: string; position: number; generation: Generated<number> }
  stream_cursor: { workspace_id: string; consumer: string; position: number; moved: Generated<Date> }
}

/** Stands for "any alert" in the counters. */
export const ALL = '00000000-0000-0000-0000-000000000000'
