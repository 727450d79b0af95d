import { createContext, useContext } from 'react'
import type { Conversation, ConversationChange, ConversationFound } from '../../server/api.ts'
import type { InboxSearch } from '../app/search.ts'
import type { Step } from './changes.ts'

export type Ask = 'assign' | 'snooze' | 'label' | 'service' | 'private' | 'tier'

/** What the list, the conversation and the keyboard share while the inbox is open. */
export interface InboxState {
  search: InboxSearch
  rows: (Conversation & Partial<ConversationFound>)[]
  current: string | undefined
  selected: ReadonlySet<string>
  canWrite: boolean
  toggle(id: string, range?: boolean): void
  clearSelection(): void
  /** Where a change goes: what is selected, else what is open. */
  targets(): string[]
  change(change: ConversationChange, words: string): void
  /** Changes that differ from one to another, all or none of them. */
  changeEach(steps: Step[], words: string): void
  ask(what: Ask): void
  /** Joins what is selected, or with `related` the same person's others, to what is open. */
  join(how?: { related: boolean }): void
  /** Opens the next or the previous conversation of the list, and selects all on the way. */
  extend(by: 1 | -1): void
  /** What an answer closed leaves the list as what a key closes; what follows it is opened. */
  closed(id: string): void
  /** Opens the next or the previous conversation of the list. */
  step(by: 1 | -1): void
}

const Context = createContext<InboxState | null>(null)
export const InboxProvider = Context.Provider

export function useInbox(): InboxState {
  const state = useContext(Context)
  if (!state) throw new Error('outside the inbox')
  return state
}
