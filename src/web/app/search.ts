import { isInstant } from '../lib/instant.ts'

/** What each address carries. Everything is text there; a value that makes no sense is left out. */
type Raw = Record<string, unknown>

/** A query is carried whole, or not at all. */
const LONGEST_QUERY = 32_000

function text(raw: Raw, key: string, longest = 2000): string | undefined {
  const value = raw[key]
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined
}

function instant(raw: Raw, key: string): string | undefined {
  const value = text(raw, key)
  return value && isInstant(value) ? value : undefined
}

function oneOf<T extends string>(raw: Raw, key: string, values: readonly T[]): T | undefined {
  return values.find((value) => value === raw[key])
}

/** Yes or nothing: an address holds it as a word. */
function yes(raw: Raw, key: string): true | undefined {
  return raw[key] === true || raw[key] === 'true' || undefined
}

function keep<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T
}

export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const
export const VIEWS = [
  'open',
  'mine',
  'unassigned',
  'private',
  'reviews',
  'mentions',
  'late',
  'soon',
  'waiting',
  'recent',
  'snoozed',
  'done',
] as const
export type View = (typeof VIEWS)[number]

export interface AppSearch {
  /** The person shown in the right pane. */
  person?: string | undefined
}

export function appSearch(raw: Raw): AppSearch {
  return keep({ person: text(raw, 'person') })
}

export interface InboxSearch {
  view?: View | undefined
  /** A view that was kept, in the place of a ready one. */
  saved?: string | undefined
  channel?: string | undefined
  alert?: string | undefined
  sentiment?: (typeof SENTIMENTS)[number] | undefined
  lang?: string | undefined
  assignee?: string | undefined
  /** Of whoever wrote: a tier of customers, or `none`. */
  tier?: string | undefined
  /** Only what a service has in hand. */
  service?: 'yes' | undefined
  q?: string | undefined
  /** Only what moved before this day: the way to leap through a very long list. */
  before?: string | undefined
}

export function inboxSearch(raw: Raw): InboxSearch {
  return keep({
    view: oneOf(raw, 'view', VIEWS),
    saved: text(raw, 'saved'),
    channel: text(raw, 'channel'),
    alert: text(raw, 'alert'),
    sentiment: oneOf(raw, 'sentiment', SENTIMENTS),
    lang: text(raw, 'lang'),
    assignee: text(raw, 'assignee'),
    tier: text(raw, 'tier'),
    service: oneOf(raw, 'service', ['yes'] as const),
    q: text(raw, 'q'),
    before: text(raw, 'before'),
  })
}

export const SERVICE_SPANS = ['4w', '13w', '52w'] as const

export interface ServiceReportSearch {
  span?: (typeof SERVICE_SPANS)[number] | undefined
}

export function serviceReportSearch(raw: Raw): ServiceReportSearch {
  return keep({ span: oneOf(raw, 'span', SERVICE_SPANS) })
}

export interface CourtesyReportSearch extends ServiceReportSearch {
  /** Of these the answers are shown: a Monday, a channel, a piece of advice. */
  week?: string | undefined
  channel?: string | undefined
  advice?: string | undefined
}

export function courtesyReportSearch(raw: Raw): CourtesyReportSearch {
  const { span } = serviceReportSearch(raw)
  return keep({ span, week: text(raw, 'week'), channel: text(raw, 'channel'), advice: text(raw, 'advice') })
}

export interface NoticesSearch {
  unread?: boolean | undefined
}

export function noticesSearch(raw: Raw): NoticesSearch {
  return keep({ unread: yes(raw, 'unread') })
}

/** How things that leave can be looked at. */
export const OUTBOX_VIEWS = ['all', 'unknown', 'refused', 'waiting', 'sent'] as const
export type OutboxView = (typeof OUTBOX_VIEWS)[number]

export interface OutboxSearch {
  view?: OutboxView | undefined
}

export function outboxSearch(raw: Raw): OutboxSearch {
  return keep({ view: oneOf(raw, 'view', OUTBOX_VIEWS) })
}

/** Why somebody comes back from a network's page without an account. */
export const SIGN_IN_FAILURES = [
  'expired',
  'denied',
  'other-identity',
  'refused',
  'network',
  'account-gone',
] as const

export interface ChannelsSearch {
  /** The account that was just connected by its network's page. */
  connected?: string | undefined
  failed?: (typeof SIGN_IN_FAILURES)[number] | undefined
}

export function channelsSearch(raw: Raw): ChannelsSearch {
  return keep({ connected: text(raw, 'connected'), failed: oneOf(raw, 'failed', SIGN_IN_FAILURES) })
}

export const RANGES = ['24h', '7d', '30d', '90d'] as const
export type Range = (typeof RANGES)[number]

export const INTENTS = ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other'] as const

export interface StreamSearch {
  query?: string | undefined
  range?: Range | undefined
  from?: string | undefined
  to?: string | undefined
  sentiment?: (typeof SENTIMENTS)[number] | undefined
  channel?: string | undefined
  lang?: string | undefined
  intent?: (typeof INTENTS)[number] | undefined
  topic?: string | undefined
  /** At least so urgent. */
  urgency?: '1' | '2' | undefined
  /** Only what offends. */
  toxic?: boolean | undefined
  /** The point of the chart whose posts are shown. */
  at?: string | undefined
}

export function streamSearch(raw: Raw): StreamSearch {
  return keep({
    query: text(raw, 'query'),
    range: oneOf(raw, 'range', RANGES),
    from: text(raw, 'from'),
    to: text(raw, 'to'),
    sentiment: oneOf(raw, 'sentiment', SENTIMENTS),
    channel: text(raw, 'channel'),
    lang: text(raw, 'lang'),
    intent: oneOf(raw, 'intent', INTENTS),
    topic: text(raw, 'topic'),
    // An address holds a number where it can.
    urgency: oneOf({ urgency: String(raw.urgency) }, 'urgency', ['1', '2']),
    toxic: yes(raw, 'toxic'),
    at: instant(raw, 'at'),
  })
}

export interface EverywhereSearch {
  q?: string | undefined
  /** The source whose finds are shown. */
  source?: string | undefined
}

export function everywhereSearch(raw: Raw): EverywhereSearch {
  return keep({ q: text(raw, 'q'), source: text(raw, 'source') })
}

export const ALERT_KINDS = ['brand', 'topic', 'competitor'] as const

export interface NewAlertSearch {
  query?: string | undefined
  name?: string | undefined
  kind?: (typeof ALERT_KINDS)[number] | undefined
  folder?: string | undefined
}

export function newAlertSearch(raw: Raw): NewAlertSearch {
  return keep({
    query: text(raw, 'query', LONGEST_QUERY),
    name: text(raw, 'name'),
    kind: oneOf(raw, 'kind', ALERT_KINDS),
    folder: text(raw, 'folder'),
  })
}

export interface EditAlertSearch {
  /** Proposed in the place of the query that is kept. */
  query?: string | undefined
}

export function editAlertSearch(raw: Raw): EditAlertSearch {
  return keep({ query: text(raw, 'query', LONGEST_QUERY) })
}

export interface IdentitySearch {
  span?: '13w' | '26w' | '12m' | undefined
  /** What was picked: a trait, the bucket of it, only those that say the contrary; or a phrase. */
  trait?: string | undefined
  at?: string | undefined
  contrary?: boolean | undefined
  said?: string | undefined
}

export function identitySearch(raw: Raw): IdentitySearch {
  return keep({
    span: oneOf(raw, 'span', ['13w', '26w', '12m']),
    trait: text(raw, 'trait'),
    at: text(raw, 'at'),
    contrary: yes(raw, 'contrary'),
    said: text(raw, 'said'),
  })
}

export interface ComparisonSearch {
  /** The two versions of a page that are compared. */
  from?: string | undefined
  to?: string | undefined
}

export function comparisonSearch(raw: Raw): ComparisonSearch {
  return keep({ from: text(raw, 'from'), to: text(raw, 'to') })
}

export const READER_SHOWS = ['unread', 'all', 'starred'] as const

export interface ReaderSearch {
  feed?: string | undefined
  /** Names of the folders, the outermost first, with a line break between. */
  folder?: string | undefined
  show?: (typeof READER_SHOWS)[number] | undefined
  q?: string | undefined
  /** The item that is open. */
  item?: string | undefined
}

export function readerSearch(raw: Raw): ReaderSearch {
  return keep({
    feed: text(raw, 'feed'),
    folder: text(raw, 'folder'),
    show: oneOf(raw, 'show', READER_SHOWS),
    q: text(raw, 'q'),
    item: text(raw, 'item'),
  })
}

export interface CompetitorsSearch {
  span?: '30d' | '13w' | '12m' | undefined
  /** The alert whose posts are shown, and the bucket of it. */
  voice?: string | undefined
  at?: string | undefined
  /** The competitor that is looked at closer by. */
  rival?: string | undefined
}

export function competitorsSearch(raw: Raw): CompetitorsSearch {
  return keep({
    span: oneOf(raw, 'span', ['30d', '13w', '12m']),
    voice: text(raw, 'voice'),
    at: text(raw, 'at'),
    rival: text(raw, 'rival'),
  })
}

export interface SignInSearch {
  next?: string | undefined
}

/** Only a path of this site may follow the sign-in, as browsers read it: they pass over tabs and take `\\` for `/`. */
export function signInSearch(raw: Raw): SignInSearch {
  const next = text(raw, 'next')
  return keep({ next: next && isOwnPath(next) ? next : undefined })
}

const HERE = 'https://here.invalid'

function isOwnPath(path: string): boolean {
  return path.startsWith('/') && URL.canParse(path, HERE) && new URL(path, HERE).origin === HERE
}

export interface QueueSearch {
  view?: 'todo' | 'split' | undefined
  sort?: 'severity' | 'doubt' | undefined
}

const ACT_STATES = ['proposed', 'done', 'refused', 'withdrawn', 'restored'] as const
const SANCTIONS = ['blur', 'hide', 'mute', 'block'] as const

export interface ActsSearch {
  view?: 'proposed' | 'appeals' | 'all' | undefined
  state?: (typeof ACT_STATES)[number] | undefined
  rule?: string | undefined
  kind?: (typeof SANCTIONS)[number] | undefined
  channel?: string | undefined
  /** Who proposed, decided, restored or answered. */
  by?: string | undefined
  /** One of them, shown by itself. */
  act?: string | undefined
}

export function actsSearch(raw: Raw): ActsSearch {
  return keep({
    view: oneOf(raw, 'view', ['proposed', 'appeals', 'all']),
    state: oneOf(raw, 'state', ACT_STATES),
    rule: text(raw, 'rule', 60),
    kind: oneOf(raw, 'kind', SANCTIONS),
    channel: text(raw, 'channel', 60),
    by: text(raw, 'by', 60),
    act: text(raw, 'act', 60),
  })
}

export function removalsSearch(raw: Raw): { span?: 'month' | 'quarter' | 'year' | undefined } {
  return keep({ span: oneOf(raw, 'span', ['month', 'quarter', 'year']) })
}

export function queueSearch(raw: Raw): QueueSearch {
  return keep({
    view: oneOf(raw, 'view', ['todo', 'split']),
    sort: oneOf(raw, 'sort', ['severity', 'doubt']),
  })
}

export function agreementSearch(raw: Raw): { span?: '13w' | '52w' | undefined } {
  return keep({ span: oneOf(raw, 'span', ['13w', '52w']) })
}

export interface ApprovalsSearch {
  view?: 'waiting' | 'decided' | undefined
}

export function approvalsSearch(raw: Raw): ApprovalsSearch {
  return keep({ view: oneOf(raw, 'view', ['waiting', 'decided']) })
}
