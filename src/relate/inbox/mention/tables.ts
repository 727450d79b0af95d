export interface MentionTables {
  conversation_mention: {
    workspace_id: string
    /** Who is named. */
    member_id: string
    id: string
    /** Where the note was written; what it was joined to since is said by the conversation. */
    conversation_id: string
    note_id: string
    by_member: string
    at: Date
    read: Date | null
  }
}
