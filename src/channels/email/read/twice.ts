import type { Activity } from '../../../activity/index.ts'

const MOST = 20_000

/**
 * Broken programs give several mails one Message-ID. Of those seen in one reading, a second one of another date gets an
 * id of its own, so that it is not taken for a copy of the first; the same mail in two folders stays one.
 */
export function createTwice(): (activity: Activity) => Activity {
  const seen = new Map<string, number>()
  return (activity) => {
    const at = activity.published.getTime()
    const first = seen.get(activity.externalId)
    if (first === undefined) {
      seen.set(activity.externalId, at)
      if (seen.size > MOST) seen.delete(seen.keys().next().value ?? '')
      return activity
    }
    if (first === at || activity.verb !== 'Create') return activity
    const id = `${activity.externalId}#${Math.floor(at / 1000)}`
    return { ...activity, externalId: id, object: { ...activity.object, id } }
  }
}
