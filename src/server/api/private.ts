import type { Page } from './base.ts'

export type PrivateState =
  | 'queued'
  | 'waiting'
  | 'unknown'
  | 'refused'
  | 'sent'
  | 'absent'
  | 'came'
  | 'answered'
  | 'closed'
  | 'joined'
  | 'erased'
  | 'cancelled'

export type PrivateWay = 'direct' | 'link' | 'mail'

export interface PrivateSide {
  id: string
  channel: string
  author: string | null
  snippet: string
}

/**
 * POST /conversations/{id}/private {way, text, opening?, hours?, seen?, despite?}; POST /private-invitations/{id}/withdraw,
 * …/not-them {conversationId}, …/closing {text, sure?}.
 */
export interface PrivateInvitation {
  id: string
  /** The list that it stands in. */
  moveId: string | null
  state: PrivateState
  way: PrivateWay | null
  at: string
  by: { id: string; name: string }
  expires: string | null
  reason: string | null
  /** In public; null where it is gone. */
  there: PrivateSide | null
  arrivals: { at: string; way: PrivateWay; refused: boolean; here: PrivateSide | null }[]
  closed: boolean
}

/** GET /conversations/{id}/private */
export interface ConversationPrivate {
  ways: {
    direct: boolean
    link: { id: string; name: string } | null
    /** Our mailbox that they can write to; else why there is none. */
    mail: { id: string; name: string; address: string } | null
    noMail: 'none' | 'down' | null
  }
  hours: number
  /** Filled for this conversation; the link is still a variable. */
  drafts: Record<PrivateKind, string[]>
  invitations: PrivateInvitation[]
  /** By which they came here. */
  from: PrivateInvitation[]
}

export type PrivateKind = 'direct' | 'link' | 'mail' | 'opening' | 'closing'

/** By language, then by kind. */
export type PrivateLines = Record<string, Record<PrivateKind, string[]>>

/** GET and PUT /private-setting */
export interface PrivateSetting {
  lines: PrivateLines
  hours: number
  siteId: string | null
  mailId: string | null
}

export interface PrivatePlace {
  id: string
  name: string
  /** People can be asked to it now. */
  open: boolean
}

/** GET /private-setting/places; `site`, `mailbox`: those that are used now, by their ids. */
export interface PrivatePlaces {
  sites: PrivatePlace[]
  mailboxes: (PrivatePlace & { address: string })[]
  site: string | null
  mailbox: string | null
}

/** GET /private-moves; POST {name, way, lines, hours, ids? or view?}; POST /private-moves/{id}/approve, /cancel, /retry. */
export interface PrivateMove {
  id: string
  name: string
  way: PrivateWay | 'best'
  by: { id: string; name: string }
  at: string
  /** How many there were at the start; the sums make as many. */
  total: number
  sums: Record<PrivateState, number>
  underWay: boolean
  approved: { at: string; by: { id: string; name: string } | null } | null
  cancelled: string | null
  mayApprove: boolean
}

/** GET /private-moves/{id}/people?state&cursor; …/people.csv */
export interface PrivatePerson {
  id: string
  place: number
  state: PrivateState
  way: PrivateWay | null
  channel: string
  author: string | null
  reason: string | null
  there: string | null
  here: string | null
}
export type PrivatePeople = Page<PrivatePerson>
