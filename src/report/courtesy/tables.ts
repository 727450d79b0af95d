export interface CourtesyTables {
  /** How courteous each answer that left was, by the rules and manners named in `rules`. */
  courtesy_told: {
    workspace_id: string
    activity_id: string
    at: Date
    channel: string
    conversation_id: string | null
    /** Who decided it, where it left from here. */
    member_id: string | null
    question_id: string | null
    /** Whom it answers, as the channel knows them. */
    asker: string | null
    /** 0 to 100; null in a language that is not read. */
    score: number | null
    /** Elements by bits, in the order of `ELEMENTS`. */
    asked: number
    present: number
    advice: string[]
    /** How their next message, within a week, took it; null: they wrote no more. */
    took: 'thanked' | 'neutral' | 'unhappy' | null
    took_at: Date | null
    rules: string
  }
}
