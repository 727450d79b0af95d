import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import { BOM, csvLine } from '../../../../lib/sheet/index.ts'
import { audit, type Context, type Route, route } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { answering, MOST_JSON } from '../door/answer.ts'
import { type Site, sitesOf } from '../door/site.ts'
import { MOST_FILE } from '../visitor/file.ts'
import { formFields, formThanks, KINDS } from './form.ts'
import {
  changeForm,
  createForm,
  deleteForm,
  type Form,
  getForm,
  listForms,
  listSubmissions,
} from './store.ts'
import { formShown, openForm, submit } from './submit.ts'

const door = z.strictObject({ site: z.string().length(43), form: z.uuid() })
const id = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(200)
/** Lines of one sheet. */
const MOST_LINES = 50_000

const words = z.object({ fr: z.string(), en: z.string() })
const formReply = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  fields: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(KINDS),
      label: words,
      required: z.boolean(),
      options: z.array(words).optional(),
    }),
  ),
  thanks: words,
  version: z.number(),
  open: z.boolean(),
  changed: z.string(),
  /** Where it stands by itself. */
  url: z.string(),
  /** What a page embeds. */
  snippet: z.string(),
})

export function formRoutes(deps: SiteDeps): Route[] {
  return [...doorRoutes(deps), ...listRoutes(), ...changeRoutes()]
}

function doorRoutes(deps: SiteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/site/{site}/forms/{form}',
      summary: 'A form as a visitor’s page shows it',
      tag: 'site',
      can: 'public',
      raw: true,
      limit: 0,
      params: door,
      query: z.strictObject({ lang: z.enum(['fr', 'en']).optional() }),
      handler: (context, { params, query }) =>
        answering(deps, context, { publicId: params.site, cap: 'look' }, async (call) =>
          formShown(call, await openForm(call, params.form), query.lang ?? call.locale),
        ),
    }),
    route({
      method: 'post',
      path: '/site/{site}/forms/{form}',
      summary: 'What a visitor filled in, taken once',
      tag: 'site',
      can: 'public',
      raw: true,
      limit: 0,
      maxBody: MOST_FILE + MOST_JSON,
      params: door,
      handler: (context, { params }) =>
        answering(deps, context, { publicId: params.site, cap: 'form' }, async (call) => {
          const given = await call.request.formData().catch(() => {
            throw invalid('body_invalid')
          })
          const { thanks } = await submit(call, await openForm(call, params.form), given)
          return { thanks }
        }),
    }),
  ]
}

function listRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/site-forms',
      summary: 'Forms of our own sites',
      tag: 'site',
      can: 'channels:read',
      reply: z.array(formReply),
      handler: async (context) => {
        const sites = new Map(
          (await sitesOf(context.db, context.workspaceId)).map((one) => [one.accountId, one]),
        )
        const forms = await listForms(context.db, context.workspaceId)
        return forms.map((form) => present(context, form, sites.get(form.account_id)))
      },
    }),
    route({
      method: 'get',
      path: '/site-forms/{id}/submissions',
      summary: 'What was sent by a form, as a sheet',
      description:
        'CSV in UTF-8; what a spreadsheet would run is made text. A column by field, in the words shown.',
      tag: 'site',
      can: 'inbox:read',
      params: id,
      handler: async ({ db, workspaceId }, { params }) => {
        const form = await getForm(db, workspaceId, params.id)
        const rows = await listSubmissions(db, workspaceId, { formId: form.id }, MOST_LINES)
        const ids = [...new Set(rows.flatMap((row) => row.answers.map((answer) => answer.id)))]
        const titleOf = (field: string) =>
          rows.flatMap((row) => row.answers).find((answer) => answer.id === field)?.label ?? field
        const lines = rows.map((row) => {
          const values = ids.map((field) => row.answers.find((answer) => answer.id === field)?.value)
          return csvLine([row.at.toISOString(), row.version, row.lang, ...values])
        })
        const body = [BOM, csvLine(['at', 'version', 'lang', ...ids.map(titleOf)]), ...lines].join('')
        return new Response(body, {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="form-${form.id}.csv"`,
          },
        })
      },
    }),
  ]
}

function changeRoutes(): Route[] {
  const body = { name, fields: formFields, thanks: formThanks }
  return [
    route({
      method: 'post',
      path: '/site-forms',
      summary: 'Makes a form',
      tag: 'site',
      can: 'channels:manage',
      body: z.strictObject({ accountId: z.uuid(), ...body }),
      reply: formReply,
      status: 201,
      handler: async (context, { body: { accountId, ...given } }) => {
        const { db, workspaceId, clock } = context
        const site = (await sitesOf(db, workspaceId)).find((one) => one.accountId === accountId)
        if (!site) throw notFound('site')
        const fields = given.fields as Form['fields']
        const made = await inTransaction(db, async (tx) => {
          const formId = await createForm(
            tx,
            workspaceId,
            { ...given, fields, account_id: accountId },
            clock.now(),
          )
          await noted(context, tx, 'form.created', formId)
          return getForm(tx, workspaceId, formId)
        })
        return present(context, made, site)
      },
    }),
    route({
      method: 'patch',
      path: '/site-forms/{id}',
      summary: 'Changes a form, closes it or opens it again',
      tag: 'site',
      can: 'channels:manage',
      params: id,
      body: z.strictObject({ ...body, open: z.boolean() }).partial(),
      reply: formReply,
      handler: async (context, { params, body: to }) => {
        const { db, workspaceId, clock } = context
        const changed = await inTransaction(db, async (tx) => {
          const form = await getForm(tx, workspaceId, params.id)
          await changeForm(tx, workspaceId, form, to as Partial<Form>, clock.now())
          await noted(context, tx, 'form.changed', form.id)
          return getForm(tx, workspaceId, form.id)
        })
        const site = (await sitesOf(db, workspaceId)).find((one) => one.accountId === changed.account_id)
        return present(context, changed, site)
      },
    }),
    route({
      method: 'delete',
      path: '/site-forms/{id}',
      summary: 'Deletes a form; what was sent by it stays',
      tag: 'site',
      can: 'channels:manage',
      params: id,
      status: 204,
      handler: async (context, { params }) => {
        await inTransaction(context.db, async (tx) => {
          const form = await getForm(tx, context.workspaceId, params.id)
          await deleteForm(tx, context.workspaceId, form.id)
          await noted(context, tx, 'form.deleted', form.id)
        })
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

function noted(context: Context, tx: Context['db'], action: string, target: string) {
  const { workspaceId, principal } = context
  return audit(tx, { workspaceId, who: principal, action, target, detail: {} })
}

function present({ publicUrl }: Pick<Context, 'publicUrl'>, form: Form, site: Site | undefined) {
  const { account_id: accountId, name, fields, thanks, version, open, changed } = form
  return {
    ...{ id: form.id, accountId, name, fields, thanks, version, open },
    changed: changed.toISOString(),
    url: site ? `${publicUrl}/site/${site.publicId}/forms/${form.id}` : '',
    snippet: `<div data-veillee-form="${form.id}"></div>`,
  }
}
