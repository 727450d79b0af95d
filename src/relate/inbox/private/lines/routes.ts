import { z } from 'zod'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { invalid } from '../../../../../lib/errors/index.ts'
import { audit, type Route, route, whoIs } from '../../../../access/index.ts'
import { listAccounts } from '../../../../ingest/index.ts'
import { placesFor } from '../invitation/ways.ts'
import { type Setting, settingSchema } from './lines.ts'
import { keepPrivateSetting, privateSetting } from './setting.ts'

const tag = 'private'
const place = z.object({ id: z.string(), name: z.string(), open: z.boolean() })

export const privateSettingRoutes: Route[] = [
  route({
    method: 'get',
    path: '/private-setting',
    summary:
      'What is said where a conversation goes on in private, by language; ours until the workspace writes its own',
    tag,
    can: 'inbox:read',
    reply: settingSchema,
    handler: ({ db, workspaceId }) => privateSetting(db, workspaceId),
  }),
  route({
    method: 'get',
    path: '/private-setting/places',
    summary: 'The sites and mailboxes that people can be asked to, and those that are used now',
    tag,
    can: 'inbox:read',
    reply: z.object({
      ...{ sites: z.array(place), mailboxes: z.array(place.extend({ address: z.string() })) },
      ...{ site: z.string().nullable(), mailbox: z.string().nullable() },
    }),
    handler: async ({ db, workspaceId }) =>
      placesFor(await listAccounts(db, workspaceId), await privateSetting(db, workspaceId)),
  }),
  route({
    method: 'put',
    path: '/private-setting',
    summary:
      'Changes what is said, how long who is invited can come, to which site links lead, and to which mailbox mails are asked',
    tag,
    can: 'team:manage',
    body: settingSchema,
    reply: settingSchema,
    handler: ({ db, workspaceId, principal }, { body }) =>
      inTransaction(db, async (tx) => {
        await requirePlaces(tx, workspaceId, body)
        await keepPrivateSetting(tx, workspaceId, body)
        const detail = { languages: Object.keys(body.lines).sort(), hours: body.hours }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'private_setting.change', target: workspaceId, detail })
        return body
      }),
  }),
]

/** @throws Problem `private_place` (422) where one is chosen that is not here; what was chosen before may have gone since. */
async function requirePlaces(tx: Handle, workspaceId: string, chosen: Setting): Promise<void> {
  const before = await privateSetting(tx, workspaceId)
  const { sites, mailboxes } = placesFor(await listAccounts(tx, workspaceId), chosen)
  const there = { siteId: sites, mailId: mailboxes }
  for (const key of ['siteId', 'mailId'] as const) {
    const id = chosen[key]
    if (id !== null && id !== before[key] && !there[key].some((one) => one.id === id))
      throw invalid('private_place', {}, { [key]: 'private_place' })
  }
}
