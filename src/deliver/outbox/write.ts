import { z } from 'zod'
import type { Handle } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { attachmentsOf } from '../../activity/index.ts'
import { AUDIENCES } from '../../channels/index.ts'
import type { WrittenDraft } from './draft.ts'

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
}

export type DraftBody = z.output<z.ZodObject<typeof draftFields>>

/**
 * A draft as it is kept, its files known by what they are and not by what was said of them.
 * @throws Problem `not_found` where a file is not there
 */
export async function writtenDraft(
  db: Handle,
  workspaceId: string,
  { text, title, lang, warning, audience, quote, media }: DraftBody,
): Promise<WrittenDraft> {
  const ids = media.map((file) => file.attachmentId)
  const there = new Map((await attachmentsOf(db, workspaceId, ids)).map((file) => [file.id, file]))
  const files = media.map(({ attachmentId, alt }) => {
    const file = there.get(attachmentId)
    if (!file) throw notFound('attachment')
    const { name, mediaType, size } = file
    return { attachmentId, name, mediaType, size, alt }
  })
  return {
    text,
    media: files,
    ...(title ? { title } : {}),
    ...(lang ? { lang } : {}),
    ...(warning ? { warning } : {}),
    ...(audience ? { audience } : {}),
    ...(quote === undefined ? {} : { quote }),
  }
}
