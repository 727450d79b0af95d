export type CourtesyTone = 'sober' | 'usual' | 'warm'

/** How a workspace wants its answers. On a channel, null is as everywhere. */
export interface CourtesyManners {
  tone: CourtesyTone
  emoji: boolean
  address: 'tu' | 'vous' | null
  signature: boolean
  signatureWords: string
  channels: {
    channel: string
    tone: CourtesyTone | null
    emoji: boolean | null
    address: 'tu' | 'vous' | null
    signature: boolean | null
  }[]
  /** Addresses, telephone numbers and domains that may stand in public. */
  own: string[]
  greetings: { fr: string[]; en: string[] }
  farewells: { fr: string[]; en: string[] }
  /** Of `advice`. */
  off: string[]
}

/** GET /courtesy/manners; PUT {revision, manners}: 409 `manners_changed` where somebody changed them since. */
export interface KeptManners {
  revision: number
  manners: CourtesyManners
  /** Whether the report tells one person from another. PUT /courtesy/people {enabled}, for the owner. */
  byPerson: boolean
  /** All that can be turned off. */
  advice: string[]
}
