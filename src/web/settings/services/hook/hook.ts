import type { ServiceHook, ServiceTool } from '../../../../server/api.ts'

/** What is said of an address that a tool tells, worst first: a key of `hook`, what it names, and how it sounds. */
export interface Condition {
  key: string
  tone: 'good' | 'bad' | 'warm'
  /** When it was. */
  at?: string
  count?: number
}

/** Days without anything after which it is said. */
const QUIET = 7

export function conditionOf({ made, last, refused, quietDays }: ServiceHook): Condition | null {
  if (made === null) return null
  if (refused && (!last || refused.at > last.at))
    return { key: `refused.${refused.why}`, tone: 'bad', at: refused.at }
  if (!last)
    return { key: quietDays ? 'never_days' : 'never', tone: 'warm', ...(quietDays && { count: quietDays }) }
  if (quietDays !== null && quietDays >= QUIET) return { key: 'quiet', tone: 'warm', count: quietDays }
  return { key: `outcome.${last.outcome}`, tone: 'good', at: last.at }
}

/** What came since somebody began to watch: undefined while nothing did. */
export function cameSince(hook: ServiceHook | undefined, since: number): 'taken' | 'refused' | undefined {
  if (!hook) return undefined
  if (hook.last && Date.parse(hook.last.at) >= since) return 'taken'
  return hook.refused && Date.parse(hook.refused.at) >= since ? 'refused' : undefined
}

/** For a Jira that signs nothing: its secret stands in the address. */
export function unsignedUrl(url: string, secret: string): string {
  return `${url}?key=${encodeURIComponent(secret)}`
}

/** Where in the tool the address is given, as it calls the events that are wanted. */
export const EVENTS: Record<ServiceTool['kind'], readonly string[]> = {
  github: ['Issues', 'Issue comments'],
  gitlab: ['Work item events (Issues events)', 'Comments'],
  jira: ['Issue: updated, deleted', 'Comment: created, updated, deleted'],
}
