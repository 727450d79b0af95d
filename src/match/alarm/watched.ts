import { z } from 'zod'
import type { Context } from '../../access/index.ts'
import { channelName, topicName } from './present.ts'
import { watchesOf } from './store.ts'
import { hoursOf } from './watch/hours.ts'
import { isLoud, look } from './watch/watch.ts'

/** A channel or a topic that is watched (`Watched`). */
export const watchedReply = z.object({
  subject: z.object({ kind: z.enum(['channel', 'topic']), id: z.string(), name: z.string() }),
  count: z.number(),
  expected: z.number(),
  high: z.number(),
  learning: z.boolean(),
  unusual: z.boolean(),
})

/** Shown at most: there are as many channels and topics as the program knows. */
const MOST = 60

/** How each channel and topic stands in the hour under way, the loudest first. */
export async function presentWatched({
  db,
  workspaceId,
  locale,
  clock,
}: Pick<Context, 'db' | 'workspaceId' | 'locale' | 'clock'>): Promise<z.input<typeof watchedReply>[]> {
  const now = clock.now()
  const shown: (z.input<typeof watchedReply> & { strength: number })[] = []
  for (const { kind, id, state } of await watchesOf(db, workspaceId, MOST)) {
    const hours = await hoursOf(db, workspaceId, { kind, id }, state.next, now)
    const current = look(state, hours, now.getTime()).recent.at(-1)
    if (!current) continue
    const { expected, high, learning, strength } = current.volume
    const name = kind === 'channel' ? channelName(locale, id) : topicName(locale, id)
    const unusual = isLoud(current)
    shown.push({
      subject: { kind, id, name },
      count: current.count,
      expected,
      high,
      learning,
      unusual,
      strength,
    })
  }
  return shown
    .sort((a, b) => b.strength - a.strength || b.count - a.count || b.expected - a.expected)
    .map(({ strength: _, ...one }) => one)
}
