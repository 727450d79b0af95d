import { z } from 'zod'
import { translate } from '../../../lib/i18n/index.ts'
import type { Context } from '../../access/index.ts'
import { failureText } from '../../ingest/index.ts'
import type { Answer } from './ask.ts'
import { hitReply } from './hit.ts'
import type { Place } from './place.ts'

const sourceReply = z.object({
  id: z.string(),
  /** Network; null for our own history. */
  channel: z.string().nullable(),
  name: z.string(),
  /** The words it was asked for, each a search of its own; empty where it was not asked. */
  asked: z.array(z.string()),
  found: z.number(),
  state: z.enum(['whole', 'partial', 'failed', 'not-asked']),
  /** Why it is not whole, in the reader's language. */
  why: z.string().nullable(),
})
export type Source = z.input<typeof sourceReply>

export const searchReply = z.object({ items: z.array(hitReply), sources: z.array(sourceReply) })

/** What a place was asked, and what came of it in words. */
export function presentAnswer(
  { place, partial, failure, late }: Answer,
  asked: string[],
  found: number,
  told: string[],
  { locale }: Pick<Context, 'locale'>,
): Source {
  const say = (key: string) => translate(locale, `channel:${key}`)
  const whys = [...new Set([...partial, ...told])].map(say)
  if (late) whys.unshift(say('search.late'))
  if (failure) whys.unshift(failureText(failure, locale))
  const failed = found === 0 && Boolean(late || failure)
  return {
    id: place.id,
    channel: place.network,
    name: place.name,
    asked,
    found,
    state: failed ? 'failed' : whys.length > 0 ? 'partial' : 'whole',
    why: whys.length > 0 ? whys.join(' ') : null,
  }
}

/** A place that was not asked at all. */
export function presentSilent(place: Place, why: string, { locale }: Pick<Context, 'locale'>): Source {
  return {
    id: place.id,
    channel: place.network,
    name: place.name,
    asked: [],
    found: 0,
    state: 'not-asked',
    why: translate(locale, `channel:search.${why}`),
  }
}
