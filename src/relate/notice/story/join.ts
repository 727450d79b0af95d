import { uuidv7 } from 'uuidv7'
import { likeness, SAME } from './sketch.ts'
import { LASTS, OPEN_FOR, type Told } from './story.ts'

export interface Story {
  id: string
  /** The post that began it. */
  activityId: string
  sketch: readonly number[]
  opened: Date
  updated: Date
}

/** What a batch of posts does to stories. */
export interface Joined {
  /** Story of each post, by activity. */
  of: Map<string, Story>
  fresh: Story[]
  /** Posts added to each story, and when the last of them came. */
  added: Map<string, number>
  /** Where later posts find their story. */
  keys: Map<number, string>
}

/** What is known of the stories that a batch may belong to. */
export interface Known {
  stories: ReadonlyMap<string, Story>
  keys: ReadonlyMap<number, string>
}

/**
 * Puts each post into its story: that of what it repeats, else of what it links to, else of nearly the same words; else it
 * begins one, while `room` lasts. Only what begins a story lends it links and words: a copy that adds a link does not
 * draw in all who link there.
 */
export function join(posts: readonly Told[], known: Known, now: Date, room: number): Joined {
  const stories = new Map(known.stories)
  const keys = new Map<number, string>()
  const joined: Joined = { of: new Map(), fresh: [], added: new Map(), keys }
  const at = (key: number): Story | undefined => {
    const story = stories.get(keys.get(key) ?? known.keys.get(key) ?? '')
    return story && isOpen(story, now) ? story : undefined
  }
  for (const post of posts) {
    let story = storyOf(post, at)
    if (!story) {
      if (joined.fresh.length >= room) continue
      const { pieces } = post.sketch
      story = { id: uuidv7(), activityId: post.activityId, sketch: pieces, opened: now, updated: now }
      stories.set(story.id, story)
      joined.fresh.push(story)
      for (const key of [...post.links, ...post.sketch.bands]) keys.set(key, story.id)
    }
    keys.set(post.object, story.id)
    joined.of.set(post.activityId, story)
    joined.added.set(story.id, (joined.added.get(story.id) ?? 0) + 1)
  }
  return joined
}

function storyOf(post: Told, at: (key: number) => Story | undefined): Story | undefined {
  const same = at(post.object) ?? post.links.map(at).find((story) => story !== undefined)
  if (same) return same
  const near = new Set(post.sketch.bands.flatMap((band) => at(band) ?? []))
  const [best] = [...near]
    .map((story) => ({ story, like: likeness(post.sketch.pieces, story.sketch) }))
    .filter(({ like }) => like >= SAME)
    .sort((a, b) => b.like - a.like)
  return best?.story
}

function isOpen({ opened, updated }: Story, now: Date): boolean {
  return now.getTime() - updated.getTime() < OPEN_FOR && now.getTime() - opened.getTime() < LASTS
}
