import type { LiveEvent } from '../../server/api.ts'

export const KINDS = [
  'stream',
  'conversation',
  'account',
  'import',
  'alert',
  'alarm',
  'linked',
  'member',
  'delivery',
  'stop',
  'page',
  'site',
  'notice',
  'presence',
  'draft',
  'mention',
  'assignment',
  'on-call',
  'reading',
  'understanding',
  'rereading',
  'view',
  'visitor',
  'visitor-writing',
  'call-back',
  'moderation',
  'private',
  'approval',
  'tier',
] as const
export type LiveKind = (typeof KINDS)[number]

/** Milliseconds: a burst of thousands of posts a minute asks again at most once in so long. */
const SLOW = 2500
const QUICK = 400

/** What each event makes stale, by the first part of its key, and how long a burst of it is gathered. */
const STALE: Record<LiveKind, { names: string[]; wait: number }> = {
  stream: { names: ['day', 'series'], wait: SLOW },
  conversation: {
    names: ['conversation-counts', 'inbox-view-counts', 'service-now', 'day', 'related'],
    wait: SLOW,
  },
  account: { names: ['accounts', 'day', 'reader-feeds'], wait: QUICK },
  import: { names: ['imports'], wait: QUICK },
  alert: { names: ['alerts', 'term-lists'], wait: SLOW },
  alarm: { names: ['alarms'], wait: QUICK },
  // The history of an alert is counted a moment after it was made or changed, and somebody looks at it.
  linked: { names: ['alerts', 'series', 'day'], wait: QUICK },
  member: { names: ['members', 'invitations', 'me'], wait: QUICK },
  delivery: { names: ['deliveries', 'delivery-counts'], wait: QUICK },
  notice: { names: ['notices'], wait: QUICK },
  'on-call': { names: ['on-call', 'calls', 'notice-settings'], wait: QUICK },
  presence: { names: ['presence'], wait: 150 },
  // Each conversation hears of its own.
  draft: { names: [], wait: QUICK },
  // So does each page that shows a visitor.
  visitor: { names: [], wait: QUICK },
  'visitor-writing': { names: [], wait: QUICK },
  'call-back': { names: ['call-backs'], wait: QUICK },
  mention: { names: ['mentions'], wait: QUICK },
  moderation: { names: ['moderation-counts', 'moderation', 'entries', 'context'], wait: QUICK },
  // Each conversation and each list hears of its own.
  private: { names: [], wait: QUICK },
  approval: { names: ['approvals'], wait: QUICK },
  tier: { names: ['tiers', 'person-tier'], wait: QUICK },
  assignment: { names: ['assignment'], wait: QUICK },
  page: { names: ['pages'], wait: QUICK },
  reading: { names: ['reading', 'understanding'], wait: QUICK },
  understanding: { names: ['understanding', 'reading'], wait: QUICK },
  rereading: { names: ['understanding', 'series', 'day'], wait: SLOW },
  view: { names: ['inbox-views', 'inbox-view-counts'], wait: QUICK },
  site: { names: ['sites'], wait: QUICK },
  stop: { names: ['stop', 'answering', 'deliveries', 'delivery-counts'], wait: 0 },
}

/** Lists that people read never move by themselves: what they missed is announced above them. */
const READ = new Set<unknown>(['conversations', 'activities', 'reader-items'])

/** After a cut nobody knows what came: everything is stale but what is being read. */
export function isStaleAfterCut(key: readonly unknown[]): boolean {
  return !READ.has(key[0])
}

/** Gathers events, and says each stale name once in its time. */
export function gather(renew: (name: string) => void): (kind: LiveKind) => void {
  const waiting = new Map<string, { at: number; timer: ReturnType<typeof setTimeout> }>()
  return (kind) => {
    const { names, wait } = STALE[kind]
    const at = Date.now() + wait
    for (const name of names) {
      const former = waiting.get(name)
      if (former && former.at <= at) continue
      clearTimeout(former?.timer)
      const timer = setTimeout(() => {
        waiting.delete(name)
        renew(name)
      }, wait)
      waiting.set(name, { at, timer })
    }
  }
}

/** The data of one server-sent event; one that cannot be read is passed over. */
export function readEvent(data: string): LiveEvent | undefined {
  try {
    const event: unknown = JSON.parse(data)
    return isEvent(event) ? event : undefined
  } catch {
    return undefined
  }
}

function isEvent(value: unknown): value is LiveEvent {
  return typeof value === 'object' && value !== null && 'k' in value && typeof value.k === 'string'
}
