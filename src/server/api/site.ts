/** GET /site/{site}?lang, what a visitor's page is told before anything is said. */
export interface SiteLook {
  name: string
  lang: 'fr' | 'en'
  /** Somebody is there now. */
  open: boolean
  colour: string
  /** Black or white, whichever can be read on the colour. */
  ink: string
  greeting: string
  privacyUrl: string
  files: boolean
  chat: boolean
  callBack: boolean
  /** The same without a program. */
  page: string
  /** What is said to the visitor, by its key. */
  words: Record<string, string>
}
/** One thing that was said in a visitor's thread. */
export interface SiteItem {
  n: number
  /** What their page called it; absent for what is ours. */
  id?: string
  ours: boolean
  at: string
  text: string
  files: { name: string; url: string }[]
  gone: boolean
}
/** POST /site/{site}/wait */
export interface SiteNews {
  items: SiteItem[]
  /** Somebody of ours is writing. */
  writing: boolean
  /** Too many wait: ask again later, and not at once. */
  full: boolean
}
/** What goes wrong at a visitor's door, in words for them. */
export interface SiteRefusal {
  problem: string
  message: string
  fields: Record<string, string>
}
/** GET /site/{site}/slots: times that can be booked, by day of the site. */
export interface SiteSlots {
  /** The site's. */
  zone: string
  /** Its clocks in words: `heure de Paris`. */
  clock: string
  minutes: number
  /** `wall`: what the clocks of the site show, `HH:MM`. */
  days: { day: string; slots: { start: string; wall: string }[] }[]
}
/** GET /site/{site}/forms/{form} */
export interface SiteFormShown {
  id: string
  lang: 'fr' | 'en'
  name: string
  fields: {
    id: string
    /** What it is sent as. */
    name: string
    kind: 'name' | 'email' | 'subject' | 'order' | 'text' | 'message' | 'choice' | 'file' | 'consent'
    label: string
    required: boolean
    options: string[]
  }[]
  /** Says when it was shown; it comes back with what is sent. */
  shown: string
}
/** GET /own-sites, what pages of each site carry. */
export interface OwnSite {
  accountId: string
  name: string
  publicId: string
  /** The page that holds the same without a program. */
  url: string
  snippet: string
}
/** What a site of ours is set to: `config` of its account. */
export interface OwnSiteConfig {
  origins: string[]
  language: 'page' | 'fr' | 'en'
  colour: string
  greeting: { fr: string; en: string }
  zone: string
  hours: { day: number; from: string; to: string }[]
  closed: string[]
  answerHours: number
  privacyUrl: string
  retention: number
  files: boolean
  chat: boolean
  callBack: {
    enabled: boolean
    windows: { day: number; from: string; to: string }[]
    minutes: number
    atOnce: number
    notice: number
    days: number
  }
}
export interface SiteFormField {
  id: string
  kind: SiteFormShown['fields'][number]['kind']
  label: { fr: string; en: string }
  required: boolean
  options?: { fr: string; en: string }[]
}
/** GET /site-forms, POST, PATCH /site-forms/{id}; GET /site-forms/{id}/submissions is a sheet. */
export interface SiteForm {
  id: string
  accountId: string
  name: string
  fields: SiteFormField[]
  thanks: { fr: string; en: string }
  version: number
  open: boolean
  changed: string
  url: string
  snippet: string
}
/** GET /call-backs/near?from&to: the last call before, and the first after. */
export interface CallsNear {
  before: string | null
  after: string | null
}
/** GET /call-backs?from&to, PATCH /call-backs/{id} {state, outcome}. */
export interface CallBack {
  id: string
  accountId: string
  visitorId: string
  conversationId: string | null
  starts: string
  /** In words of the reader’s language, by the clocks of the site. */
  when: string
  wall: string
  zone: string
  minutes: number
  name: string
  phone: string
  about: string
  state: 'booked' | 'cancelled' | 'done' | 'missed'
  outcome: string | null
  memberId: string | null
  /** Whether the mail that reminds them left. */
  reminder: 'sent' | 'failed' | 'unknown' | null
}
/** GET /visitors/{id}, the id being that of the author of a conversation on channel `site`. */
export interface SiteVisitor {
  id: string
  site: { accountId: string; name: string } | null
  name: string | null
  email: string | null
  lang: 'fr' | 'en'
  zone: string | null
  page: string | null
  referrer: string | null
  began: string
  seen: string
  present: boolean
  remembered: boolean
  answers: { activityId: string; taken: string | null; mailed: 'sent' | 'failed' | 'unknown' | null }[]
  forms: {
    activityId: string
    formId: string
    version: number
    at: string
    answers: { id: string; kind: string; label: string; value: string }[]
  }[]
  calls: CallBack[]
}
/** POST /exchanges, PATCH /exchanges/{id} {outcome?, note?, minutes?}; GET /exchanges?activityId, /conversations/{id}/exchanges */
export interface Exchange {
  id: string
  activityId: string
  kind: 'phone' | 'letter'
  direction: 'in' | 'out'
  name: string
  contact: string
  at: string
  minutes: number | null
  outcome: string
  note: string
  next: string | null
  author: { id: string; name: string }
  /** The reader wrote it down, and may correct it. */
  mine: boolean
  version: number
}
/** GET /exchanges/{id}/versions: what it said before each change. */
export interface ExchangeVersion {
  version: number
  at: string
  author: string
  was: { outcome: string; note: string; minutes: number | null }
}
