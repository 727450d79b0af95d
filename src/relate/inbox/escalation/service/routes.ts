import { z } from 'zod'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { invalid, Problem } from '../../../../../lib/errors/index.ts'
import { HOLIDAYS } from '../../../../../lib/hours/index.ts'
import { HttpFailure, type SafeHttp } from '../../../../../lib/http/index.ts'
import { translate } from '../../../../../lib/i18n/index.ts'
import {
  audit,
  type Context,
  findWorkspace,
  idParams,
  type Route,
  route,
  timeOfDay,
  timeZone,
  whoIs,
} from '../../../../access/index.ts'
import { deskOf } from '../tool/desk.ts'
import { ToolFailure } from '../tool/failure.ts'
import { type Tool, toolSchema } from '../tool/tool.ts'
import { readyMade } from './ready.ts'
import { FIELD_KINDS } from './service.ts'
import {
  changeService,
  createService,
  getService,
  listServices,
  type Sealing,
  type Service,
  type Settings,
  tokenPurpose,
} from './store.ts'

export interface ServiceDeps {
  http: SafeHttp
  sealing: Sealing
}

const tag = 'escalations'
const can = 'channels:manage'
const email = z
  .email()
  .max(320)
  .transform((one) => one.toLowerCase())
const words = z
  .strictObject({ fr: z.string().trim().max(200), en: z.string().trim().max(200) })
  .refine(({ fr, en }) => fr !== '' || en !== '', 'service_words')
const reason = z.strictObject({ id: z.uuid(), words, off: z.boolean().optional() })
const field = z.strictObject({
  id: z.uuid(),
  kind: z.enum(FIELD_KINDS),
  words,
  required: z.boolean(),
  choices: z.array(words).min(1).max(30).optional(),
  from: z.enum(['order', 'product', 'date']).optional(),
})
const step = z.strictObject({
  days: z.number().int().min(-30).max(60),
  at: timeOfDay,
  to: z.enum(['service', 'manager']),
})
const timing = z.strictObject({
  days: z.number().int().min(0).max(60),
  at: timeOfDay,
  workdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  holidays: z.enum(HOLIDAYS),
  zone: timeZone,
  steps: z.array(step).max(12),
  linkDays: z.number().int().min(1).max(90),
})
const settings = z.strictObject({
  name: z.string().trim().min(1).max(100),
  emails: z.array(email).min(1).max(20),
  manager: email.nullable(),
  locale: z.enum(['fr', 'en']),
  reasons: z.array(reason).min(1).max(60),
  fields: z.array(field).max(30),
  timing,
  tool: toolSchema.nullable(),
})
/** Of the tool; never shown again. */
const token = z.string().trim().min(1).max(500).optional()

const serviceReply = z.object({
  ...settings.shape,
  id: z.string(),
  hasToken: z.boolean(),
  archived: z.boolean(),
})

export function serviceRoutes(deps: ServiceDeps): Route[] {
  return [...readRoutes, ...changeRoutes(deps), testRoute(deps)]
}

const readRoutes: Route[] = [
  route({
    method: 'get',
    path: '/services',
    summary: 'Services that conversations can be raised to',
    tag,
    can: 'inbox:read',
    reply: z.array(serviceReply),
    handler: async ({ db, workspaceId }) => (await listServices(db, workspaceId)).map(presentService),
  }),
  route({
    method: 'get',
    path: '/services/proposals',
    summary: 'Four services to begin with: after-sales, product, IT, legal; nothing is kept',
    tag,
    can,
    reply: z.array(
      z.object({
        key: z.string(),
        name: z.object({ fr: z.string(), en: z.string() }),
        reasons: z.array(reason),
        fields: z.array(field),
        timing,
      }),
    ),
    handler: async ({ db, workspaceId }) => {
      const { timeZone: zone } = await findWorkspace(db, workspaceId)
      return readyMade().map((one) => ({ ...one, timing: { ...one.timing, zone } }))
    },
  }),
]

function changeRoutes(deps: ServiceDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/services',
      summary: 'Adds a service',
      tag,
      can,
      body: settings.extend({ token }),
      reply: serviceReply,
      status: 201,
      handler: async (context, { body: { token: given, ...wanted } }) => {
        const { db, workspaceId, clock } = context
        const kept = await checked(context, deps, wanted)
        if (kept.tool && !given) throw invalid('service_token', {}, { token: 'service_token' })
        const made = await inTransaction(db, async (tx) => {
          const made = await createService(tx, workspaceId, kept, clock.now())
          if (given)
            await changeService(tx, workspaceId, made, {
              sealedToken: sealed(deps, workspaceId, made, given),
            })
          await noted(context, tx, 'service.added', made, { name: kept.name })
          return made
        })
        return presentService(await getService(db, workspaceId, made))
      },
    }),
    route({
      method: 'put',
      path: '/services/{id}',
      summary: 'Changes a service; what is under way keeps its own deadline and plan',
      description:
        'A tool at another address wants its token again: the one that is kept is not sent elsewhere.',
      tag,
      can,
      params: idParams,
      body: settings.extend({ token, archived: z.boolean().default(false) }),
      reply: serviceReply,
      handler: async (context, { params: { id }, body: { token: given, archived, ...wanted } }) => {
        const { db, workspaceId, clock } = context
        const row = await getService(db, workspaceId, id)
        const kept = await checked(context, deps, wanted)
        const sealedToken = tokenAfter(deps, row, kept.tool, given)
        await inTransaction(db, async (tx) => {
          const archive = archived ? (row.archived ?? clock.now()) : null
          await changeService(tx, workspaceId, id, { settings: kept, sealedToken, archived: archive })
          const gone = archived && !row.archived
          await noted(context, tx, gone ? 'service.archived' : 'service.changed', id, { name: kept.name })
        })
        return presentService(await getService(db, workspaceId, id))
      },
    }),
  ]
}

/** The token that is kept, the one that is given, or none; what was given for one place is not sent to another. */
function tokenAfter(
  deps: ServiceDeps,
  row: Service,
  tool: Tool | null,
  given: string | undefined,
): string | null {
  if (!tool) return null
  if (given) return sealed(deps, row.workspace_id, row.id, given)
  const same = row.tool?.kind === tool.kind && originOf(row.tool) === originOf(tool)
  if (!row.sealed_token || !same) throw invalid('service_token', {}, { token: 'service_token' })
  return row.sealed_token
}

function originOf({ url }: Tool): string {
  return URL.parse(url)?.origin ?? url
}

function sealed({ sealing }: ServiceDeps, workspaceId: string, id: string, token: string): string {
  return sealing.seal(token, tokenPurpose(workspaceId, id))
}

async function checked(
  { locale }: Context,
  { http }: ServiceDeps,
  wanted: z.output<typeof settings>,
): Promise<Settings> {
  const ids = [...wanted.reasons, ...wanted.fields].map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw invalid('service_ids')
  const lacking = wanted.fields.findIndex(({ kind, choices }) => kind === 'choice' && !choices?.length)
  if (lacking >= 0) throw invalid('escalation_form', {}, { [`fields.${lacking}.choices`]: 'field_required' })
  if (wanted.tool) {
    await http.check(wanted.tool.url).catch((error) => {
      if (!(error instanceof HttpFailure)) throw error
      const why = translate(locale, `channel:http.${error.kind}`)
      throw invalid('tool_address', { reason: why }, { 'tool.url': why })
    })
  }
  return { ...wanted, emails: [...new Set(wanted.emails)] }
}

function testRoute(deps: ServiceDeps): Route {
  return route({
    method: 'post',
    path: '/services/{id}/test',
    summary: 'Looks whether the tool of a service can be reached with its token; nothing is made there',
    tag,
    can,
    limit: 20,
    params: idParams,
    reply: z.object({ ok: z.boolean(), words: z.string() }),
    status: 200,
    handler: async ({ db, workspaceId, locale, request }, { params: { id } }) => {
      const row = await getService(db, workspaceId, id)
      if (!row.tool || !row.sealed_token) throw new Problem('service_token', { status: 409 })
      const token = deps.sealing.open(row.sealed_token, tokenPurpose(workspaceId, id))
      try {
        await deskOf(deps.http, row.tool, token).check(request.signal)
        return { ok: true, words: translate(locale, 'service:test.ok') }
      } catch (error) {
        if (!(error instanceof ToolFailure)) throw error
        return {
          ok: false,
          words: translate(locale, `service:test.${error.kind}`, { detail: error.message }),
        }
      }
    },
  })
}

function presentService(row: Service): z.input<typeof serviceReply> {
  const { id, name, emails, manager, locale, reasons, fields, timing, tool } = row
  const hasToken = row.sealed_token !== null
  return {
    id,
    name,
    emails,
    manager,
    locale,
    reasons,
    fields,
    timing,
    tool,
    hasToken,
    archived: row.archived !== null,
  }
}

function noted(
  { workspaceId, principal }: Context,
  tx: Context['db'],
  action: string,
  target: string,
  detail: Record<string, unknown>,
) {
  return audit(tx, { workspaceId, who: whoIs(principal), action, target, detail })
}
