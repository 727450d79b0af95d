import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { audit, type Context, type Route, route, whoIs } from '../../../access/index.ts'
import { charterSchema, FITS, SANCTIONS } from './charter.ts'
import { differenceOf } from './difference.ts'
import { lacksOf } from './lacks.ts'
import { charterVersion, draftOf, keepDraft, listVersions, publish, publishedCharter } from './store.ts'

const tag = 'moderation'
const can = 'moderation:charter'
const who = z.object({ id: z.string(), name: z.string() })
const lack = z.object({ lack: z.string(), rule: z.string().optional() })
const differenceReply = z.object({
  around: z.array(z.string()),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
  moved: z.boolean(),
})
const versionReply = z.object({ version: z.number(), published: z.string(), by: who, charter: charterSchema })
const charterReply = z.object({
  draft: charterSchema,
  revision: z.number(),
  changed: z.string().nullable(),
  changedBy: who.nullable(),
  lacks: z.array(lack),
  published: versionReply.nullable(),
  /** Between what is published and the draft. */
  difference: differenceReply.nullable(),
  address: z.string(),
  sanctions: z.array(z.enum(SANCTIONS)),
  fits: z.array(z.enum(FITS)),
})

export const charterRoutes: Route[] = [...draftRoutes(), ...versionRoutes()]

function draftRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/charter',
      summary: 'The rules of the house: as they are being written, and as they are published',
      tag,
      can: 'inbox:read',
      reply: charterReply,
      handler: presentCharter,
    }),
    route({
      method: 'put',
      path: '/charter',
      summary: 'Keeps the draft of the charter; nobody is held to it until it is published',
      description:
        '`revision` is that of the draft that was read; 409 `charter_changed` where it is another by now.',
      tag,
      can,
      body: z.strictObject({ charter: charterSchema, revision: z.number().int().min(0) }),
      reply: charterReply,
      handler: async (context, { body }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now() }
        await inTransaction(db, (tx) => keepDraft(tx, workspaceId, body, by))
        return presentCharter(context)
      },
    }),
    route({
      method: 'post',
      path: '/charter/publication',
      summary: 'Publishes the draft as the next version of the charter',
      tag,
      can,
      status: 201,
      body: z.strictObject({ revision: z.number().int().min(0) }),
      reply: charterReply,
      handler: async (context, { body: { revision } }) => {
        const { db, workspaceId, principal, clock } = context
        await inTransaction(db, async (tx) => {
          const by = { memberId: principal.memberId, now: clock.now() }
          const version = await publish(tx, workspaceId, revision, by)
          const target = String(version)
          await audit(tx, { workspaceId, who: whoIs(principal), action: 'charter.published', target })
        })
        return presentCharter(context)
      },
    }),
  ]
}

function versionRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/charter/versions',
      summary: 'Versions of the charter, newest first',
      tag,
      can: 'inbox:read',
      reply: z.array(versionReply.omit({ charter: true })),
      handler: async ({ db, workspaceId, memberNames }) => {
        const names = await memberNames()
        return (await listVersions(db, workspaceId)).map(({ version, published, published_by }) => ({
          ...{ version, published: published.toISOString() },
          by: { id: published_by, name: names.get(published_by) ?? '' },
        }))
      },
    }),
    route({
      method: 'get',
      path: '/charter/versions/{version}',
      summary: 'One version of the charter, with what changed since the one before',
      tag,
      can: 'inbox:read',
      params: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) }),
      reply: versionReply.extend({ difference: differenceReply.nullable() }),
      handler: async ({ db, workspaceId, memberNames }, { params: { version } }) => {
        const row = await charterVersion(db, workspaceId, version)
        const before = version > 1 ? await charterVersion(db, workspaceId, version - 1) : null
        return {
          ...presentVersion(row, await memberNames()),
          difference: before && differenceOf(before.charter, row.charter),
        }
      },
    }),
  ]
}

async function presentCharter({ db, workspaceId, memberNames, publicUrl }: Context) {
  const [draft, published] = [await draftOf(db, workspaceId), await publishedCharter(db, workspaceId)]
  const names = await memberNames()
  return {
    ...{ draft: draft.charter, revision: draft.revision, lacks: lacksOf(draft.charter) },
    changed: draft.changed?.toISOString() ?? null,
    changedBy: draft.by === null ? null : { id: draft.by, name: names.get(draft.by) ?? '' },
    published: published ? presentVersion(published, names) : null,
    difference: published ? differenceOf(published.charter, draft.charter) : null,
    address: `${publicUrl}/charter/${workspaceId}`,
    ...{ sanctions: [...SANCTIONS], fits: [...FITS] },
  }
}

function presentVersion(
  { version, published, by, charter }: Awaited<ReturnType<typeof charterVersion>>,
  names: ReadonlyMap<string, string>,
) {
  return { version, published: published.toISOString(), by: { id: by, name: names.get(by) ?? '' }, charter }
}
