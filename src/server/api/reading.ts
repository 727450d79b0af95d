import type { Sentiment } from './base.ts'

export type Mark = 'sentiment' | 'toxicity' | 'intent' | 'urgency' | 'topics'
export type ReadingTask = 'sentiment' | 'toxicity' | 'intent' | 'urgency'

interface Place {
  start: number
  end: number
  in?: 'title' | undefined
}

/** GET /activities/{id}/reading: what the models of today understand, with the words that made it so. */
export interface PostReading {
  lang: string
  /** Name of what read it: the common model, and after `+` what the workspace taught. */
  by: string
  sentiment: { label: string; p: Record<string, number>; why: (Place & { effect: string; weight: number })[] }
  toxicity: {
    p: number
    kinds: Record<string, number>
    why: (Place & { kind: string; weight: number })[]
  } | null
  intent: { label: string; p: Record<string, number>; why: (Place & { weight: number })[] } | null
  urgency: { level: number; p: number[] } | null
  topics: { id: string; why: Place[] }[]
  /** Where these say otherwise than what is kept. */
  differs: Mark[]
  /** Oldest first; `now` null: given back to the models. */
  corrections: { mark: Mark; was: unknown; now: unknown; model: string; by: string | null; at: string }[]
}

/** PUT /activities/{id}/reading: what is absent stays; DELETE /activities/{id}/reading/{mark} gives it back to the models. */
export interface Verdicts {
  sentiment?: Sentiment
  toxic?: boolean
  intent?: string
  /** 0 none, 1 soon, 2 now. */
  urgency?: number
  topics?: string[]
}

export interface Teaching {
  task: ReadingTask
  lang: string
  version: number
  state: 'used' | 'kept' | 'refused'
  /** The common model that it bends, and whether that is today's: beside another, it reads nothing. */
  on: string
  stands: boolean
  by: string | null
  at: string
  /** On posts kept aside; `gain` in macro-F1, with where it lies 19 times in 20. */
  figures: {
    n: number
    before: { macroF1: number; accuracy: number }
    after: { macroF1: number; accuracy: number }
    gain: { by: number; low: number; high: number }
    /** Share of the corrected posts that it bends. */
    reaches: number
  }
}

/**
 * GET /understanding; POST /understanding/learn {task, lang}: Teaching; PUT /understanding/version {task, lang, version|null};
 * POST /understanding/reread {days}, DELETE /understanding/reread.
 */
export interface Understood {
  fewest: number
  corrected: { mark: string; lang: string; count: number }[]
  teachings: Teaching[]
  rereading: {
    state: 'running' | 'done' | 'cancelled'
    since: string
    total: number
    done: number
    changed: number
    at: string
    ended: string | null
  } | null
}

/** What an outside model says, in our labels; it changes nothing of the post. */
export interface Opinion {
  id: string
  model: string
  answer: {
    sentiment: Sentiment
    toxic: boolean
    intent: string
    urgency: number
    topics: string[]
    reason: string
  }
  tokens: number
  cost: number
  currency: string
  /** False: the most it can have been. */
  exact: boolean
  by: string | null
  at: string
}

/** GET /activities/{id}/opinion; POST answers with one Opinion. `asks` null: nothing can be asked. */
export interface Opinions {
  asks: { model: string; host: string } | null
  told: Opinion[]
}

/** The outside model as it is set; PUT /understanding/analyser takes the same with `key` a string, null or absent. */
export interface Analyser {
  /** Asked for second opinions. */
  enabled: boolean
  /** Asked for drafts of answers. */
  drafts: boolean
  url: string
  model: string
  key: boolean
  currency: string
  /** Of a million tokens. */
  priceIn: number
  priceOut: number
  /** Of a month of UTC. */
  capMoney: number
  capTokens: number
  private: boolean
}

/** GET /understanding/analyser. */
export interface AnalyserState {
  analyser: Analyser | null
  spent: { month: string; money: number; tokens: number; calls: number }
}
