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
    kind: 'name' | 'email' | 'subject' | 'order' | 'text' | 'message' | 'choice' | 'file' | 'consent'
    label: string
    required: boolean
    options: string[]
  }[]
  /** Says when it was shown; it comes back with what is sent. */
  shown: string
}
