import type { Generated, JSONColumnType } from 'kysely'

/** Whether the answers that a visitor has not seen here left by mail; `unknown`: nobody can tell. */
export type Mailed = 'sent' | 'failed' | 'unknown'

export interface VisitorTable {
  workspace_id: string
  /** UUIDv7: their id as an actor of the stream, and that of their thread. It opens nothing. */
  id: string
  account_id: string
  /** Of the secret that their page holds. */
  token_hash: string
  name: string | null
  email: string | null
  /** What they read in. */
  lang: 'fr' | 'en'
  /** IANA, as their browser says. */
  zone: string | null
  page: string | null
  referrer: string | null
  began: Date
  /** When a page of theirs last asked. */
  seen: Date
  /** They agreed that their browser remembers the conversation. */
  remembered: Generated<boolean>
  /** How many items there are: the last one's number. */
  items: Generated<number>
  /** When what they have not seen is to be mailed; null while nothing is. */
  mail_due: Date | null
  transcripts: Generated<number>
}

/** A field of a form, as it stands in one version of it. */
export interface FormField {
  /** Stable within the form. */
  id: string
  kind: 'name' | 'email' | 'subject' | 'order' | 'text' | 'message' | 'choice' | 'file' | 'consent'
  label: { fr: string; en: string }
  required: boolean
  /** Of a choice. */
  options?: { fr: string; en: string }[]
}

/** What was answered, in the words that were shown. */
export interface Answer {
  id: string
  kind: FormField['kind']
  label: string
  value: string
}

export type CallState = 'booked' | 'cancelled' | 'done' | 'missed'

export interface SiteTables {
  site_visitor: VisitorTable
  /** What was said in a visitor's thread, numbered for them alone. */
  site_item: {
    workspace_id: string
    visitor_id: string
    n: number
    activity_id: string
    ours: boolean
    at: Date
    /** When the visitor's page took it. */
    taken: Date | null
    mailed: Mailed | null
  }
  /** Files that a visitor sent and may name in a message. */
  site_file: { workspace_id: string; visitor_id: string; attachment_id: string; at: Date }
  site_form: {
    workspace_id: string
    id: string
    account_id: string
    name: string
    fields: JSONColumnType<FormField[]>
    /** What is said once it has been sent. */
    thanks: JSONColumnType<{ fr: string; en: string }>
    /** Goes up with each change: what was sent says which it was. */
    version: number
    open: boolean
    created: Date
    changed: Date
  }
  site_submission: {
    workspace_id: string
    activity_id: string
    form_id: string
    version: number
    visitor_id: string
    lang: 'fr' | 'en'
    answers: JSONColumnType<Answer[]>
    at: Date
  }
  call_back: {
    workspace_id: string
    id: string
    account_id: string
    visitor_id: string
    activity_id: string
    starts: Date
    /** What the clocks of the site showed when it was chosen: `YYYY-MM-DD HH:MM`, and their zone. */
    wall: string
    zone: string
    minutes: number
    /** Which of the calls that may be had at once: two never have the same while booked. */
    seat: number
    name: string
    phone: string
    about: string
    state: CallState
    outcome: string | null
    /** Who took care of it. */
    member_id: string | null
    changed: Date
    /** When who makes it is told that it is near; null once they are. */
    team_due: Date | null
    /** When who is to be called is reminded; null once they are, or where nobody is to be. */
    remind_due: Date | null
    reminded: Date | null
    /** Whether the reminder left. */
    reminder: Mailed | null
  }
}
