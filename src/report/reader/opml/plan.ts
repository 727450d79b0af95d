import { type Opml, type Outline, sameFeed } from './opml.ts'

/** What would become of a feed of a list: added, there already (then only put into its folder), or twice in the list. */
export interface Planned extends Outline {
  state: 'new' | 'here' | 'twice'
  /** The feed that is there already. */
  feedId?: string
}

export interface Plan {
  title: string
  feeds: Planned[]
  faults: Opml['faults']
}

/** What a list would bring, beside the feeds that are there. */
export function planOf(
  { title, outlines, faults }: Opml,
  here: readonly { id: string; url: string }[],
): Plan {
  const known = new Map(here.map((feed) => [sameFeed(feed.url), feed.id]))
  const met = new Set<string>()
  const feeds = outlines.map((outline): Planned => {
    const key = sameFeed(outline.url)
    const feedId = known.get(key)
    const twice = met.has(key)
    met.add(key)
    if (twice) return { ...outline, state: 'twice' }
    return feedId ? { ...outline, state: 'here', feedId } : { ...outline, state: 'new' }
  })
  return { title, feeds, faults }
}
