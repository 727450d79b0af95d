import { type JetstreamEvent, personOf, tid } from './jetstream-events.ts'

let count = 0

function event(
  did: string,
  operation: string,
  collection: string,
  rkey: string,
  record?: Record<string, unknown>,
): JetstreamEvent {
  // The real clock, and never twice the same microsecond.
  const time_us = Date.now() * 1000 + (count++ % 1000)
  const made = record && { record: { $type: collection, createdAt: new Date().toISOString(), ...record } }
  const commit = { rev: tid(time_us, 1), operation, collection, rkey, ...made, ...(made && { cid: CID }) }
  return { did, time_us, kind: 'commit', commit }
}

const CID = `bafyrei${'a'.repeat(52)}`
const POST = 'app.bsky.feed.post'

/** A post said now by somebody new each time. */
export function post(text: string, did = personOf(count + 1)): JetstreamEvent {
  return event(did, 'create', POST, tid(Date.now() * 1000, ++count), { langs: ['fr'], text })
}

/** `at://` address of a post. */
post.uri = ({ did, commit }: JetstreamEvent) => `at://${did}/${POST}/${commit?.rkey}`
post.update = ({ did, commit }: JetstreamEvent, text: string) =>
  event(did, 'update', POST, commit?.rkey ?? '', { langs: ['fr'], text })
post.remove = ({ did, commit }: JetstreamEvent) => event(did, 'delete', POST, commit?.rkey ?? '')
post.like = (to: JetstreamEvent) => reaction('app.bsky.feed.like', to)
post.repost = (to: JetstreamEvent) => reaction('app.bsky.feed.repost', to)

/** An account taken away for good. */
post.leave = (did: string): JetstreamEvent => {
  const time_us = Date.now() * 1000 + (count++ % 1000)
  const time = new Date(time_us / 1000).toISOString()
  return {
    did,
    time_us,
    kind: 'account',
    account: { active: false, did, seq: count, status: 'deleted', time },
  }
}

function reaction(collection: string, to: JetstreamEvent): JetstreamEvent {
  const subject = { cid: CID, uri: post.uri(to) }
  return event(personOf(++count), 'create', collection, tid(Date.now() * 1000, count), { subject })
}
