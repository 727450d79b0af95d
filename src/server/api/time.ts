export type TimeArea = 'writing' | 'answering' | 'watching' | 'learning' | 'reporting'
export type TimeByArea = Record<TimeArea, number>
/** Of whole civil days (`YYYY-MM-DD`) in the member's own zone. */
export interface TimeEntry {
  id: string
  day: string
  area: TimeArea
  minutes: number
  note: string | null
}
/** PUT /me/time/choice {counted, shared}; POST /me/time/minutes {minutes: [{at, area}]}. */
export interface TimeChoice {
  counted: boolean
  sharedSince: string | null
}
/** GET /me/time?weeks: one's own and nobody else's. POST /me/time/entries, DELETE /me/time/entries/{id}, DELETE /me/time. */
export interface TimeGiven extends TimeChoice {
  timeZone: string
  today: string
  /** The split of the craft, in hundredths. */
  reference: TimeByArea
  /** The oldest first; the last is under way. Shares are whole hundredths that sum to 100, null of a week of nothing. */
  weeks: {
    from: string
    minutes: TimeByArea
    shares: TimeByArea | null
    days: { day: string; minutes: TimeByArea }[]
  }[]
  /** What was written down by hand, the latest first. */
  entries: TimeEntry[]
}
/** GET /reports/time?weeks: the mean of those who agreed, where they are enough. */
export interface TeamTime {
  fewest: number
  reference: TimeByArea
  weeks: { from: string; shares: TimeByArea | null }[]
}
