import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { type Activity, attachmentsOf, getByExternalId, type Media } from '../../../activity/index.ts'
import { ingest } from '../../../ingest/index.ts'
import type { SiteDeps } from '../deps.ts'
import type { Site } from '../door/site.ts'
import { addItem, type Visitor } from './store.ts'

export interface Saying {
  /** Theirs, of this one thing: the same told twice is in the stream once. */
  id: string
  verb?: Activity['verb']
  title?: string
  text: string
  media?: Media[]
  kind: 'chat' | 'form' | 'call-back'
  /** Written when it is new, in its transaction. */
  also?(tx: Handle, activityId: string): Promise<void>
  /** When somebody must take care of it, where that is not at once. */
  due?: Date
}

/** How somebody who gave no name is called. */
export function strangerName(visitor: Pick<Visitor, 'id' | 'lang'>): string {
  return translate(visitor.lang, 'site:stranger', { code: visitor.id.slice(-4).toUpperCase() })
}

/**
 * Brings what a visitor says into the stream, once, and numbers it in their thread.
 * @returns the activity that it became, and whether it is new
 * @throws Problem `not_found` for a visitor who was erased meanwhile
 */
export async function speak(
  { db, pipeline }: Pick<SiteDeps, 'db' | 'pipeline'>,
  site: Site,
  visitor: Visitor,
  said: Saying,
): Promise<{ activityId: string; fresh: boolean }> {
  const { workspaceId, accountId } = site
  const activity = activityOf(visitor, said, pipeline.now())
  const source = { workspaceId, channel: 'site', accountId, keep: 'all' as const }
  return inTransaction(db, async (tx) => {
    const { stored } = await ingest(tx, source, { activities: [activity] }, pipeline)
    const fresh = stored[0]
    if (fresh) {
      await said.also?.(tx, fresh.id)
      const item = { activityId: fresh.id, ours: false, at: fresh.published }
      // Erased since they were read: nothing of them comes back.
      if ((await addItem(tx, workspaceId, visitor.id, item)) === undefined) throw notFound('visitor')
      return { activityId: fresh.id, fresh: true }
    }
    const [known] = await getByExternalId(tx, workspaceId, 'site', [activity.externalId])
    if (!known) throw new Error('what a visitor said did not come into the stream')
    return { activityId: known.id, fresh: false }
  })
}

function activityOf(visitor: Visitor, said: Saying, now: Date): Activity {
  const id = `${visitor.id}:${said.id}`
  const { page, referrer, zone } = visitor
  return {
    verb: said.verb ?? 'Create',
    externalId: id,
    published: now,
    actor: { id: visitor.id, name: visitor.name ?? strangerName(visitor) },
    object: {
      type: 'Message',
      id,
      ...(said.title ? { title: said.title } : {}),
      text: said.text,
      ...(said.media?.length ? { media: said.media } : {}),
      thread: visitor.id,
    },
    visibility: 'private',
    extra: {
      site: said.kind,
      ...(page ? { page } : {}),
      ...(referrer ? { referrer } : {}),
      ...(zone ? { zone } : {}),
      ...(said.due ? { due: said.due.toISOString() } : {}),
    },
  }
}

/** Files that were sent before, as a message names them; what is not there is left out. */
export async function mediaOf(db: Handle, workspaceId: string, ids: readonly string[]): Promise<Media[]> {
  const files = await attachmentsOf(db, workspaceId, ids)
  return files.map(({ id, name, mediaType }) => ({
    type: mediaType.startsWith('image/') ? 'image' : 'file',
    url: `attachment:${id}`,
    mediaType,
    name,
  }))
}
