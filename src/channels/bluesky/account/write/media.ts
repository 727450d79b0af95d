import { z } from 'zod'
import type { Draft, DraftCard, DraftMedia } from '../../../channel.ts'
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
export function checkMedia(media: DraftMedia[], card: DraftCard | undefined): void {
  if (card && media.length > 0) throw refuse('card-beside-pictures')
  if (media.length > PICTURES) throw refuse('too-many-pictures')
  for (const { mediaType, size, alt } of card?.thumb ? [card.thumb] : media) {
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
  { media, card }: Pick<Draft, 'media' | 'card'>,
): Promise<Record<string, unknown> | undefined> {
  if (card) return externalOf(agent, card)
  if (media.length === 0) return undefined
  const images: Record<string, unknown>[] = []
  for (const picture of media) {
    const { kept, bytes } = await upload(agent, picture)
    const aspectRatio = sizeOf(bytes)
    images.push({ alt: picture.alt, image: kept, ...(aspectRatio && { aspectRatio }) })
  }
  return { $type: 'app.bsky.embed.images', images }
}

/** The network asks no page anything: its card is what the post brings along. */
async function externalOf(agent: Agent, { url: uri, title, description, thumb }: DraftCard) {
  const picture = thumb ? { thumb: (await upload(agent, thumb)).kept } : {}
  return { $type: 'app.bsky.embed.external', external: { uri, title, description, ...picture } }
}

async function upload(agent: Agent, picture: DraftMedia) {
  const bytes = await picture.bytes()
  if (bytes.byteLength > PICTURE_BYTES) throw refuse('picture-too-large')
  const file = { bytes, mediaType: picture.mediaType }
  const reply = await agent.exchange({ method: 'POST', nsid: 'com.atproto.repo.uploadBlob', file })
  return { kept: guarded(reply, blob).blob, bytes }
}
