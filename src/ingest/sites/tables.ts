import type { Generated, JSONColumnType } from 'kysely'
import type { Fault } from './check/check.ts'
import type { State } from './standing.ts'

interface StoredFault {
  kind: Fault
  detail: string
}

export interface SiteTable {
  workspace_id: string
  id: string
  url: string
  name: string
  /** Minutes between two looks, 1 to 60. */
  minutes: number
  /** Null: any between 200 and 299. */
  status: number | null
  text: string | null
  /** Within which it must answer. */
  seconds: number
  paused: Generated<boolean>
  created: Generated<Date>
  state: Generated<State>
  since: Date | null
  /** The last look that told something. */
  last: Date | null
  took: number | null
  fault: JSONColumnType<StoredFault> | null
  /** The last look told nothing: we were cut off ourselves. */
  cut_off: Generated<boolean>
  next_look: Date | null
  lease: Date | null
  tls_expires: Date | null
  tls_issuer: string | null
  tls_looked: Date | null
}

export interface FallTable {
  workspace_id: string
  site_id: string
  id: string
  began: Date
  told: Date
  ended: Date | null
  fault: JSONColumnType<StoredFault>
}

export interface SiteHourTable {
  workspace_id: string
  site_id: string
  hour: Date
  /** Seconds of which it is known that it was so; the rest of the hour is not known. */
  up: number
  down: number
  /** Looks that got an answer, their milliseconds in all and at most. */
  answers: number
  took: number
  most: number
}

export interface SiteTables {
  watched_site: SiteTable
  site_fall: FallTable
  site_hour: SiteHourTable
}
