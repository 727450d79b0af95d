import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { changedAccess } from '../memory/changed.ts'
import type { AccessTables } from '../tables.ts'

export interface Workspace {
  id: string
  name: string
  timeZone: string
  locale: 'fr' | 'en'
  demo: boolean
}

export interface NewWorkspace {
  name: string
  timeZone: string
  locale: 'fr' | 'en'
  demo?: boolean
}

export async function createWorkspace(tx: Handle, workspace: NewWorkspace): Promise<string> {
  const id = uuidv7()
  await tables<AccessTables>(tx)
    .insertInto('workspace')
    .values({
      id,
      name: workspace.name,
      time_zone: workspace.timeZone,
      locale: workspace.locale,
      demo: workspace.demo ?? false,
    })
    .execute()
  return id
}

/** Every workspace of this server, oldest first: what schedules and maintenance go through, one at a time. */
export async function listWorkspaces(handle: Handle): Promise<Workspace[]> {
  return await all(handle).orderBy('id').execute()
}

/** @throws Problem `not_found` */
export async function findWorkspace(handle: Handle, id: string): Promise<Workspace> {
  const row = await all(handle).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('workspace')
  return row
}

export async function updateWorkspace(tx: Handle, id: string, change: Partial<NewWorkspace>): Promise<void> {
  await tables<AccessTables>(tx)
    .updateTable('workspace')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
      ...(change.locale !== undefined && { locale: change.locale }),
    })
    .where('id', '=', id)
    .execute()
  await changedAccess(tx, id)
}

function all(handle: Handle) {
  return tables<AccessTables>(handle)
    .selectFrom('workspace')
    .select(['id', 'name', 'time_zone as timeZone', 'locale', 'demo'])
}
