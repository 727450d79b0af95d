import type { JSONColumnType } from 'kysely'

/** What was said outside any network, as a member wrote it down. */
export interface ExchangeRow {
  workspace_id: string
  id: string
  activity_id: string
  kind: 'phone' | 'letter'
  direction: 'in' | 'out'
  name: string
  /** The number, or the address. */
  contact: string
  at: Date
  minutes: number | null
  outcome: string
  note: string
  /** When it is to be taken up again. */
  next_at: Date | null
  member_id: string
  version: number
  changed: Date
}

export interface CallTables {
  exchange: ExchangeRow
  /** What it said before each change. */
  exchange_version: {
    workspace_id: string
    exchange_id: string
    version: number
    at: Date
    member_id: string
    was: JSONColumnType<Pick<ExchangeRow, 'outcome' | 'note' | 'minutes'>>
  }
  exchange_outcome: { workspace_id: string; outcomes: string[] }
}
