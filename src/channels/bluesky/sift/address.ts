import type { Commit } from '../wire/frame.ts'

export function uriOf(event: Commit): string {
  return `at://${event.did}/${event.commit.collection}/${event.commit.rkey}`
}

/** The DID in an at-uri, or the whole where it is a DID. */
export function authorityOf(id: string): string {
  if (!id.startsWith('at://')) return id
  const end = id.indexOf('/', 5)
  return end < 0 ? id.slice(5) : id.slice(5, end)
}

export function profileUrl(did: string): string {
  return `https://bsky.app/profile/${did}`
}

/** Only posts have a page; a like of a feed or of a list has none that is certain. */
export function postUrl(uri: string): string | undefined {
  const match = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri)
  return match ? `${profileUrl(match[1] ?? '')}/post/${match[2]}` : undefined
}
