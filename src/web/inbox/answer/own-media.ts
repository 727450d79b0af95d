import type { ActivityItem, Delivery } from '../../../server/api.ts'

/**
 * The files of a message: of one that left from here those that were joined, which are kept here, rather than what the
 * network made of them, which is elsewhere and is not asked for.
 */
export function ownMedia(
  { id, media }: Pick<ActivityItem, 'id' | 'media'>,
  sent: Delivery[],
): ActivityItem['media'] {
  const files = sent.find(({ activityId }) => activityId === id)?.media ?? []
  if (files.length === 0) return media
  return files.map(({ id: file, name, mediaType, alt }) => ({
    type: mediaType.startsWith('image/') ? 'image' : 'file',
    url: `/api/v1/attachments/${file}`,
    mediaType,
    name,
    ...(alt ? { alt } : {}),
  }))
}
