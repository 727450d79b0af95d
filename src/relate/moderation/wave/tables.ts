/** What of a post is compared with those of the hours after it; no words. */
export interface WaveTables {
  moderation_trace: {
    workspace_id: string
    activity_id: string
    at: Date
    author: number
    bands: number[]
    sketch: number[]
  }
}
