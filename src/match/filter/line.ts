import { z } from 'zod'
import { readJsonLine } from '../../../lib/text/index.ts'
import type { Doc, DocReading } from '../doc.ts'
import { URGENCIES } from '../query/fields.ts'

const author = z.union([
  z.string(),
  z.object({ name: z.string().nullish(), handle: z.string().nullish(), followers: z.number().nullish() }),
])
const media = z.array(z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]))
/** A share of 1, or all that was understood of it. */
const toxicity = z.union([z.number().min(0).max(1), z.object({ p: z.number() }).transform(({ p }) => p)])
const label = z.union([z.string(), z.object({ label: z.string() }).transform(({ label: said }) => said)])

/** As a level, its name, or all that was understood of it. */
const urgency = z
  .union([z.number(), z.string(), z.object({ level: z.number() }).transform(({ level }) => level)])
  .transform((said) => (typeof said === 'number' ? said : URGENCIES.indexOf(said)))
  .refine((level) => level in URGENCIES, { error: `${URGENCIES.join(', ')}, or their numbers from 0` })

/** As others write it too: `FR`, `fr-CA`, `fr_FR`. */
const lang = z.string().transform((tag) => tag.split(/[-_]/u)[0]?.toLowerCase() || 'und')

const PostLine = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  title: z.string().nullish(),
  lang: lang.nullish(),
  sentiment: label.pipe(z.enum(['positive', 'neutral', 'negative'])).nullish(),
  channel: z.string().nullish(),
  verb: z.string().nullish(),
  type: z.string().nullish(),
  author: author.nullish(),
  reply: z.boolean().nullish(),
  published: z.coerce.date().nullish(),
  followers: z.number().nullish(),
  rating: z.number().nullish(),
  media: media.nullish(),
  url: z.string().nullish(),
  country: z.string().nullish(),
  toxicity: toxicity.nullish(),
  intent: label.nullish(),
  urgency: urgency.nullish(),
  topics: z.array(z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])).nullish(),
})

type Post = z.output<typeof PostLine>

/** A query of a file of queries; ids may be numbers, and are compared as text. */
export const QueryLine = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  query: z.string(),
})

/** What a query may ask that a post does not say of itself. */
export type Understand = (said: {
  text: string
  title?: string
  lang?: string
  rating?: number
}) => DocReading

/**
 * A post as a document; what it does not say is read of its text by `understand`, where that is given, or else unknown
 * (`und`) or ordinary (`Create`, neutral).
 */
export function docOfPost(
  line: string,
  understand?: Understand,
): { ok: true; id: string | number | null; doc: Doc } | { ok: false; reason: string } {
  const read = readJsonLine(PostLine, line)
  if (!read.ok) return read
  const post = read.value
  const { text, title, lang, rating } = post
  const reading = understand?.({
    text,
    ...(title ? { title } : {}),
    ...(lang ? { lang } : {}),
    ...(rating ? { rating } : {}),
  })
  const { name, handle, followers } = byWhom(post)
  const doc: Doc = {
    text,
    ...(title ? { title } : {}),
    lang: lang ?? reading?.lang ?? 'und',
    sentiment: post.sentiment ?? reading?.sentiment ?? 'neutral',
    channel: post.channel?.toLowerCase() ?? 'file',
    verb: post.verb ?? 'Create',
    ...(post.type ? { type: post.type } : {}),
    author: { ...(name ? { name } : {}), ...(handle ? { handle } : {}) },
    reply: post.reply ?? false,
    ...unlessNull({ followers: post.followers ?? followers, rating, media: post.media, url: post.url }),
    ...unlessNull({ published: post.published, country: post.country?.toUpperCase() }),
    toxicity: post.toxicity == null ? reading?.toxicity : Math.round(post.toxicity * 1000),
    intent: post.intent ?? reading?.intent,
    urgency: post.urgency ?? reading?.urgency,
    topics: post.topics ?? reading?.topics,
  }
  return { ok: true, id: post.id ?? null, doc }
}

function byWhom({ author: by }: Post): {
  name?: string | null
  handle?: string | null
  followers?: number | null
} {
  return typeof by === 'string' ? { name: by } : (by ?? {})
}

/** What is not said is left out. */
function unlessNull<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const said = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(said) as { [K in keyof T]?: NonNullable<T[K]> }
}
