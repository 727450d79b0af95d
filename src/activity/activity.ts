/** ActivityStreams 2.0 verbs, and four of ours (Purchase, Review, Register, Visit) that its extension rules allow. */
export const VERBS = [
  'Create',
  'Update',
  'Delete',
  'Like',
  'Dislike',
  'Announce',
  'Follow',
  'Undo',
  'Join',
  'Leave',
  'Question',
  'Flag',
  'Offer',
  'Accept',
  'Reject',
  'View',
  'Purchase',
  'Review',
  'Register',
  'Visit',
] as const
export type Verb = (typeof VERBS)[number]

/** Id of an actor who is not named at all: nobody in particular, and no person. */
export const NOBODY = 'anonymous'

export interface Actor {
  /** Stable id on its network (DID, acct, mail address in lower case, feed author), or `NOBODY`. */
  id: string
  name?: string
  /** As the network shows it, without the leading @. */
  handle?: string
  url?: string
  avatar?: string
  followers?: number
}

export interface Media {
  type: 'image' | 'video' | 'audio' | 'file'
  url: string
  /** Alternative text. */
  alt?: string
  mediaType?: string
  /** Of a file, as its sender called it. */
  name?: string
}

export const OBJECT_TYPES = [
  'Note',
  'Article',
  'Review',
  'Message',
  'Order',
  'Page',
  'Person',
  'Document',
] as const
export type ObjectType = (typeof OBJECT_TYPES)[number]

export interface ActivityObject {
  type: ObjectType
  /** Network's id of the thing; for a Create it equals the activity's `externalId`; for Update, Delete, Like … the thing concerned. */
  id: string
  title?: string
  /** Plain text, markup removed, at most 100,000 characters. */
  text?: string
  url?: string
  /** What the network says the language is (BCP 47), which may be wrong. */
  lang?: string
  /** 1 to 5. */
  rating?: number
  media?: Media[]
  inReplyTo?: string
  /** Network's id of the conversation's root; items with the same thread stand in one conversation. */
  thread?: string
  /** Country, ISO 3166-1 alpha-2. */
  country?: string
  /** For an Order: value in minor units of `currency` (ISO 4217). */
  amount?: number
  currency?: string
}

/** What a channel yields, in the vocabulary of the stream; nothing of the network's own shape gets past it. */
export interface Activity {
  verb: Verb
  /** Unique in (workspace, channel); the same event seen twice has the same one. */
  externalId: string
  published: Date
  actor: Actor
  object: ActivityObject
  visibility: 'public' | 'private'
  /** Written by the account itself: our posts and our answers. */
  ours?: boolean
  /** Small facts with no home above (metrics, labels); never secrets. */
  extra?: Record<string, unknown>
}
