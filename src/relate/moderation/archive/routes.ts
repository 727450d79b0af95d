import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { conflict } from '../../../../lib/errors/index.ts'
import { audit, idParams, type Route, route, whoIs } from '../../../access/index.ts'
import { archived, archivePurpose, openTaken, type Sealing } from './archive.ts'
import { getArchive } from './store.ts'

/** A POST, as opening is an act of its own: with a reason, and in the journal before anything is shown. */
export function archiveRoutes({ sealing }: { sealing: Sealing }): Route[] {
  return [
    route({
      method: 'post',
      path: '/moderation/acts/{id}/archive',
      summary: 'Opens what was taken away, for a reason that the journal keeps',
      tag: 'moderation',
      can: 'moderation:archive',
      limit: 60,
      status: 200,
      params: idParams,
      body: z.strictObject({ reason: z.string().trim().min(5).max(500) }),
      reply: archived.extend({ whole: z.boolean(), until: z.string() }),
      handler: async ({ db, workspaceId, principal }, { params: { id }, body: { reason } }) =>
        inTransaction(db, async (tx) => {
          const row = await getArchive(tx, workspaceId, id)
          if (row.sealed === null) throw conflict('archive_gone')
          const who = whoIs(principal)
          const action = 'moderation.archive_opened'
          await audit(tx, { workspaceId, who, action, target: id, detail: { reason } })
          const opened = openTaken(sealing, archivePurpose(workspaceId, id), row.sealed)
          return { ...opened, until: row.until.toISOString() }
        }),
    }),
  ]
}
