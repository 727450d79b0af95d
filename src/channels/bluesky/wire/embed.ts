import { z } from 'zod'
import { atUri } from './id.ts'

/** Old records name a blob by `cid`, newer ones by `ref.$link`. */
const blob = z
  .object({
    ref: z.object({ $link: z.string() }).optional(),
    cid: z.string().optional(),
    mimeType: z.string().max(128).optional(),
  })
  .transform(({ ref, cid, mimeType }) => ({ cid: ref?.$link ?? cid, mimeType }))
  .refine(({ cid }) => /^[A-Za-z0-9]{1,128}$/.test(cid ?? ''))

const picture = z.object({ image: blob, alt: z.string().max(10_000).catch('') })

const images = z.object({ $type: z.literal('app.bsky.embed.images'), images: z.array(picture).max(50) })

const gallery = z.object({ $type: z.literal('app.bsky.embed.gallery'), media: z.array(picture).max(50) })

const video = z.object({
  $type: z.literal('app.bsky.embed.video'),
  video: blob,
  alt: z.string().max(10_000).catch(''),
})

const external = z.object({
  $type: z.literal('app.bsky.embed.external'),
  external: z.object({
    uri: z.string().max(8192),
    title: z.string().max(10_000).catch(''),
    description: z.string().max(10_000).catch(''),
    thumb: blob.optional().catch(undefined),
  }),
})

const shown = z.discriminatedUnion('$type', [images, gallery, video, external])

export const quoted = z.object({ uri: atUri })

export const embed = z.discriminatedUnion('$type', [
  ...shown.options,
  z.object({ $type: z.literal('app.bsky.embed.record'), record: quoted }),
  z.object({
    $type: z.literal('app.bsky.embed.recordWithMedia'),
    record: z.object({ record: quoted }),
    media: shown.optional().catch(undefined),
  }),
])

export type Shown = z.output<typeof shown>
