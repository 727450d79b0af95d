import type { Activity } from '../../../activity/index.ts'
import { readSubject } from '../mail/subject.ts'

const MOST = 5_000
const MONTH_MS = 30 * 86_400_000

/** Asks the mailbox itself for the thread of a mail that we have not seen. */
export type Lookup = (messageId: string) => Promise<string[] | undefined>

/**
 * Which conversation a mail belongs to, where its own headers do not lead to the root: some programs name only the mail
 * they answer, some shorten the list of references, some name nothing at all. It remembers the latest mails.
 */
export interface Threads {
  settle(activity: Activity, own: ReadonlySet<string>, lookup: Lookup): Promise<Activity>
}

export function createThreads(): Threads {
  const roots = new Map<string, string>()
  const talks = new Map<string, { thread: string; at: number }>()

  function remember<V>(map: Map<string, V>, key: string, value: V): void {
    map.delete(key)
    map.set(key, value)
    if (map.size > MOST) map.delete(map.keys().next().value ?? '')
  }

  async function threadOf(activity: Activity, own: ReadonlySet<string>, lookup: Lookup): Promise<string> {
    const { object, externalId } = activity
    const { references = [] } = (activity.extra?.mail ?? {}) as { references?: string[] }
    const known = references.map((id) => roots.get(id)).find(Boolean)
    if (known) return known
    // Two ids or more: the first is the root, as it should be.
    if (references.length > 1) return references[0] ?? externalId
    const answered = references[0] ?? (activity.verb === 'Reject' ? object.id : undefined)
    if (answered && answered !== externalId) {
      const root = roots.get(answered) ?? (await lookup(answered))?.[0] ?? answered
      remember(roots, answered, root)
      return root
    }
    return bySubject(activity, own) ?? object.thread ?? externalId
  }

  /** Nothing but the subject tells, and only if it says that it is an answer, to the same people, not long ago. */
  function bySubject(activity: Activity, own: ReadonlySet<string>): string | undefined {
    const { subject = '' } = (activity.extra?.mail ?? {}) as { subject?: string }
    if (!readSubject(subject).answer) return undefined
    const talk = talks.get(keyOf(activity, own))
    return talk && Math.abs(activity.published.getTime() - talk.at) <= MONTH_MS ? talk.thread : undefined
  }

  return {
    async settle(activity, own, lookup) {
      const thread = await threadOf(activity, own, lookup)
      if (activity.verb === 'Create') {
        remember(roots, activity.externalId, thread)
        remember(talks, keyOf(activity, own), { thread, at: activity.published.getTime() })
      }
      return { ...activity, object: { ...activity.object, thread } }
    },
  }
}

/** The subject and the people outside, whoever of both sides writes. */
function keyOf({ actor, object, extra }: Activity, own: ReadonlySet<string>): string {
  const { to = [] } = (extra?.mail ?? {}) as { to?: { address: string }[] }
  const others = [actor.id, ...to.map(({ address }) => address)].filter((one) => !own.has(one))
  return JSON.stringify([object.title?.toLowerCase() ?? '', [...new Set(others)].sort()])
}
