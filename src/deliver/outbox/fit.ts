import { invalid } from '../../../lib/errors/index.ts'
import { fits, lengthOf, misfits, mostBytes } from '../../../lib/measure/index.ts'
import type { Limits } from '../../channels/index.ts'
import type { WrittenDraft } from './draft.ts'

/**
 * Refuses what the network would, before anybody waits for it.
 * @throws Problem `draft_empty`, `draft_too_long`, `draft_too_many_files`, `draft_file_too_large`, `draft_file_type`,
 * `draft_file_alone`, `draft_alt_too_long`, `draft_card_not_taken`, `draft_card_picture` (422)
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
  requireCard(draft, limits)
  misfits(media, limits).forEach((why, i) => {
    const name = media[i]?.name ?? ''
    if (why === 'type') throw invalid('draft_file_type', { name })
    if (why === 'alone') throw invalid('draft_file_alone', { name })
    if (why === 'alt') throw invalid('draft_alt_too_long', { name, most: limits.alt ?? 0 })
    if (why === 'large') {
      const most = mostBytes(media[i]?.mediaType ?? '', limits) ?? 0
      throw invalid('draft_file_too_large', { name, megabytes: most / 1_000_000 })
    }
  })
}

/** A network that makes its cards by itself is given none, and no message carries both a card and files. */
function requireCard({ card, media }: WrittenDraft, limits: Limits): void {
  if (!card) return
  if (limits.card !== 'attached' || media.length > 0) throw invalid('draft_card_not_taken')
  const { thumb } = card
  if (!thumb) return
  const [why] = misfits([thumb], { ...limits, media: 1 })
  if (why || !thumb.mediaType.startsWith('image/')) throw invalid('draft_card_picture', { name: thumb.name })
}
