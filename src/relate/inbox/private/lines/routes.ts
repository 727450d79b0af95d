import { inTransaction } from '../../../../../lib/db/index.ts'
import { audit, type Route, route, whoIs } from '../../../../access/index.ts'
import { settingSchema } from './lines.ts'
import { keepPrivateSetting, privateSetting } from './setting.ts'

const tag = 'private'

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
    method: 'put',
    path: '/private-setting',
    summary: 'Changes what is said, how long who is invited can come, and to which site links lead',
    tag,
    can: 'team:manage',
    body: settingSchema,
    reply: settingSchema,
    handler: ({ db, workspaceId, principal }, { body }) =>
      inTransaction(db, async (tx) => {
        await keepPrivateSetting(tx, workspaceId, body)
        const detail = { languages: Object.keys(body.lines).sort(), hours: body.hours }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'private_setting.change', target: workspaceId, detail })
        return body
      }),
  }),
]
