/** GET /pages, POST /pages, GET|PATCH|DELETE /pages/{id}, POST /pages/{id}/look {accept}. */
export interface WatchedPage {
  id: string
  url: string
  name: string
  kind: 'terms' | 'page'
  every: 'hour' | 'day' | 'week'
  part: { kind: 'selector' | 'heading'; of: string } | null
  /** Lines not to be looked at, `*` standing for anything. */
  ignore: string[]
  /** Keeps to what the site asks of programs. */
  robots: boolean
  assigneeId: string | null
  /** Days given to read a change. */
  days: number
  paused: boolean
  looked: string | null
  nextLook: string | null
  trouble: { kind: PageTrouble; detail: string; since: string } | null
  movedTo: string | null
  title: string | null
  /** How often its words changed, and when they last did. */
  changes: number
  changed: string | null
  /** What is still to be read of it. */
  task: PageTask | null
}
export type PageTrouble =
  | 'refused'
  | 'gone'
  | 'moved'
  | 'login'
  | 'captcha'
  | 'empty'
  | 'part'
  | 'robots'
  | 'busy'
  | 'address'
  | 'kind'
  | 'large'
  | 'unreachable'
  | 'broken'
export interface WatchedPageDetail extends WatchedPage {
  versions: PageVersion[]
  tasks: PageTask[]
}
export interface PageVersion {
  id: string
  seen: string
  title: string
  words: number
  added: number
  removed: number
  /** Of the words of it and of the one before, those that came or went: 0 to 1. */
  share: number
}
/** GET /page-tasks (those still open); PATCH /page-tasks/{id} {assigneeId, due, note, done}. */
export interface PageTask {
  id: string
  pageId: string
  page: string
  from: string
  to: string
  created: string
  changed: string
  assigneeId: string | null
  assignee: string | null
  due: string | null
  note: string
  done: string | null
  doneBy: string | null
}
/** GET /pages/{id}/comparison?from&to&whole. */
export interface PageComparison {
  from: PageVersion
  to: PageVersion
  added: number
  removed: number
  share: number
  rows: PageRow[]
}
export type PageRow =
  | { kind: 'same' | 'added' | 'removed' | 'moved'; text: string }
  | { kind: 'changed'; pieces: { text: string; how?: 'added' | 'removed' }[] }
  | { kind: 'gap'; lines: number }
/** GET /pages/starters: rules of networks that can be watched with one click. */
export interface PageStarter {
  network: string
  about: 'terms' | 'business' | 'contests' | 'reviews' | 'rules'
  url: { fr: string; en: string }
}
/** GET /sites, POST /sites, GET|PATCH|DELETE /sites/{id}. */
export interface WatchedSite {
  id: string
  url: string
  name: string
  minutes: number
  /** Null: any between 200 and 299. */
  status: number | null
  text: string | null
  seconds: number
  paused: boolean
  /** `doubt`: it failed once, and is looked at again within a minute. */
  state: 'unknown' | 'up' | 'doubt' | 'down'
  since: string | null
  last: string | null
  /** Milliseconds to the first byte of the last answer. */
  took: number | null
  fault: SiteFault | null
  /** Every site failed at once: it is this server that is cut off, and nothing can be told. */
  cutOff: boolean
  certificate: { expires: string; issuer: string; daysLeft: number; warn: boolean } | null
  /** Of the last thirty days: the share it was up of the time that was measured, and how much of them was. */
  month: { availability: number | null; measured: number }
}
export interface SiteFault {
  kind: 'status' | 'text' | 'timeout' | 'unresolved' | 'unreachable' | 'tls' | 'cut' | 'broken' | 'address'
  detail: string
}
export interface WatchedSiteDetail extends WatchedSite {
  /** Newest first. */
  falls: { id: string; began: string; told: string; ended: string | null; fault: SiteFault }[]
  /** Of the last seven days, those of which something is known: seconds up and down, milliseconds on average and at most. */
  hours: { hour: string; up: number; down: number; took: number | null; most: number | null }[]
}
/** GET /reader/feeds; PATCH /reader/feeds/{id} {folder}; POST /reader/folders/rename {from, to}. */
export interface ReaderFeeds {
  /** Everything up to there is what one has before one's eyes: given back to POST /reader/read. */
  head: number
  starred: number
  feeds: ReaderFeed[]
}
export interface ReaderFeed {
  id: string
  name: string
  url: string
  /** Names of the folders that hold it, the outermost first. */
  folder: string[]
  unread: number
  paused: boolean
  failing: boolean
  lastActivity: string | null
}
/** GET /reader/items?feed&folder&unread&starred&q&cursor; PATCH /reader/items {ids, read, starred}. */
export interface ReaderItem {
  id: string
  feedId: string
  feed: string
  title: string | null
  snippet: string
  toxicity: number | null
  author: string | null
  url: string | null
  published: string
  lang: string
  read: boolean
  starred: boolean
}
/** GET /reader/items/{id}; POST /reader/items/{id}/whole answers the article of the page behind. */
export interface ReaderItemDetail extends ReaderItem {
  topics: string[]
  article: ReaderArticle
}
export interface ReaderArticle {
  url: string | null
  blocks: ReaderBlock[]
}
export interface ReaderBlock {
  kind: 'text' | 'heading' | 'item' | 'quote' | 'code' | 'image'
  level?: number
  spans: { text: string; href?: string }[]
  /** Of a picture: GET /reader/pictures?of={pass}. */
  pass?: string
  host?: string
  alt?: string
}
/** POST /reader/read {feed, folder, head} answers it; POST /reader/unread takes it back. */
export interface ReaderBefore {
  seen: { accountId: string; position: number }[]
  unread: string[]
}
/** POST /reader/opml/check; then POST /reader/opml {feeds}. GET /reader/opml is the list. */
export interface OpmlPlan {
  title: string
  feeds: {
    line: number
    title: string
    url: string
    folder: string[]
    state: 'new' | 'here' | 'twice'
    feedId?: string
  }[]
  faults: { line: number; why: 'no-address' | 'not-web' | 'too-deep' | 'too-many' | 'markup' }[]
}
