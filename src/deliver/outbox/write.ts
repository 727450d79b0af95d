import { z } from 'zod'
import type { Handle } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { attachmentsOf } from '../../activity/index.ts'
import { AUDIENCES } from '../../channels/index.ts'
import type { WrittenCard, WrittenDraft, WrittenMedia } from './draft.ts'

/** What a person writes, as a route takes it; spread into a strict object. */
export const draftFields = {
  text: z.string().max(200_000),
  title: z.string().trim().max(1000).optional(),
  lang: z.string().max(35).optional(),
  warning: z.string().trim().max(1000).optional(),
  audience: z.enum(AUDIENCES).optional(),
  quote: z.boolean().optional(),
  media: z
    .array(z.strictObject({ attachmentId: z.uuid(), alt: z.string().max(10_000).default('') }))
    .max(20)
    .default([]),
  card: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }).max(2000),
      title: z.string().trim().min(1).max(300),
      description: z.string().trim().max(1000).default(''),
      thumb: z.uuid().optional(),
    })
    .optional()
    .describe('What is shown of a link; only where `limits.card` is `attached`, and with no file'),
}

export type DraftBody = z.output<z.ZodObject<typeof draftFields>>

/**
 * A draft as it is kept, its files known by what they are and not by what was said of them.
 * @throws Problem `not_found` where a file is not there
 */
export async function writtenDraft(
  db: Handle,
  workspaceId: string,
  { text, title, lang, warning, audience, quote, media, card }: DraftBody,
): Promise<WrittenDraft> {
  const ids = [...media.map((file) => file.attachmentId), ...(card?.thumb ? [card.thumb] : [])]
  const there = new Map((await attachmentsOf(db, workspaceId, ids)).map((file) => [file.id, file]))
  const written = (attachmentId: string, alt: string): WrittenMedia => {
    const file = there.get(attachmentId)
    if (!file) throw notFound('attachment')
    const { name, mediaType, size } = file
    return { attachmentId, name, mediaType, size, alt }
  }
  return {
    text,
    media: media.map(({ attachmentId, alt }) => written(attachmentId, alt)),
    ...(card ? { card: writtenCard(card, written) } : {}),
    ...(title ? { title } : {}),
    ...(lang ? { lang } : {}),
    ...(warning ? { warning } : {}),
    ...(audience ? { audience } : {}),
    ...(quote === undefined ? {} : { quote }),
  }
}

function writtenCard(
  { url, title, description, thumb }: NonNullable<DraftBody['card']>,
  written: (attachmentId: string, alt: string) => WrittenMedia,
): WrittenCard {
  return { url, title, description, ...(thumb ? { thumb: written(thumb, '') } : {}) }
}
