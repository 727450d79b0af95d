import type { Handle } from '../../../../lib/db/index.ts'
import { SAID, type StoredActivity, searchActivities } from '../../../activity/index.ts'
import { type Unsaid, unsaidIn } from './unsaid.ts'

/** The newest posts of the period that are read, of the brand's talk and of the rest. */
const MOST_READ = 3000

export interface UnsaidRequest {
  /** By which all that is said of the brand is found. */
  wholeId: string
  /** Counters of what traits cover. */
  covered: ReadonlySet<string>
  /** Words of the brand's own name. */
  names: string[]
  from: Date
  to: Date
  publicOnly: boolean
}

export interface UnsaidFound {
  /** Posts of the brand that were read and that no trait covers, and of the rest. */
  read: number
  rest: number
  /** Not all of the period could be read. */
  partial: boolean
  phrases: Unsaid[]
}

/** Reads the posts of a period, the newest of them, for what is said and not declared. */
export async function readUnsaid(
  db: Handle,
  workspaceId: string,
  request: UnsaidRequest,
): Promise<UnsaidFound> {
  const { wholeId, covered, names, from, to, publicOnly } = request
  const span = { from, to, publicOnly, verbs: SAID, limit: MOST_READ }
  const brand = await searchActivities(db, workspaceId, { ...span, alertId: wholeId })
  const all = await searchActivities(db, workspaceId, span)
  const talk = brand.filter((row) => !row.alerts.some((id) => covered.has(id)))
  const rest = all.filter((row) => !row.ours && !row.alerts.includes(wholeId))
  return {
    read: talk.length,
    rest: rest.length,
    partial: brand.length === MOST_READ,
    phrases: unsaidIn(talk.map(postOf), rest.map(postOf), names),
  }
}

function postOf({ title, text, sentiment }: StoredActivity) {
  return { text: [title, text].filter(Boolean).join('. '), sentiment }
}
