import type { Activity } from '../../activity/index.ts'

const LONGEST_TEXT = 100_000
const LONGEST_LINE = 2_000
const OLDEST = Date.UTC(1990, 0, 1)
/** Clocks of networks and people differ; more than this ahead is a lie or a mistake. */
const AHEAD_MS = 10 * 60_000

export function hasUsableDate(activity: Activity): boolean {
  const time = activity.published.getTime()
  return Number.isFinite(time) && time >= OLDEST
}

/** A date ahead of the clock becomes now: it would otherwise stay on top of every list. */
export function normalise(activity: Activity, now: Date): Activity {
  const { actor, object } = activity
  const ahead = activity.published.getTime() > now.getTime() + AHEAD_MS
  return {
    ...activity,
    externalId: line(activity.externalId),
    published: ahead ? now : activity.published,
    actor: {
      ...actor,
      id: line(actor.id),
      name: optional(actor.name),
      handle: optional(actor.handle)?.replace(/^@/, ''),
      url: webAddress(actor.url),
      avatar: webAddress(actor.avatar),
    },
    object: {
      ...object,
      id: line(object.id),
      title: optional(object.title),
      text: object.text === undefined ? undefined : clean(object.text).slice(0, LONGEST_TEXT),
      url: webAddress(object.url),
      inReplyTo: object.inReplyTo === undefined ? undefined : line(object.inReplyTo),
      thread: object.thread === undefined ? undefined : line(object.thread),
      media: object.media?.filter((media) => webAddress(media.url)).slice(0, 20),
    },
  }
}

/** Control characters but tab, newline and return. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu

/** PostgreSQL takes neither NUL nor half a surrogate pair; other control characters only confuse readers. */
function clean(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').normalize('NFC').trim()
}

function line(text: string): string {
  return clean(text).slice(0, LONGEST_LINE)
}

function optional(text: string | undefined): string | undefined {
  return (text && line(text)) || undefined
}

/** Only web addresses are ever shown as links: `javascript:` and its kin stop here. */
function webAddress(url: string | undefined): string | undefined {
  return url && url.length <= LONGEST_LINE && /^https?:\/\//i.test(url) ? clean(url) : undefined
}
