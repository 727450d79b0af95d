import { invalid } from '../../../lib/errors/index.ts'
import type { Limits } from '../../channels/index.ts'
import type { WrittenDraft } from './delivery.ts'

const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' })
const ADDRESS = /https?:\/\/\S+/g

/** Length of a text as the network counts it. */
export function lengthOf(text: string, { measure }: Pick<Limits, 'measure'>): number {
  const address = measure?.address
  const counted = address === undefined ? text : text.replaceAll(ADDRESS, 'x'.repeat(address))
  return measure?.unit === 'grapheme' ? [...segmenter.segment(counted)].length : [...counted].length
}

/**
 * Refuses what the network would, before anybody waits for it.
 * @throws Problem `draft_empty`, `draft_too_long`, `draft_too_many_files`, `draft_file_too_large`, `draft_file_type` (422)
 */
export function requireFit(draft: WrittenDraft, limits: Limits): void {
  const { text, media } = draft
  if (text.trim() === '' && media.length === 0) throw invalid('draft_empty')
  const length = lengthOf(text, limits)
  if (limits.text > 0 && length > limits.text)
    throw invalid('draft_too_long', { length, most: limits.text }, { text: 'draft_too_long' })
  const { bytes } = limits.measure ?? {}
  if (bytes !== undefined && Buffer.byteLength(text) > bytes)
    throw invalid(
      'draft_too_long',
      { length: Buffer.byteLength(text), most: bytes },
      { text: 'draft_too_long' },
    )
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
