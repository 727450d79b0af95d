import type { Commit } from '../wire/frame.ts'
import { type Post, readPost } from '../wire/record.ts'
import { isRefused, type Refused } from '../wire/refused.ts'
import { base, type Interest, isKnown, type Kept, keep } from './act.ts'
import { authorityOf, postUrl, uriOf } from './address.ts'
import { cardOf, mediaOf, quoteOf, some } from './embed.ts'
import { linksOf, mentionsOf, withLinks } from './facet.ts'
import type { Memory } from './memory.ts'
import { claimedTime, publishedOf } from './published.ts'

export function ofPost(event: Commit, interest: Interest, memory: Memory): Kept | Refused | undefined {
  const uri = uriOf(event)
  const { operation, rev } = event.commit
  if (operation === 'delete') {
    memory.gone.set(uri, rev)
    if (!isKnown(uri, interest, memory)) return undefined
    return keep({ ...base(event, interest, memory), verb: 'Delete', object: { type: 'Note', id: uri } })
  }
  // Revisions of one repository sort as text (they are TIDs), so a replayed post is recognised as older than its end.
  if ((memory.gone.get(uri) ?? '') > rev) return undefined
  const post = readPost(event.commit.record)
  if (isRefused(post)) return post
  const text = withLinks(post)
  const title = cardOf(post)?.title.slice(0, 300) || undefined
  const certain = concerns(event.did, post, interest.accounts)
  const revises = operation === 'update' && isKnown(uri, interest, memory)
  const lang = post.langs[0]
  const common = base(event, interest, memory)
  if (!certain && !revises && !interest.wanted(`${title ?? ''}\n${text}`, lang, common.actor))
    return undefined
  return keep(
    {
      ...common,
      verb: operation === 'update' ? 'Update' : 'Create',
      externalId: operation === 'update' ? common.externalId : uri,
      published: operation === 'update' ? common.published : publishedOf(post.createdAt, event.time_us),
      object: {
        type: 'Note',
        id: uri,
        title,
        text,
        url: postUrl(uri),
        lang,
        media: mediaOf(event.did, post),
        inReplyTo: post.reply?.parent.uri,
        thread: post.reply?.root.uri ?? uri,
      },
      extra: extraOf(post, event.time_us),
    },
    certain,
  )
}

/** Written to the person, by the person, about their post. */
function concerns(author: string, post: Post, accounts: ReadonlySet<string>): boolean {
  if (accounts.size === 0) return false
  if (accounts.has(author)) return true
  const { reply } = post
  const referred = [reply?.parent.uri, reply?.root.uri, quoteOf(post)]
  if (referred.some((uri) => uri && accounts.has(authorityOf(uri)))) return true
  return mentionsOf(post).some((did) => accounts.has(did))
}

function extraOf(post: Post, timeUs: number): Record<string, unknown> | undefined {
  const card = cardOf(post)
  const claimed = claimedTime(post.createdAt)
  const believed = publishedOf(post.createdAt, timeUs).getTime() === claimed
  const extra = {
    quote: quoteOf(post),
    link: card && { url: card.uri, title: card.title, description: card.description },
    links: some(linksOf(post)),
    mentions: some(mentionsOf(post)),
    tags: some(post.tags),
    labels: some(post.labels?.values.map((label) => label.val) ?? []),
    claimedAt: believed || Number.isNaN(claimed) ? undefined : new Date(claimed).toISOString(),
  }
  return Object.values(extra).some((value) => value !== undefined) ? extra : undefined
}
