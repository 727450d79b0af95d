import { z } from 'zod'
import type { Block } from '../../../lib/html/index.ts'
import { harmIn, type StoredActivity } from '../../activity/index.ts'
import type { AccountRow } from '../../ingest/index.ts'
import { paragraphsOf } from './article/article.ts'
import { passFor, type Sealing } from './article/picture.ts'
import { DEEPEST_FOLDER, LONGEST_NAME } from './opml/opml.ts'
import type { ItemRow } from './store.ts'

/** A name is one line, as in the lists that other readers give. */
const folderName = z
  .string()
  .transform((name) => name.replace(/[\s\0]+/g, ' ').trim())
  .pipe(z.string().min(1).max(LONGEST_NAME))
export const folderShape = z.array(folderName).max(DEEPEST_FOLDER)

export const feedReply = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  folder: z.array(z.string()),
  unread: z.number(),
  paused: z.boolean(),
  failing: z.boolean(),
  lastActivity: z.string().nullable(),
})

export const itemReply = z.object({
  id: z.string(),
  feedId: z.string(),
  feed: z.string(),
  title: z.string().nullable(),
  snippet: z.string(),
  toxicity: z.number().nullable(),
  author: z.string().nullable(),
  url: z.string().nullable(),
  published: z.string(),
  lang: z.string(),
  read: z.boolean(),
  starred: z.boolean(),
})

const blockReply = z.object({
  kind: z.enum(['text', 'heading', 'item', 'quote', 'code', 'image']),
  level: z.number().optional(),
  spans: z.array(z.object({ text: z.string(), href: z.string().optional() })),
  /** Of a picture: what to ask for it with, and where it comes from. */
  pass: z.string().optional(),
  host: z.string().optional(),
  alt: z.string().optional(),
})

export const articleReply = z.object({ url: z.string().nullable(), blocks: z.array(blockReply) })

export const itemDetailReply = itemReply.extend({
  topics: z.array(z.string()),
  article: articleReply,
})

const SNIPPET = 220

export function presentItem(
  activity: StoredActivity,
  state: ItemRow,
  feed: string,
): z.output<typeof itemReply> {
  const { id, title, text, actor_name, url, published, lang } = activity
  return {
    ...{ id, feed, title, url, lang },
    feedId: state.account_id,
    snippet: (text ?? '')
      .slice(0, SNIPPET * 2)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, SNIPPET),
    toxicity: harmIn(activity),
    author: actor_name,
    published: published.toISOString(),
    read: state.read,
    starred: state.starred,
  }
}

/** An item's own words and pictures, as the feed gave them. */
export function ownArticle(
  activity: StoredActivity,
  seal: (url: string) => string,
): z.output<typeof articleReply> {
  const pictures = (activity.media ?? [])
    .filter((one) => one.type === 'image' && /^https?:/.test(one.url))
    .map((one): Block => ({ kind: 'image', spans: [], src: one.url, alt: one.alt ?? '' }))
  const blocks = [...paragraphsOf(activity.text ?? ''), ...pictures]
  return { url: activity.url, blocks: presentBlocks(blocks, seal) }
}

export function presentBlocks(blocks: readonly Block[], seal: (url: string) => string) {
  return blocks.map(({ src, alt, ...block }) => ({
    ...block,
    ...(src ? { pass: seal(src), host: URL.parse(src)?.host ?? '', alt: alt ?? '' } : {}),
  }))
}

export function sealer(sealing: Sealing, workspaceId: string): (url: string) => string {
  return (url) => passFor(sealing, workspaceId, url)
}

export function presentFeed(
  account: AccountRow,
  folder: string[] | undefined,
  unread: number | undefined,
): z.output<typeof feedReply> {
  const { id, name, config, paused, failures, last_activity } = account
  return {
    ...{ id, name, paused },
    url: String(config.url ?? ''),
    folder: folder ?? [],
    unread: unread ?? 0,
    failing: failures > 2,
    lastActivity: last_activity?.toISOString() ?? null,
  }
}
