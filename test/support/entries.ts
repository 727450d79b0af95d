import type { Activity, Entry, Verb } from '../../src/activity/index.ts'

/** A note by `actor`, as a channel would yield it. */
export function note(
  externalId: string,
  text: string,
  more: Partial<Activity> & { at?: string } = {},
): Activity {
  const { at, ...rest } = more
  return {
    verb: 'Create',
    externalId,
    published: new Date(at ?? '2026-11-10T10:00:00Z'),
    actor: { id: 'did:plc:ana', name: 'Ana', handle: 'ana.test', followers: 10 },
    object: { type: 'Note', id: externalId, text },
    visibility: 'public',
    ...rest,
  }
}

/** An Update, a Delete, a Like … of the thing `objectId`. */
export function about(
  verb: Verb,
  objectId: string,
  more: Partial<Activity> & { at?: string; text?: string } = {},
): Activity {
  const { at, text, ...rest } = more
  return {
    ...note(`${objectId}#${verb}`, '', rest),
    verb,
    published: new Date(at ?? '2026-11-10T11:00:00Z'),
    object: { type: 'Note', id: objectId, ...(text === undefined ? {} : { text }) },
  }
}

/** An activity already read by a trivial reader: for tests of the stream itself. */
export function entry(activity: Activity, more: Partial<Entry> = {}): Entry {
  const words = (activity.object.text ?? '').toLowerCase().match(/[a-z]+/g) ?? []
  return {
    activity,
    reading: { lang: 'en', sentiment: 'neutral', p: { positive: 0.2, neutral: 0.6, negative: 0.2 }, why: [] },
    tokens: words.map((word, i) => `'${word}':${i + 1}`).join(' '),
    alerts: [],
    ...more,
  }
}
