/** A figure with the bounds between which it lies 95 times in 100. */
export interface Figure {
  value: number
  low: number
  high: number
}
export interface Terms {
  fr: string[]
  en: string[]
}
/** GET /identity/proposal?word: terms to start from. */
export interface Declared {
  word: string
  description: string
  terms: Terms
  /** What people say who find the contrary. */
  opposites: Terms
  /** More, in the query language. */
  query: string | null
}
/** POST /identity/traits (a Declared), PATCH /identity/traits/{id} (part of one, archived?), PUT /identity/order {ids} */
export interface Trait extends Declared {
  id: string
  /** Passed as `alert` to GET /activities, they give its posts. */
  talkId: string
  contraryId: string | null
  created: string
  archived: string | null
}
export interface Heard {
  count: number
  positive: number
  negative: number
  contrary: number
  /** Of all that was said of the brand; null where too little was said. */
  share: Figure | null
  /** From -1 to 1. */
  tone: Figure | null
  /** Of what was said on the trait, what says the contrary. */
  denied: Figure | null
}
export interface HeardTrait extends Trait {
  state: 'counted' | 'counting' | 'stopped' | 'idle'
  declared: { from: string; to: string | null }[]
  all: Heard
  /** One a bucket; null where it was not counted then. */
  points: (Heard | null)[]
}
/** GET /identity?step=week|month&count */
export interface Image {
  step: 'day' | 'week' | 'month'
  /** Alerts of the brand that listen. */
  brands: number
  /** As `alert`, all that is said of the brand. */
  wholeId: string | null
  /** History is still being asked. */
  counting: boolean
  total: number
  buckets: { from: string; to: string; count: number }[]
  traits: HeardTrait[]
  history: {
    at: string
    traitId: string
    word: string
    what: 'declared' | 'changed' | 'moved' | 'retired' | 'again'
    fields: string[]
    position: number
  }[]
  /** Words declared at the set-up that are no trait yet. */
  proposals: Declared[]
}
/** GET /identity/unsaid?step&count: phrases that stand out and are covered by no trait. */
export interface Unsaid {
  read: number
  rest: number
  partial: boolean
  phrases: {
    phrase: string
    count: number
    positive: number
    negative: number
    share: Figure | null
    tone: Figure | null
    /** Deviations from the rest of the talk; null where there is none. */
    distinct: number | null
  }[]
}
