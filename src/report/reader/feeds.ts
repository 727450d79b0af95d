import type { Context } from '../../access/index.ts'
import { type AccountRow, listAccounts } from '../../ingest/index.ts'
import { FEEDS } from './intake.ts'
import { placesOf, type Reader } from './store.ts'

export async function feedsOf({
  db,
  workspaceId,
}: Pick<Context, 'db' | 'workspaceId'>): Promise<AccountRow[]> {
  return (await listAccounts(db, workspaceId)).filter((account) => account.channel === FEEDS)
}

export function readerOf({ workspaceId, principal }: Context): Reader {
  return { workspaceId, memberId: principal.memberId }
}

export function isIn(folder: readonly string[], holder: readonly string[]): boolean {
  return holder.every((name, i) => folder[i] === name)
}

/** One feed, those of a folder however deep, or all. */
export async function feedsWanted(
  context: Context,
  { feed, folder }: { feed?: string | undefined; folder?: string[] | undefined },
): Promise<AccountRow[]> {
  const feeds = await feedsOf(context)
  if (feed) return feeds.filter((one) => one.id === feed)
  if (!folder || folder.length === 0) return feeds
  const places = await placesOf(context.db, context.workspaceId)
  return feeds.filter((one) => isIn(places.get(one.id) ?? [], folder))
}
