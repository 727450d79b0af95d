import type { Commit } from '../wire/frame.ts'
import { type Reaction, readReaction } from '../wire/record.ts'
import { isRefused, type Refused } from '../wire/refused.ts'
import { base, type Interest, isKnown, type Kept, keep } from './act.ts'
import { authorityOf, postUrl, profileUrl, uriOf } from './address.ts'
import type { Kind } from './collections.ts'
import type { Memory } from './memory.ts'
import { publishedOf } from './published.ts'

const VERB_OF = { like: 'Like', repost: 'Announce', follow: 'Follow' } as const

export function ofReaction(
  kind: Exclude<Kind, 'post'>,
  event: Commit,
  interest: Interest,
  memory: Memory,
): Kept | Refused | undefined {
  const uri = uriOf(event)
  const type = kind === 'follow' ? 'Person' : 'Note'
  if (event.commit.operation === 'delete') {
    if (!isKnown(uri, interest, memory)) return undefined
    return keep({ ...base(event, interest, memory), verb: 'Undo', object: { type, id: uri } })
  }
  const reaction: Reaction | Refused = readReaction(kind, event.commit.record)
  if (isRefused(reaction)) return reaction
  const { subject, createdAt } = reaction
  const certain = interest.accounts.has(authorityOf(subject))
  if (!certain && !isKnown(subject, interest, memory)) return undefined
  return keep(
    {
      ...base(event, interest, memory),
      verb: VERB_OF[kind],
      externalId: uri,
      published: publishedOf(createdAt, event.time_us),
      object: { type, id: subject, url: kind === 'follow' ? profileUrl(subject) : postUrl(subject) },
    },
    certain,
  )
}
