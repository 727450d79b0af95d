export interface CutTables {
  /** How far the words of a workspace's history were cut as they are cut today. */
  history_cut: {
    workspace_id: string
    version: number
    /** The place of the last one cut, going back; null where there was none. */
    published: Date | null
    activity_id: string | null
    done: boolean
  }
}
