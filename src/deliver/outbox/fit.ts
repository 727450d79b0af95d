import { invalid } from '../../../lib/errors/index.ts'
import { fits, lengthOf } from '../../../lib/measure/index.ts'
import type { Limits } from '../../channels/index.ts'
import type { WrittenDraft } from './draft.ts'

/**
 * Refuses what the network would, before anybody waits for it.
 * @throws Problem `draft_empty`, `draft_too_long`, `draft_too_many_files`, `draft_file_too_large`, `draft_file_type` (422)
 */
export function requireFit(draft: WrittenDraft, limits: Limits): void {
  const { text, media } = draft
  if (text.trim() === '' && media.length === 0) throw invalid('draft_empty')
  if (!fits(text, limits.text, limits.measure)) {
    const length = lengthOf(text, limits.measure)
    // Within its characters and still too long: then it is the bytes.
    const over = limits.text > 0 && length > limits.text
    const most = over ? limits.text : (limits.measure?.bytes ?? limits.text)
    const shown = over ? length : Buffer.byteLength(text)
    throw invalid('draft_too_long', { length: shown, most }, { text: 'draft_too_long' })
  }
  if (media.length > limits.media) throw invalid('draft_too_many_files', { most: limits.media })
  for (const file of media) {
    if (limits.mediaBytes !== undefined && file.size > limits.mediaBytes)
      throw invalid('draft_file_too_large', { name: file.name, megabytes: limits.mediaBytes / 1_000_000 })
    if (limits.mediaTypes && !limits.mediaTypes.some((type) => takes(type, file.mediaType)))
      throw invalid('draft_file_type', { name: file.name })
  }
}

/** As in an `accept` attribute: `image/*` takes every image. */
function takes(accepted: string, mediaType: string): boolean {
  return (
    accepted === '*/*' ||
    accepted === mediaType ||
    (accepted.endsWith('/*') && mediaType.startsWith(accepted.slice(0, -1)))
  )
}
