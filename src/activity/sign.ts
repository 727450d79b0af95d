import { z } from 'zod'

/** What was decided about a post by the charter and stands, or waits; moderation tells it, whoever shows posts says it. */
export const standingReply = z.object({
  /** Of the act. */
  id: z.string(),
  kind: z.string(),
  state: z.enum(['proposed', 'done']),
  rule: z.object({ title: z.object({ fr: z.string(), en: z.string() }), version: z.number() }),
  /** Who decided it last. */
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
})

export interface Signs {
  /** The last first. */
  decided: z.input<typeof standingReply>[]
  /** Its words are put away. */
  covered: boolean
  /** And whoever asks may not read what is put away. */
  sealed: boolean
}

/** Signs of these posts, of those that have some; of nobody's else. */
export type SignsOn<C> = (context: C, ids: string[]) => Promise<ReadonlyMap<string, Signs>>

interface Shown {
  id: string
  title: string | null
  text: string | null
  media: unknown[]
  why: unknown[]
}

/** A post with what was decided about it; without its words where they are sealed for who asks. */
export function signed<T extends Shown>(
  item: T,
  signs: ReadonlyMap<string, Signs>,
): T & Partial<Pick<Signs, 'decided' | 'covered' | 'sealed'>> {
  const sign = signs.get(item.id)
  if (!sign) return item
  const said = { ...item, ...sign }
  return sign.sealed ? { ...said, title: null, text: null, media: [], why: [] } : said
}

/** All of them, with one question. */
export async function allSigned<T extends Shown, C>(context: C, signsOn: SignsOn<C>, items: readonly T[]) {
  const signs = await signsOn(
    context,
    items.map(({ id }) => id),
  )
  return items.map((item) => signed(item, signs))
}
