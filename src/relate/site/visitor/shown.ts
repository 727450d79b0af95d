import type { Handle } from '../../../../lib/db/index.ts'
import { attachmentIdOf, getActivities } from '../../../activity/index.ts'
import type { SiteDeps } from '../deps.ts'
import { bindingOf } from '../door/link.ts'
import type { Site } from '../door/site.ts'
import { itemsAfter } from './store.ts'

/** One thing that was said, as a visitor's page gets it. */
export interface Shown {
  n: number
  /** What their page called it; absent for what is ours. */
  id?: string
  ours: boolean
  at: string
  text: string
  files: { name: string; url: string }[]
  /** It was taken back. */
  gone: boolean
}

/** What was said in a visitor's thread after a number, oldest first. */
export async function shownAfter(
  { db, publicUrl, secretOf }: Pick<SiteDeps, 'publicUrl' | 'secretOf'> & { db: Handle },
  site: Site,
  visitorId: string,
  after: number,
): Promise<Shown[]> {
  const items = await itemsAfter(db, site.workspaceId, visitorId, after)
  const found = await getActivities(
    db,
    site.workspaceId,
    items.map((item) => item.activity_id),
  )
  const byId = new Map(found.map((one) => [one.id, one]))
  const secret = secretOf('file')
  const urlOf = (id: string) =>
    `${publicUrl}/api/v1/site/${site.publicId}/files/${visitorId}/${id}?t=${bindingOf(secret, visitorId, id)}`
  return items.map(({ n, activity_id, ours, at }) => {
    const activity = byId.get(activity_id)
    const media = activity?.media ?? []
    return {
      n,
      ...(ours || !activity ? {} : { id: activity.object_id.slice(visitorId.length + 1) }),
      ours,
      at: at.toISOString(),
      text: activity?.text ?? '',
      files: media.flatMap(({ url, name }) => {
        const id = attachmentIdOf(url)
        return id ? [{ name: name ?? 'file', url: urlOf(id) }] : []
      }),
      gone: !activity || activity.deleted !== null,
    }
  })
}
