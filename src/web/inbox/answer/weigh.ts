import { fits, lengthOf, type Misfit, misfits } from '../../../../lib/measure/index.ts'
import type { MessageLimits } from '../../../server/api.ts'
import { type Attached, type Draft, isEmpty } from './draft.ts'

/** What is written, for a network: how much room is left (null: no limit), and whether it may leave. */
export function weigh(draft: Draft, limits: MessageLimits) {
  const { text: most, measure } = limits
  const text = draft.text.trim()
  return {
    left: most > 0 ? most - lengthOf(text, measure) : null,
    ready: !isEmpty(draft) && fits(text, most, measure) && unfit(draft.media, limits).length === 0,
  }
}

/** Files that whoever speaks now cannot send, by reason: another may have been chosen since they were joined. */
export function unfit(
  media: Attached[],
  limits: MessageLimits | undefined,
): { why: Misfit; names: string[] }[] {
  if (!limits) return []
  const whys = misfits(media, limits)
  return [...new Set(whys)].flatMap((why) =>
    why ? [{ why, names: media.filter((_, i) => whys[i] === why).map(({ name }) => name) }] : [],
  )
}
