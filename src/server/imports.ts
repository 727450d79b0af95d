import { join } from 'node:path'
import type { Handle } from '../../lib/db/index.ts'
import { actorsOf, unheard, withdraw } from '../activity/index.ts'
import type { ImportDeps } from '../ingest/index.ts'
import { forgetPeople } from '../people/index.ts'
import { forgetActivities } from '../relate/inbox/index.ts'
import { forgetModerated, forgetQueued } from '../relate/moderation/index.ts'
import { forgetTold } from '../report/index.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'

/** Where the files that people bring are kept. */
export function importsFolder(config: Config): string {
  return join(config.dataFolder, 'imports')
}

export function importDeps(db: Handle, engine: Engine, config: Config): ImportDeps {
  return { db, folder: importsFolder(config), pipeline: engine.pipeline, withdraw: withdrawEverywhere }
}

/** Out of the stream first, which holds its consumers; then out of what they made of it. */
async function withdrawEverywhere(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  const people = await actorsOf(tx, workspaceId, activityIds)
  await withdraw(tx, workspaceId, activityIds)
  await forgetActivities(tx, workspaceId, activityIds)
  await forgetTold(tx, workspaceId, activityIds)
  await forgetQueued(tx, workspaceId, activityIds)
  await forgetModerated(tx, workspaceId, activityIds)
  await forgetPeople(tx, workspaceId, 'file', await unheard(tx, workspaceId, people))
}
