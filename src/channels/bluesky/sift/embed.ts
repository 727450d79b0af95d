import type { Media } from '../../../activity/index.ts'
import type { Shown } from '../wire/embed.ts'
import type { Post } from '../wire/record.ts'

function shownOf({ embed }: Post): Shown | undefined {
  switch (embed?.$type) {
    case undefined:
    case 'app.bsky.embed.record':
      return undefined
    case 'app.bsky.embed.recordWithMedia':
      return embed.media
    default:
      return embed
  }
}

export function quoteOf({ embed }: Post): string | undefined {
  if (embed?.$type === 'app.bsky.embed.record') return embed.record.uri
  return embed?.$type === 'app.bsky.embed.recordWithMedia' ? embed.record.record.uri : undefined
}

export function cardOf(post: Post) {
  const shown = shownOf(post)
  return shown?.$type === 'app.bsky.embed.external' ? shown.external : undefined
}

const CDN = 'https://cdn.bsky.app/img/feed_fullsize/plain'

export function mediaOf(did: string, post: Post): Media[] | undefined {
  const shown = shownOf(post)
  switch (shown?.$type) {
    case 'app.bsky.embed.images':
      return some(shown.images.map((picture) => imageOf(did, picture)))
    case 'app.bsky.embed.gallery':
      return some(shown.media.map((picture) => imageOf(did, picture)))
    case 'app.bsky.embed.video': {
      const url = `https://video.bsky.app/watch/${encodeURIComponent(did)}/${shown.video.cid}/playlist.m3u8`
      return [{ type: 'video', url, alt: shown.alt || undefined, mediaType: shown.video.mimeType }]
    }
    default:
      return undefined
  }
}

function imageOf(
  did: string,
  { image, alt }: { image: { cid?: string; mimeType?: string }; alt: string },
): Media {
  return {
    type: 'image',
    url: `${CDN}/${did}/${image.cid}@jpeg`,
    alt: alt || undefined,
    mediaType: image.mimeType,
  }
}

export function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}
