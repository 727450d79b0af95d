import { type Clock, systemClock } from '../../../../lib/clock/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import { type Consumer, isCounter, SAID, type StoredActivity } from '../../../activity/index.ts'
import { tellMatters } from '../../../deliver/index.ts'
import { alertsAmong } from '../../../match/index.ts'
import type { Joined } from '../story/join.ts'
import { joinStories } from '../story/store.ts'
import { listenersOf } from './listener.ts'
import type { Subject } from './plan.ts'
import { tell } from './tell.ts'

/** What was said longer ago than this is history, and told to nobody. */
const NEWS_FOR = 48 * 3_600_000

/** Reads the stream and decides who is told of what alerts found, in the transaction that moves its cursor. */
export function noticeIntake(clock: Clock = systemClock): Consumer {
  return {
    name: 'notice',
    verbs: SAID,
    async handle(tx, workspaceId, activities) {
      const now = clock.now()
      const oldest = now.getTime() - NEWS_FOR
      const news = activities.filter((one) => !one.ours && !one.deleted && one.published.getTime() > oldest)
      const found = await foundByAlerts(tx, workspaceId, news)
      if (found.length === 0) return
      const joined = await joinStories(tx, workspaceId, found, now)
      const subjects = subjectsOf(found, joined)
      const fresh = new Set(joined.fresh.map((story) => story.id))
      await tellMatters(
        tx,
        workspaceId,
        'alert.matched',
        subjects.flatMap(({ storyId, alerts }) =>
          storyId && fresh.has(storyId) ? [{ subjectId: storyId, alerts }] : [],
        ),
      )
      await tell(tx, workspaceId, subjects, await listenersOf(tx, workspaceId, now), now)
    },
  }
}

/** With the alerts that people made, and no others. */
async function foundByAlerts(
  tx: Handle,
  workspaceId: string,
  news: readonly StoredActivity[],
): Promise<StoredActivity[]> {
  const found = new Set(news.flatMap((one) => one.alerts.filter((id) => !isCounter(id))))
  const known = new Set(await alertsAmong(tx, workspaceId, [...found]))
  if (known.size === 0) return []
  return news
    .map((one) => ({ ...one, alerts: one.alerts.filter((id) => known.has(id)) }))
    .filter((one) => one.alerts.length > 0)
}

type StorySubject = Extract<Subject, { kind: 'story' }>

/** One for each story, under all alerts that found any of its posts; a post without a story stands for itself. */
function subjectsOf(found: readonly StoredActivity[], { of }: Pick<Joined, 'of'>): StorySubject[] {
  const subjects = new Map<string, StorySubject>()
  for (const post of found) {
    const story = of.get(post.id)
    const key = `story:${story?.id ?? post.id}`
    const before = subjects.get(key)
    subjects.set(key, {
      kind: 'story',
      key,
      storyId: story?.id ?? null,
      activityId: before?.activityId ?? post.id,
      alerts: [...new Set([...(before?.alerts ?? []), ...post.alerts])],
    })
  }
  return [...subjects.values()]
}
