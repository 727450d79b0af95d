import type { ObjectiveState } from './access.ts'
import type { Conversation } from './inbox.ts'
import type { ActivityItem } from './stream.ts'

/** GET /day: Ma journée. Figures of yesterday (workspace zone) against the median of the same weekday of the 4 weeks before. */
export interface Day {
  date: string
  figures: {
    key: 'mentions' | 'messages' | 'answered' | 'positive' | 'negative' | 'reach' | 'orders'
    value: number
    usual: number | null
    unit: string
  }[]
  waiting: { total: number; over4h: number; over24h: number; oldest: Conversation[] }
  /** What moved: alerts whose yesterday stands apart, with the figures that show it. */
  moved: {
    alertId: string
    name: string
    value: number
    usual: number
    direction: 'up' | 'down'
    sample: ActivityItem | null
  }[]
  alerts: { id: string; name: string; count: number; negative: number; kind: string }[]
  competitors: { alertId: string; name: string; count: number; share: number }[]
  objectives: ObjectiveState[]
  channels: { failing: number; late: number; expiring: number; total: number }
  hours: { at: string; count: number; negative: number }[]
}
