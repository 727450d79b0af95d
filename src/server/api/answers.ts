import type { Page } from './base.ts'

/** What a version of a saved answer says; POST /saved-answers, and `content` of PUT /saved-answers/{id} {content, from}. */
export interface SavedContent {
  name: string
  /** Typed after `/`. */
  shortcut: string | null
  folder: string
  tags: string[]
  /** Networks it fits; none: all. */
  channels: string[]
  /** Prepared for a crisis: offered once approved, and first while an alarm is open. */
  crisis: boolean
  /** By language. */
  texts: Record<string, string>
}
/** GET /saved-answers?q&archived&cursor; PATCH {archived}; POST …/restore {to, from}; POST …/approval {version}, DELETE. */
export interface SavedAnswer {
  id: string
  content: SavedContent
  version: number
  /** Of the version that stands. */
  approved: { by: string | null; at: string } | null
  archived: string | null
  uses: number
  lastUsed: string | null
  changed: string
  /** Variables that nothing fills but a person. */
  unknown: string[]
}
export type SavedAnswers = Page<SavedAnswer>
/** GET /saved-answers/{id}/versions, newest first. */
export interface SavedVersion {
  version: number
  at: string
  by: string | null
  restored: number | null
  changes: {
    part: 'name' | 'shortcut' | 'folder' | 'tags' | 'channels' | 'crisis' | 'text'
    lang: string | null
    pieces: { text: string; kind: 'same' | 'added' | 'removed' }[]
  }[]
}
/** POST /saved-answers/import?format&dry, the body being the file. */
export interface SavedImport {
  created: number
  changed: number
  same: number
  faults: { line: number; reason: string }[]
}
/** GET /conversations/{id}/saved-answers?q&lang: filled as they would be put in. */
export interface SavedOffers {
  /** One is open: those for a crisis come first. */
  alarm: boolean
  items: {
    id: string
    name: string
    shortcut: string | null
    folder: string
    crisis: boolean
    lang: string
    text: string
    blanks: { start: number; end: number; name: string }[]
  }[]
}
/** GET /conversations/{id}/suggestions: what the team answered to the likes of it, and a saved answer that fits. */
export interface AnswerSuggestion {
  kind: 'past' | 'saved'
  id: string
  /** What was asked then, with nothing of whoever asked; the name of a saved answer. */
  about: string
  /** Of what was asked: how likely its words offend, 0 to 1. */
  toxicity: number | null
  at: string | null
  channel: string | null
  /** Who asked then said thanks. */
  thanked: boolean
  lang: string
  text: string
  blanks: { start: number; end: number; name: string }[]
}
/** GET /conversations/{id}/model-drafts: whether an outside model can draft an answer, and what that can cost at the most. */
export interface ModelOffer {
  why: 'off' | 'private' | 'nothing' | 'cap' | null
  model: string | null
  host: string | null
  most: number
  spent: number
  cap: number
  currency: string
  masked: Record<string, number>
}
/** POST /conversations/{id}/model-drafts {wish?, lang?}; GET and DELETE (stops it) …/{draft}. */
export interface ModelDraft {
  id: string
  model: string
  host: string
  state: 'asked' | 'told' | 'failed' | 'stopped'
  failure: string | null
  text: string
  cost: number
  currency: string
  tokens: number
  exact: boolean
}
