/** A draft of an answer that an outside model wrote for a person to read. */
export interface ModelDraftTable {
  workspace_id: string
  id: string
  conversation_id: string
  member_id: string
  model: string
  host: string
  /** What of the conversation was shown to it, newest first, and what the person asked for. */
  shown: string[]
  wish: string
  /** `asked` for long: the process ended meanwhile, and what was set aside stays counted. */
  state: 'asked' | 'told' | 'failed' | 'stopped'
  failure: string | null
  /** As it came: with placeholders. */
  text: string
  /** Hash of what was shown: where a message was edited since, placeholders mean nothing more. */
  masked: string
  tokens: number
  micros: number
  currency: string
  /** Counted by the other side, and not by us at the most it can be. */
  exact: boolean
  at: Date
  ended: Date | null
  /** An answer that was made of it left. */
  used: Date | null
}

export interface WriterTables {
  model_draft: ModelDraftTable
}
