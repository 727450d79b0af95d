import type { Draft, DraftCard } from '../../channels/index.ts'

/** A file of a draft, by where it is kept. */
export interface WrittenMedia {
  attachmentId: string
  name: string
  mediaType: string
  size: number
  alt: string
}

/** A draft as it is kept: its files by their ids. */
export interface WrittenDraft extends Omit<Draft, 'media' | 'card'> {
  media: WrittenMedia[]
  card?: WrittenCard
}

export interface WrittenCard extends Omit<DraftCard, 'thumb'> {
  thumb?: WrittenMedia
}

/** Ids of the files that a draft needs until it has left. */
export function filesOf({ media, card }: WrittenDraft): string[] {
  return [...media, ...(card?.thumb ? [card.thumb] : [])].map((file) => file.attachmentId)
}
