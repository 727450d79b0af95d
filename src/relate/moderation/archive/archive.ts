import { hash } from 'node:crypto'
import { z } from 'zod'
import type { StoredActivity } from '../../../activity/index.ts'
import type { Mark } from '../act/act.ts'

export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

/** Each archive is sealed for itself: moved to another act, it does not open. */
export function archivePurpose(workspaceId: string, actId: string): string {
  return `moderation:${workspaceId}:${actId}`
}

const taken = z.object({
  title: z.string().nullable(),
  text: z.string().nullable(),
  author: z.object({
    id: z.string(),
    name: z.string().nullable(),
    handle: z.string().nullable(),
    url: z.string().nullable(),
  }),
  channel: z.string(),
  objectId: z.string(),
  url: z.string().nullable(),
  published: z.string(),
  media: z.array(z.object({ type: z.string(), url: z.string(), alt: z.string().nullable() })),
  mark: z.object({ in: z.enum(['text', 'title']), start: z.number(), end: z.number() }),
  rule: z.string(),
  charterVersion: z.number(),
  keptAt: z.string(),
})

/** What was taken away, as it stood in the moment in which it was. */
export type Taken = z.output<typeof taken>

/** A copy with the SHA-256 of its own words, so that whoever is shown it can tell that it is whole. */
export const archived = z.object({ taken, sha256: z.string() })

export function takenOf(
  activity: StoredActivity,
  { mark, rule, charterVersion, now }: { mark: Mark; rule: string; charterVersion: number; now: Date },
): Taken {
  return {
    title: activity.title,
    text: activity.text,
    author: {
      id: activity.actor_id,
      name: activity.actor_name,
      handle: activity.actor_handle,
      url: activity.actor_url,
    },
    channel: activity.channel,
    objectId: activity.object_id,
    url: activity.url,
    published: activity.published.toISOString(),
    media: (activity.media ?? []).map(({ type, url, alt }) => ({ type, url, alt: alt ?? null })),
    mark,
    rule,
    charterVersion,
    keptAt: now.toISOString(),
  }
}

export function proofOf(one: Taken): string {
  return hash('sha256', JSON.stringify(one), 'hex')
}

export function sealTaken(sealing: Sealing, purpose: string, one: Taken): string {
  return sealing.seal(JSON.stringify({ taken: one, sha256: proofOf(one) }), purpose)
}

/** `whole`: what is shown is what was kept. */
export function openTaken(
  sealing: Sealing,
  purpose: string,
  sealed: string,
): { taken: Taken; sha256: string; whole: boolean } {
  const read = archived.parse(JSON.parse(sealing.open(sealed, purpose)))
  return { ...read, whole: proofOf(read.taken) === read.sha256 }
}
