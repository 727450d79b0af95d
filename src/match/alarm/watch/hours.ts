import type { Handle } from '../../../../lib/db/index.ts'
import { series } from '../../../activity/index.ts'
import type { Subject } from '../store.ts'
import { heardOf } from '../voices/hour.ts'
import { type Hour, hourOf } from './watch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** As far as a new alert looks back. */
export const BACK = 90 * 24 * HOUR

/**
 * Hours in which something was said: of an alert or of a channel (whatever the alert) by the counters of the stream, which
 * follow what is corrected and taken back; of a topic, by what was heard of it. People are counted since they are heard.
 */
export async function hoursOf(
  db: Handle,
  workspaceId: string,
  subject: Subject,
  from: number,
  now: Date,
): Promise<Hour[]> {
  const heard = await heardOf(db, workspaceId, subject, from)
  if (subject.kind === 'topic') return heard
  const authors = new Map(heard.map((hour) => [hour.at, hour.authors]))
  const points = await series(db, workspaceId, {
    by: 'sentiment',
    ...(subject.kind === 'alert' ? { alertIds: [subject.id] } : { channel: subject.id }),
    from: new Date(from),
    to: new Date(now.getTime() + 1),
    step: 'hour',
    timeZone: 'UTC',
  })
  const hours = new Map<number, Hour>()
  for (const { key, at: start, count, reach, toxic } of points) {
    const at = start.getTime()
    const hour = hours.get(at) ?? { at, count: 0, negative: 0, toxic: 0, reach: 0, authors: authors.get(at) }
    hour.count += count
    hour.reach += reach
    hour.toxic += toxic
    if (key === 'negative') hour.negative += count
    hours.set(at, hour)
  }
  return [...hours.values()]
}

/** Some minutes into the next hour, each subject at its own, so that they do not all come at once. */
export function afterHour(now: Date, subject: string): Date {
  let spread = 0
  for (const unit of subject) spread = (spread * 31 + (unit.codePointAt(0) ?? 0)) % 240
  return new Date(hourOf(now.getTime()) + HOUR + MINUTE + spread * 1000)
}
