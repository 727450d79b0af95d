import { hash } from 'node:crypto'
import type { StoredActivity } from '../../../activity/index.ts'
import { canonical, linksOf } from './address.ts'
import { type Sketch, sketchOf } from './sketch.ts'

const HOUR = 3_600_000
/** A story is over when nothing was added to it for so long, or when it has lasted so long. */
export const OPEN_FOR = 72 * HOUR
export const LASTS = 7 * 24 * HOUR

/** A post as stories are told by it. */
export interface Told {
  activityId: string
  at: Date
  /** The thing itself: what a repost repeats. */
  object: number
  /** What it links to, or where an article stands. */
  links: number[]
  sketch: Sketch
}

type Post = Pick<
  StoredActivity,
  'id' | 'published' | 'channel' | 'object_id' | 'object_type' | 'url' | 'title' | 'text' | 'visibility'
>

export function toldBy(post: Post): Told {
  const text = [post.title, post.text].filter(Boolean).join('\n')
  // Posts have an address each; an article's is what others link to.
  const own = post.object_type === 'Article' && post.url ? canonical(post.url) : undefined
  // What one wrote to us alone is nobody else's story, whatever its words.
  const shared = post.visibility === 'public'
  return {
    activityId: post.id,
    at: post.published,
    object: keyOf('object', `${post.channel} ${post.object_id}`),
    links: shared
      ? [...new Set([...(own ? [own] : []), ...linksOf(text)])].map((one) => keyOf('link', one))
      : [],
    sketch: shared ? sketchOf(text) : { pieces: [], bands: [] },
  }
}

/** 52 bits, so that it is one number everywhere; what is told apart by it was not chosen by who wants two things to meet. */
function keyOf(kind: string, text: string): number {
  return Number.parseInt(hash('sha256', `${kind} ${text}`).slice(0, 13), 16)
}
