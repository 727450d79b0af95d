/** What can be asked of a network. */
export type Act =
  | 'publish'
  | 'reply'
  | 'like'
  | 'unlike'
  | 'repost'
  | 'unrepost'
  | 'remove'
  | 'hide'
  | 'unhide'
  | 'mute'
  | 'unmute'
  | 'block'
  | 'unblock'
export type Audience = 'public' | 'unlisted' | 'followers' | 'direct'

/** What one message of a network may be; 0 for no limit. */
export interface MessageLimits {
  text: number
  media: number
  /** How the network counts; each web address as `address` where it counts them alike, and `bytes` at most of UTF-8. */
  measure?: { unit: 'grapheme' | 'code-point'; address?: number; bytes?: number }
  alt?: number
  mediaBytes?: number
  /** Of a film or a recording, where these may be larger. */
  playedBytes?: number
  /** A film or a recording goes alone. */
  playedAlone?: boolean
  mediaTypes?: string[]
  warning?: boolean
  title?: boolean
  quote?: boolean
  /** Who makes the card of a link: what is sent with the message, or the network by itself. */
  card?: 'attached' | 'network'
  lang?: boolean
  audiences?: Audience[]
}

/** GET /conversations/{id}/answering: with what, and by whom, a conversation can be answered. */
export interface Answering {
  accounts: {
    id: string
    name: string
    channel: string
    handle: string | null
    avatar: string | null
    can: Act[]
    limits: MessageLimits
    /** Why it cannot be sent at once: it waits, and is not lost. */
    blocked: 'paused' | 'failing' | 'stopped' | null
    /** Nothing leaves by it: what is written is shown as if its network had taken it. */
    rehearsal: boolean
  }[]
  /** The message that is answered unless another is named. */
  to: string | null
  title: string | null
  audience: Audience | null
  /** Where several threads are shown as one: the last message of each, of which `?to=` and an answer name one. */
  choices: {
    to: string
    channel: string
    visibility: 'public' | 'private'
    author: string | null
    text: string
    toxicity: number | null
    at: string
  }[]
  /** The latest answers of the team: what is known here is not held against. */
  answers: string[]
}
/** `more` of the problem `answered_meanwhile`: what colleagues answered since, newest first. */
export interface Meanwhile {
  answers: { id: string; by: string | null; at: string; text: string; state: Delivery['state'] | null }[]
}

/** POST /conversations/{id}/courtesy {text, to?, visibility?, lang?}: a draft judged, nothing kept. Places are UTF-16 offsets of the text. */
export interface DraftCourtesy {
  /** `und`: not read. */
  lang: 'fr' | 'en' | 'und'
  /** 0 to 100; null where the language is not read. */
  score: number | null
  /** Sober: the trade or the moment wants no smile. */
  manner: 'warm' | 'sober'
  elements: { element: 'smile' | 'greeting' | 'farewell' | 'thanks'; present: boolean; asked: boolean }[]
  /** `message` is in the reader's language. */
  advice: {
    id: string
    start: number
    end: number
    message: string
    mend: { start: number; end: number; text: string } | null
  }[]
}

/** What a network shows of a link; `thumb` is the id of an attachment. */
export interface LinkCard {
  url: string
  title: string
  description: string
  thumb: string | null
}
/** POST /link-cards {url}: what a page says of itself, its picture kept here; `thumbSize` in bytes. */
export interface FetchedCard extends LinkCard {
  thumbSize: number
  thumbType: string | null
}

/** POST /attachments?name= with the file as body; GET /attachments/{id} gives it back. */
export interface Attachment {
  id: string
  name: string
  mediaType: string
  size: number
}

/**
 * Something that leaves, or has left. POST /conversations/{id}/replies {text, title?, lang?, warning?, audience?, quote?,
 * media?: {attachmentId, alt}[], card?: {url, title, description?, thumb?}, to?, accountId?, done?}; POST /activities/{id}/marks {act: like | unlike | repost |
 * unrepost | remove, accountId?}; POST /deliveries {accountId, text, …}. GET /deliveries?state=&accountId=&conversationId=&about=&cursor=;
 * GET /deliveries/{id} adds `log`; PATCH /deliveries/{id} {text, …} while it has not left; POST
 * /deliveries/{id}/retry | drop | look, and /sent {url?} when a person has seen it there.
 */
export interface Delivery {
  id: string
  act: Act
  state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dropped' | 'approval'
  /** It waits because everything is stopped. */
  held: boolean
  accountId: string
  accountName: string
  channel: string
  conversationId: string | null
  /** The activity that is answered, liked, shared or deleted. */
  about: string | null
  text: string | null
  title: string | null
  lang: string | null
  warning: string | null
  /** Null: as what it answers, or the network's own. */
  audience: Audience | null
  quote: boolean | null
  media: { id: string; name: string; mediaType: string; alt: string }[]
  /** What is shown of a link; `thumb` is the id of an attachment. */
  card: LinkCard | null
  by: { id: string; name: string } | null
  at: string
  tries: number
  nextTry: string | null
  /** In the reader's language: what happened, what it means, what to do. */
  failure: { kind: string; text: string } | null
  url: string | null
  activityId: string | null
  sentAt: string | null
  log?: { at: string; what: string; detail: string | null }[]
}
/** GET /deliveries/counts */
export interface DeliveryCounts {
  waiting: number
  sending: number
  refused: number
  unknown: number
  held: number
}
/** GET /stop; POST /stop {reason}; POST /resume {drop: ids of deliveries} */
export interface StopState {
  stopped: { at: string; by: string | null; reason: string; everywhere: boolean } | null
  held: number
  /** Already on the wire when it was stopped. */
  leaving: number
}
