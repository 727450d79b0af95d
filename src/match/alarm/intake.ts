import { type Clock, systemClock } from '../../../lib/clock/index.ts'
import { type Consumer, isToxic, SAID, type StoredActivity } from '../../activity/index.ts'
import { alertsAmong, hasAlerts } from '../alerts/store.ts'
import { nameOf } from './evidence.ts'
import { lookAt, type Subject } from './store.ts'
import { addHeard, type Heard } from './voices/hour.ts'
import { hourOf } from './watch/watch.ts'

/** What was said longer ago than this is history, and wakes nobody. */
const NEWS_FOR = 3 * 3_600_000

/** Has what the stream brings looked at: the alerts that found it, the channel it came by and what it speaks of. */
export function alarmIntake(clock: Clock = systemClock): Consumer {
  return {
    name: 'alarm',
    verbs: SAID,
    idle: async (tx, workspaceId) => !(await hasAlerts(tx, workspaceId)),
    async handle(tx, workspaceId, activities) {
      const now = clock.now()
      const oldest = now.getTime() - NEWS_FOR
      const news = activities.filter((one) => !one.ours && one.published.getTime() > oldest)
      const found = [...new Set(news.flatMap((one) => one.alerts))]
      const alerts = new Set(await alertsAmong(tx, workspaceId, found))
      const heard = heardIn(news, alerts)
      await addHeard(tx, workspaceId, heard)
      const subjects = new Map(heard.map(({ subject }) => [`${subject.kind}|${subject.id}`, subject]))
      await lookAt(tx, workspaceId, [...subjects.values()], now)
    },
  }
}

/** What came of each subject in each hour. */
function heardIn(news: readonly StoredActivity[], alerts: ReadonlySet<string>): Heard[] {
  const all = new Map<string, Heard>()
  for (const post of news) {
    const hour = hourOf(post.published.getTime())
    for (const subject of subjectsOf(post, alerts)) {
      const key = `${subject.kind}|${subject.id}|${hour}`
      const known = all.get(key)
      const heard = known ?? { subject, hour, count: 0, negative: 0, toxic: 0, reach: 0, names: new Set() }
      if (!known) all.set(key, heard)
      heard.count++
      if (post.sentiment === 'negative') heard.negative++
      if (isToxic(post)) heard.toxic++
      heard.reach += post.actor_followers ?? 0
      heard.names.add(nameOf(post))
    }
  }
  return [...all.values()]
}

function subjectsOf(post: StoredActivity, alerts: ReadonlySet<string>): Subject[] {
  const found = post.alerts.filter((id) => alerts.has(id))
  return [
    ...found.map((id) => ({ kind: 'alert' as const, id })),
    { kind: 'channel', id: post.channel },
    ...(post.topics ?? []).map((id) => ({ kind: 'topic' as const, id })),
  ]
}
