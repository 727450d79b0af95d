import type { ActivityItem } from '../../server/api.ts'
import { safeUrl } from './address.ts'

export type Media = ActivityItem['media'][number]

/** Kept on this server; strangers' servers are never asked from the browser. */
export function isKept({ url }: Pick<Media, 'url'>): boolean {
  return /^\/api\/v1\/attachments\/[\w-]+$/.test(url)
}

/** What a browser may draw of what strangers send; anything else is a file to take away. */
export function isDrawn(media: Pick<Media, 'url' | 'mediaType'>): boolean {
  return isKept(media) && /^image\/(png|jpeg|gif|webp)$/.test(media.mediaType ?? '')
}

/** How each of some files is shown; what has no address that a browser may open is left out. */
export function shownOf<M extends Pick<Media, 'url' | 'mediaType'>>(
  media: M[],
): { drawn: M[]; kept: M[]; elsewhere: M[] } {
  const others = media.filter((one) => !isDrawn(one))
  return {
    drawn: media.filter(isDrawn),
    kept: others.filter(isKept),
    elsewhere: others.filter((one) => !isKept(one) && safeUrl(one.url) !== null),
  }
}
