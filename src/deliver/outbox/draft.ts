import type { Draft } from '../../channels/index.ts'

/** A file of a draft, by where it is kept. */
export interface WrittenMedia {
  attachmentId: string
  name: string
  mediaType: string
  size: number
  alt: string
}

/** A draft as it is kept: its files by their ids. */
export interface WrittenDraft extends Omit<Draft, 'media'> {
  media: WrittenMedia[]
}
