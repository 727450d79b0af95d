export interface ReaderTables {
  /** What feeds brought, so that it is counted and listed without the stream. */
  reader_item: {
    workspace_id: string
    activity_id: string
    account_id: string
    published: Date
    /** Its place in the stream: what came later than what a member has read stands higher. */
    position: number
  }
  /** Where a feed stands; those that are not here stand in no folder. */
  reader_place: { workspace_id: string; account_id: string; folder: string[] }
  /** Everything of a feed up to there was read by the member, at once. */
  reader_seen: { workspace_id: string; member_id: string; account_id: string; position: number }
  /** What a member said of one item; `read` is null where only a star was given. */
  reader_mark: {
    workspace_id: string
    member_id: string
    activity_id: string
    read: boolean | null
    starred: Date | null
  }
}
