import { fits, lengthOf } from '../../../../lib/measure/index.ts'
import type { MessageLimits } from '../../../server/api.ts'
import { type Draft, isEmpty } from './draft.ts'

/** What is written, for a network: how much room is left (null: no limit), and whether it may leave. */
export function weigh(draft: Draft, { text: most, measure, media }: MessageLimits) {
  const text = draft.text.trim()
  return {
    left: most > 0 ? most - lengthOf(text, measure) : null,
    ready: !isEmpty(draft) && fits(text, most, measure) && draft.media.length <= media,
  }
}
