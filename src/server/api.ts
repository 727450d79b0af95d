/**
 * The shapes of the public API under `/api/v1`, as the web sees them. Dates are ISO 8601 strings in UTC; identifiers
 * are UUIDs unless said. Lists are `Page<T>`: pass `next` back as `cursor`.
 */
export interface Page<T> {
  items: T[]
  next: string | null
}

export type Locale = 'fr' | 'en'
export type Sentiment = 'positive' | 'neutral' | 'negative'

/** RFC 9457; `title` and `detail` are already in the reader's language, `code` is what to quote. */
export interface ProblemJson {
  type: string
  title: string
  status: number
  detail: string
  code: string
  fields?: Record<string, string>
}

/** GET /me (member); PATCH /me {name?, locale?, theme?, timeZone?, workspaceId?} answers the same; POST /me/leave. GET, PATCH /workspace, POST /workspaces. */
export interface Me {
  user: {
    id: string
    name: string
    email: string
    locale: Locale | null
    theme: 'light' | 'dark' | 'auto'
    timeZone: string
    twoFactor: boolean
  }
  workspace: { id: string; name: string; timeZone: string; demo: boolean }
  role: string
  permissions: string[]
  workspaces: { id: string; name: string }[]
}

/** GET /setup (public): `needed` until the first owner exists. POST /setup with SetupRequest: 204 and the session's cookie. */
export interface SetupState {
  needed: boolean
}
export interface SetupRequest {
  /** From the one-time link. */
  token: string
  owner: { name: string; email: string; password: string }
  workspace: { name: string; timeZone: string; locale: Locale }
  readiness: Readiness
}
/** The questions to answer before starting (B3); GET and PUT /readiness later. */
export interface Readiness {
  brand: { names: string[]; site: string; competitors: string[]; languages: Locale[]; identity: string[] }
  people: { who: string; answersWithinHours: number; outOfHours: string; approves: string }
  objectives: Objective[]
}
export interface Objective {
  /** `reply-time` (hours), `answered-share` (%), `sentiment` (net, -100 to 100), `mentions` (a week), `custom` */
  indicator: 'reply-time' | 'answered-share' | 'sentiment' | 'mentions' | 'custom'
  label: string
  target: number
  by: string
  agreedWith: string
}
/** GET /objectives: with the present value where the indicator is measured. */
export interface ObjectiveState extends Objective {
  id: string
  value: number | null
  unit: string
}

/** GET /members, PATCH /members/{id} {role}, DELETE /members/{id} */
export interface Member {
  id: string
  userId: string
  name: string
  email: string
  role: string
  lastSeen: string | null
}
/** GET, POST /invitations {email, role}; the answer to POST has `link` once. GET /invitations/{token} and POST /invitations/{token}/accept are public. */
export interface Invitation {
  id: string
  email: string
  role: string
  expires: string
  link?: string
}
/** GET, POST /keys {name, permissions}, DELETE /keys/{id}; `secret` only in the answer to POST. */
export interface ApiKey {
  id: string
  name: string
  prefix: string
  permissions: string[]
  created: string
  lastUsed: string | null
  secret?: string
}
/** GET /audit?cursor */
export interface AuditEntry {
  id: string
  at: string
  who: string
  action: string
  target: string
  detail: Record<string, unknown>
}

/** GET /channels: kinds that can be connected; `form` is the JSON Schema of the configuration. */
export interface ChannelKind {
  id: string
  name: string
  form: Record<string, unknown>
  can: { pull: boolean; listen: boolean; receive: boolean; discover: boolean; test: boolean }
  /** What can be asked of it. */
  acts?: Act[]
  /** It can be connected by its network's own page; the form of what is asked before: POST /channels/{id}/sign-in {asks, accountId?} gives {url}. */
  signIn?: Record<string, unknown> | null
}
/** GET, POST /accounts {channel, name, config, inbox?, force?}, PATCH /accounts/{id} {name?, config?, paused?, inbox?}, DELETE; POST /accounts/{id}/test, POST /accounts/{id}/pull; POST /channels/{id}/discover {input} gives {title, config}[] */
export interface ChannelAccount {
  id: string
  channel: string
  name: string
  config: Record<string, unknown>
  paused: boolean
  /** What comes in here is to be answered: it makes conversations. */
  inbox: boolean
  health: 'ok' | 'waiting' | 'late' | 'failing' | 'paused' | 'expiring'
  /** In the reader's language, whole sentences. */
  healthText: string
  failure: string | null
  lastExchange: string | null
  lastActivity: string | null
  lagSeconds: number | null
  /** What the guard, the queries and the rest let through and dropped in the last 24 h, by reason. */
  counts: { kept: number; dropped: Record<string, number> }
  /** Who it is on its network, once an exchange has told. */
  profile?: {
    id: string
    handle: string | null
    name: string | null
    url: string | null
    avatar: string | null
  } | null
  can?: Act[]
  limits?: MessageLimits
  quotas?: { name: string; remaining: number; limit: number | null; resets: string }[]
  /** When its credential dies, where a person must renew it. */
  expires?: string | null
  /** It is connected by its network's own page: POST /channels/{id}/sign-in {asks, accountId} heals it. */
  signIn?: boolean
  /** For a webhook: the address to give to the sender; the secret is shown once at creation. */
  hookUrl?: string
  secret?: string
}

/**
 * POST /imports?name=… with the file as body gives an Import in state `ready`; PATCH /imports/{id} {mapping?, options?}
 * (only while nothing runs; what is not said is found again); POST /imports/{id}/start|cancel|resume; GET /imports (an
 * array, newest first), /imports/{id}; GET /imports/{id}/errors.csv; DELETE /imports/{id} (what it brought stays).
 * Start checks the whole file first. When more than 2 % of the lines would be refused it comes back to `ready` with
 * `checked` true, `errors` and `summary` filled: a second start imports the other lines. Cancel takes back all that
 * came (also once `done`), resume goes on or begins again.
 */
export interface Import {
  id: string
  fileName: string
  format: 'csv' | 'xlsx' | 'jsonl'
  state: 'ready' | 'running' | 'cancelled' | 'failed' | 'done'
  /** What a worker is at; `removing` also while `cancelled` or `failed`: `imported` then goes down to 0. */
  phase: 'checking' | 'importing' | 'removing' | null
  /** The whole file was read with this mapping and these options. */
  checked: boolean
  bytes: number
  bytesRead: number
  rows: number
  imported: number
  duplicates: number
  errors: number
  secondsLeft: number | null
  /** In the reader's language. */
  failure: string | null
  created: string
  columns: { name: string; samples: string[] }[]
  /** Of a workbook. */
  sheets: string[]
  /**
   * Column name to field (words: `import:field.<field>`): externalId, published, time, author, authorHandle, authorId,
   * text, title, url, channel, verb, rating, inReplyTo, thread, lang, country, followers, amount, currency, extra
   */
  mapping: Record<string, string>
  options: {
    encoding: string
    delimiter: string
    escape: '"' | '\\'
    /** Line of the column names, 0 when there is none. */
    headerLine: number
    sheet?: string
    /** Lines with too few cells are filled up rather than refused. */
    pad: boolean
    dateOrder: 'dmy' | 'mdy' | 'ymd'
    timeZone: string
    decimal: ',' | '.'
    /** Best possible rating, where the value does not say. */
    ratingScale: number
    /** Of amounts that say none. */
    currency: string
    /** Files with the same one share their ids. */
    source: string
    network?: string
    mangled: boolean
  }
  /** A known export (words: `import:known.<id>`). */
  known: string | null
  /** What was decided without being sure, in the reader's language. */
  doubts: string[]
  /** After the check. */
  summary: {
    valid: number
    from: string | null
    to: string | null
    verbs: Record<string, number>
    /** Refused lines by reason, most frequent first; `words` in the reader's language. */
    reasons: { reason: string; words: string; count: number }[]
    /** Clock readings that spring skips (moved forward) and that autumn repeats (taken as the first). */
    gaps: number
    folds: number
  } | null
  /** `error` in the reader's language. */
  preview: { line: number; fields: Record<string, string>; error: string | null }[]
}

/** One item of the stream: GET /activities?query&alert&channel&sentiment&lang&from&to&cursor (newest first), GET /activities/{id} */
export interface ActivityItem {
  id: string
  published: string
  verb: string
  channel: string
  accountId: string | null
  actor: {
    id: string
    name: string | null
    handle: string | null
    url: string | null
    avatar: string | null
    followers: number | null
  }
  personId: string | null
  type: string
  title: string | null
  text: string | null
  url: string | null
  rating: number | null
  /** Minor units of `currency`, for an order. */
  amount: number | null
  currency: string | null
  media: { type: string; url: string; alt?: string; mediaType?: string; name?: string }[]
  lang: string
  sentiment: Sentiment
  p: Record<Sentiment, number>
  /** Places are in the text, or in the title where `in` says so. */
  why: { start: number; end: number; effect: string; weight: number; in?: 'title' }[]
  alerts: string[]
  /** Written by us. */
  ours: boolean
  edited: boolean
  deleted: boolean
  visibility: 'public' | 'private'
}

/** GET /alerts?cursor&limit, POST /alerts {name, query, inbox?, kind?, paused?}, GET, PATCH, DELETE /alerts/{id} */
export interface Alert {
  id: string
  name: string
  query: string
  /** What it finds becomes a conversation to answer. */
  inbox: boolean
  kind: 'brand' | 'competitor' | 'topic'
  paused: boolean
  created: string
  /** Last 7 days against the 7 before. */
  week: { count: number; before: number; net: number }
  /** 14 daily counts, oldest first. */
  spark: number[]
}
/** POST /query/check {query, alert?}; positions are UTF-16 offsets in the query. `message` is in the reader's language, `mend` the whole query put right. With `alert: false` a query of fields alone will do. */
export interface QueryCheck {
  ok: boolean
  errors: { start: number; end: number; message: string; mend: string | null }[]
  /** The tree in words. */
  reading: string | null
}
/** POST /alerts/preview {query}: on the last 30 days. */
export interface AlertPreview {
  total: number
  perDay: number
  days: { day: string; count: number; negative: number; positive: number }[]
  sample: ActivityItem[]
}
/** GET /series?by=sentiment|channel|lang|verb|alert&alert&from&to&step=hour|day: counts from the counters. */
export interface Series {
  step: 'hour' | 'day'
  from: string
  to: string
  series: { key: string; points: { at: string; count: number }[] }[]
}

/** GET /conversations?status&assignee=me|none|<member>&channel&alert&sentiment&lang&label&person&q&before&cursor, newest activity first (or sort=waiting); `before` leaps to an instant */
export interface Conversation {
  id: string
  channel: string
  accountId: string | null
  visibility: 'public' | 'private'
  author: { id: string; name: string | null; handle: string | null; avatar: string | null }
  personId: string | null
  title: string | null
  snippet: string
  status: 'open' | 'snoozed' | 'done'
  assignee: { id: string; name: string } | null
  labels: string[]
  /** Alerts that its messages matched. */
  alerts: string[]
  priority: number
  /** Translation keys of what made the priority, most weighty first. */
  priorityWhy: string[]
  sentiment: Sentiment
  lang: string
  messages: number
  notes: number
  lastAt: string
  /** Since when somebody has waited for us; null when nobody does. */
  waitingSince: string | null
  snoozedUntil: string | null
}
/** GET /conversations/{id}?glance; with `glance=yes` the others are not shown that one looks at it. */
export interface ConversationDetail extends Conversation {
  /** Who else has it open now, for presence. */
  viewers: { id: string; name: string }[]
}
/** GET /conversations/{id}/items?cursor, oldest first: messages, notes and what happened. */
export type ConversationEntry =
  | { kind: 'message'; id: string; at: string; activity: ActivityItem; ours: boolean }
  | { kind: 'note'; id: string; at: string; author: { id: string; name: string }; text: string }
  | {
      kind: 'event'
      id: string
      at: string
      who: string | null
      what: 'assigned' | 'done' | 'reopened' | 'snoozed' | 'labelled'
      to: string | null
    }
/** PATCH /conversations/{id} and POST /conversations/bulk {ids, …}: each answers with `undo`, the request that takes it back. */
export interface ConversationChange {
  status?: 'open' | 'done' | 'snoozed'
  assigneeId?: string | null
  snoozedUntil?: string
  labels?: string[]
}
/** GET /conversations/counts */
export interface ConversationCounts {
  open: number
  mine: number
  unassigned: number
  snoozed: number
  done: number
  oldestWaiting: string | null
}

/** GET /people?q gives {id, name, avatar, handles}[]; GET /people/{id}; GET /people/{id}/timeline?cursor is a Page<ActivityItem>. */
export interface Person {
  id: string
  name: string
  avatar: string | null
  since: string
  handles: { channel: string; handle: string; url: string | null }[]
  email: string | null
  orders: { count: number; total: number; currency: string; last: string | null }
  exchanges: number
  sentiment: { positive: number; neutral: number; negative: number }
  lastSeen: string | null
}

/** GET /day: Ma journée. Figures of yesterday (workspace zone) against the median of the same weekday of the 4 weeks before. */
export interface Day {
  date: string
  figures: {
    key: 'mentions' | 'messages' | 'answered' | 'positive' | 'negative' | 'reach' | 'orders'
    value: number
    usual: number | null
    unit: string
  }[]
  waiting: { total: number; over4h: number; over24h: number; oldest: Conversation[] }
  /** What moved: alerts whose yesterday stands apart, with the figures that show it. */
  moved: {
    alertId: string
    name: string
    value: number
    usual: number
    direction: 'up' | 'down'
    sample: ActivityItem | null
  }[]
  alerts: { id: string; name: string; count: number; negative: number; kind: string }[]
  competitors: { alertId: string; name: string; count: number; share: number }[]
  objectives: ObjectiveState[]
  channels: { failing: number; late: number; expiring: number; total: number }
  hours: { at: string; count: number; negative: number }[]
}

/**
 * GET /live: server-sent events `stream`, `conversation`, `account`, `import`, `alert`, `member`, each with {id?}; and
 * `refetch` when some were missed.
 */
export interface LiveEvent {
  k: string
  id?: string
}

/** What can be asked of a network. */
export type Act = 'publish' | 'reply' | 'like' | 'repost' | 'remove'
export type Audience = 'public' | 'unlisted' | 'followers' | 'direct'

/** What one message of a network may be; 0 for no limit. */
export interface MessageLimits {
  text: number
  media: number
  /** How the network counts; each web address as `address` where it counts them alike, and `bytes` at most of UTF-8. */
  measure?: { unit: 'grapheme' | 'code-point'; address?: number; bytes?: number }
  alt?: number
  mediaBytes?: number
  mediaTypes?: string[]
  warning?: boolean
  title?: boolean
  quote?: boolean
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
  }[]
  /** The message that is answered unless another is named. */
  to: string | null
  title: string | null
  audience: Audience | null
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
 * media?: {attachmentId, alt}[], to?, accountId?, done?}; POST /activities/{id}/marks {act: like | repost | remove,
 * accountId?}; POST /deliveries {accountId, text, …}. GET /deliveries?state=&accountId=&conversationId=&cursor=;
 * GET /deliveries/{id} adds `log`; PATCH /deliveries/{id} {text, …} while it has not left; POST
 * /deliveries/{id}/retry | drop | look, and /sent {url?} when a person has seen it there.
 */
export interface Delivery {
  id: string
  act: Act
  state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dropped'
  /** It waits because everything is stopped. */
  held: boolean
  accountId: string
  accountName: string
  channel: string
  conversationId: string | null
  text: string | null
  title: string | null
  media: { id: string; name: string; mediaType: string; alt: string }[]
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

/**
 * GET, POST /webhooks; PATCH, DELETE /webhooks/{id} (also {renewSecret, enabled}); POST /webhooks/{id}/test answers a
 * WebhookDelivery. `secret` only when made or renewed. No verb: nothing of the stream; no channel, no alert: whatever they are.
 */
export interface Webhook {
  id: string
  url: string
  verbs: string[]
  channels: string[]
  alerts: string[]
  deliveries: boolean
  enabled: boolean
  failingSince: string | null
  disabledWhy: string | null
  secret?: string
}
/** GET /webhooks/{id}/deliveries; POST /webhooks/{id}/deliveries/{deliveryId}/replay */
export interface WebhookDelivery {
  id: string
  event: string
  state: 'waiting' | 'sent' | 'failed'
  tries: number
  status: number | null
  duration: number | null
  answer: string | null
  at: string
  nextTry: string | null
}
