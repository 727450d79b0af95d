import type { Handle } from '../../../lib/db/index.ts'
import { SAID, type StoredActivity, searchActivities } from '../../activity/index.ts'
import { fold } from '../identity/unsaid/phrase.ts'
import { type Unsaid, unsaidIn } from '../identity/unsaid/unsaid.ts'

/** The newest posts of each period that are read. */
const MOST_READ = 2000

export interface PhrasesRequest {
  alertId: string
  from: Date
  to: Date
  /** Words of the alert's own query, which all that it finds holds. */
  names: string[]
  publicOnly: boolean
}

export interface PhrasesFound {
  /** Posts read, of the period and of as long before it. */
  read: number
  before: number
  /** Not all of the period could be read. */
  partial: boolean
  phrases: Unsaid[]
}

/** What an alert's posts speak of more than they did over as long before. */
export async function readPhrases(
  db: Handle,
  workspaceId: string,
  { alertId, from, to, names, publicOnly }: PhrasesRequest,
): Promise<PhrasesFound> {
  const span = { alertId, publicOnly, verbs: SAID, limit: MOST_READ }
  const now = await searchActivities(db, workspaceId, { ...span, from, to })
  const earlier = new Date(from.getTime() - (to.getTime() - from.getTime()))
  const before = await searchActivities(db, workspaceId, { ...span, from: earlier, to: from })
  return {
    read: now.length,
    before: before.length,
    partial: now.length === MOST_READ,
    phrases: unsaidIn(now.map(postOf), before.map(postOf), names),
  }
}

function postOf({ title, text, sentiment }: StoredActivity) {
  return { text: [title, text].filter(Boolean).join('. '), sentiment }
}

/** The words that a query asks for, without its fields and operators. */
export function namesIn(query: string): string[] {
  const words = query.replace(/[\p{L}_]+:\S*/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map(fold))].filter((word) => word.length > 1)
}
