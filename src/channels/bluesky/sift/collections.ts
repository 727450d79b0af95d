/** The collections that are understood, by what a person calls them. */
export const COLLECTIONS = {
  post: 'app.bsky.feed.post',
  like: 'app.bsky.feed.like',
  repost: 'app.bsky.feed.repost',
  follow: 'app.bsky.graph.follow',
} as const

export type Kind = keyof typeof COLLECTIONS

export const KIND_OF = new Map<string, Kind>(
  Object.entries(COLLECTIONS).map(([kind, collection]) => [collection, kind as Kind]),
)
