import { z } from 'zod'
import type { DraftMedia } from '../../../channel.ts'
import { type Agent, guarded } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { sizeOf } from './picture.ts'

/** What the network takes with one post. */
export const PICTURES = 4
export const PICTURE_BYTES = 1_000_000
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
export const LONGEST_ALT = 2_000

const blob = z.object({ blob: z.record(z.string(), z.unknown()) })

/** Before anything leaves: what would be refused later is told now. */
export function checkMedia(media: DraftMedia[]): void {
  if (media.length > PICTURES) throw refuse('too-many-pictures')
  for (const { mediaType, size, alt } of media) {
    if (!PICTURE_TYPES.includes(mediaType)) throw refuse('not-a-picture')
    if (size > PICTURE_BYTES) throw refuse('picture-too-large')
    if (alt.length > LONGEST_ALT) throw refuse('alt-too-long')
  }
}

/**
 * Uploads the pictures and answers what the post says of them. A blob that no record names is nothing: the server
 * clears it away, so that trying again costs time only.
 */
export async function embedOf(
  agent: Agent,
  media: DraftMedia[],
): Promise<Record<string, unknown> | undefined> {
  if (media.length === 0) return undefined
  const images: Record<string, unknown>[] = []
  for (const picture of media) {
    const bytes = await picture.bytes()
    if (bytes.byteLength > PICTURE_BYTES) throw refuse('picture-too-large')
    const file = { bytes, mediaType: picture.mediaType }
    const reply = await agent.exchange({ method: 'POST', nsid: 'com.atproto.repo.uploadBlob', file })
    const aspectRatio = sizeOf(bytes)
    images.push({ alt: picture.alt, image: guarded(reply, blob).blob, ...(aspectRatio && { aspectRatio }) })
  }
  return { $type: 'app.bsky.embed.images', images }
}
