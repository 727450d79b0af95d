/** Whom an answer is to, and what it answers, as far as it is known; all of it may be absent. */
export interface Situation {
  /** What the customer wrote last. */
  message?: string
  /** Stars that came with it, 1 to 5. */
  rating?: number
  /** The customer's name, as the network or the record has it. */
  name?: string
  /** What we wrote before in this thread, oldest first. */
  before?: string[]
  /** We greeted this person in this thread today: greeting again would be odd. */
  greeted?: boolean
  /** Who else reads it; private when absent, so that nothing is said of public places. */
  visibility?: 'public' | 'private'
  /** `sober` where the trade wants no smile (undertakers, police, banks); else the moment decides. */
  manner?: 'warm' | 'sober'
  /** Most characters that the network takes (graphemes). */
  limit?: number
  /** Addresses, numbers and domains that are the brand's own, which may be public. */
  own?: string[]
  /** Hour of the day where the reader is, 0 to 23: evening greets otherwise. */
  hour?: number
  /** Language, where the text is too short to tell it. */
  lang?: string
  /** How the house wants its answers, where it says so. */
  house?: House
}

/** The manner of a house; what it does not say is as the trade does. */
export interface House {
  /** `sober`: no smile; `usual`: a smile is welcome and never missed; `warm`, also when absent: it is asked for. What is grave is met soberly in any. */
  tone?: 'sober' | 'usual' | 'warm'
  /** False: no emoji at all. */
  emoji?: boolean
  /** How people are spoken to (French), unless the thread has its own. */
  address?: 'tu' | 'vous' | null
  /** The answer is to be signed; the words are proposed where there are some. */
  signature?: { words: string } | null
  /** Greetings and farewells of its own, the first proposed. */
  greetings?: Own
  farewells?: Own
  /** Advice that it does not want. */
  off?: readonly string[]
}
type Own = { fr: readonly string[]; en: readonly string[] }

export interface Draft extends Situation {
  text: string
}

export const ELEMENTS = ['smile', 'greeting', 'farewell', 'thanks'] as const
export type Element = (typeof ELEMENTS)[number]

/** In the order in which they are said: what must not leave, what hurts, what lacks, what could be better. */
export const ADVICE = [
  'placeholder',
  'private_data',
  'blame',
  'name_wrong',
  'emoji_unsuited',
  'emoji_house',
  'too_long',
  'dry_refusal',
  'address_mixed',
  'address_changed',
  'address_house',
  'empathy_missing',
  'greeting_missing',
  'name_missing',
  'thanks_missing',
  'farewell_missing',
  'signature_missing',
  'smile_missing',
  'promise_undated',
  'capitals',
  'exclamations',
] as const
export type AdviceId = (typeof ADVICE)[number]

/** Something to better, at a place of the text (UTF-16 offsets); empty places are where something would go. */
export interface Advice {
  id: AdviceId
  start: number
  end: number
  values?: Record<string, string | number>
  /** Puts it right: `text` in place of what stands between `start` and `end`. */
  mend?: { start: number; end: number; text: string }
}

/** A stretch that made an element present. */
export interface Mark {
  element: Element
  start: number
  end: number
}

export interface Courtesy {
  /** `fr` or `en`; `und` where the language is not read, and then nothing is judged. */
  lang: 'fr' | 'en' | 'und'
  /** 0 to 100; null where the language is not read. */
  score: number | null
  present: Record<Element, boolean>
  /** Warm asks for a smile (SBAM); sober does not (BAM). */
  manner: 'warm' | 'sober'
  /** Something grave, or anger, in what is answered: fellow feeling is due. */
  grave: boolean
  /** The elements that the moment asks for. */
  asked: Element[]
  marks: Mark[]
  advice: Advice[]
}
